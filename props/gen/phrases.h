// Lines that clients say, one at a time, over the words of an Alphabet.
//
//   const std::string line = DrawChatter(random, alphabet);       // "JOIN #a"
//   const std::string early = DrawNegotiation(random, alphabet);  // "CAP LS 302"
//
// Invariants: no CR, LF or NUL, valid UTF-8, without the terminator. They need not be correct: a
// wrong stage and a missing parameter are replies to be checked, too.

#ifndef CONFAB_PROPS_GEN_PHRASES_H_
#define CONFAB_PROPS_GEN_PHRASES_H_

#include <string>

#include "props/gen/alphabet.h"
#include "server_core/api/random.h"

namespace confab::props {

// What a logged-on user says, each verb now and then.
std::string DrawChatter(Random& random, const Alphabet& alphabet);

// What reaches other users: PRIVMSG or NOTICE to nicks and channels.
std::string DrawMessage(Random& random, const Alphabet& alphabet);

// What a client says around its log-on: PASS, CAP, IRCX and AUTH by hand.
std::string DrawNegotiation(Random& random, const Alphabet& alphabet);

// A first AUTH line written by hand, right or nearly right (clauses#6.9).
std::string DrawAuthBeginning(Random& random, const Alphabet& alphabet);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_PHRASES_H_
