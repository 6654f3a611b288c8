#include "server_core/text/identity.h"

#include <algorithm>
#include <iterator>

#include "server_core/text/clip.h"

namespace confab {
namespace {

bool IsLetterOrDigit(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

bool IsInHost(char byte) {
  return IsLetterOrDigit(byte) || byte == '.' || byte == ':' || byte == '-';
}

bool IsInUserName(char byte) {
  return IsLetterOrDigit(byte) || byte == '.' || byte == '_' || byte == '-';
}

}  // namespace

Host HostOf(std::string_view peer) {
  if (peer.empty()) return Host("unknown");
  Host host;
  if (peer[0] == ':') host.Append('0');
  for (const char byte : peer.substr(0, kHostBytesMax - host.size())) {
    host.Append(IsInHost(byte) ? byte : '-');
  }
  return host;
}

std::string CleanUserName(std::string_view user) {
  std::string clean;
  clean.reserve(user.size());
  std::copy_if(user.begin(), user.end(), std::back_inserter(clean), IsInUserName);
  return clean;
}

UserName UserNameOf(std::string_view user, int64_t bytes_max, bool authenticated) {
  const size_t room = static_cast<size_t>(bytes_max);
  UserName name;
  if (!authenticated) name.Append('~');
  for (const char byte : user) {
    if (name.size() < room && IsInUserName(byte)) name.Append(byte);
  }
  return name;
}

RealName RealNameOf(std::string_view text, int64_t bytes_max) {
  return RealName(CutUtf8(text, static_cast<size_t>(bytes_max)));
}

}  // namespace confab
