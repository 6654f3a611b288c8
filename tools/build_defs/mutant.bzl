"""Planted defects: the core as it ships, but for one object.

A defect is a patch of one source file of the core. The patched copy is linked
ahead of the archive that holds the original, so one more defect costs one
compile and one link, and nothing in the core knows of it. A patch that no
longer applies breaks the build.

    mutant_test(
        name = "Q233512",                        # Q233512.patch, beside this
        source = "//server_core/commands:registration.cc",
        law = "one_owner_per_nick",
        deps = ["//server_core/commands:registration"],
    )

gives `:Q233512`, the `confab` tool with that defect in it, and `:Q233512_test`,
which passes only if the law named kills it. Along come `:LAW_holds_RUNS_test`,
where the same law must pass on the tool as it ships, and `:canary_test`, where
a law that is always false must fail: a killer that never kills is no proof.

The header of a patch says what it plants, a line each:

    Mutant: nick released before the reply      what is wrong, in a few words
    Family: registration                        which part of the product
    Article: Q233512                            optional: where it was seen
    Law: one_owner_per_nick                     who must notice
    Kill: crash                                 optional: dying counts as noticing
    Why-plausible: ...                          how it happens; what a user sees
"""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library")

_TAGS = ["mutant"]

# No defect ends the run early here, so all runs are made.
_HOLDS_BUDGET_S = 600

def mutant_test(name, source, law, deps, runs = 2000, budget_s = 60):
    """Plants NAME.patch into `source` and expects `law` to notice.

    Args:
      name: of the patch without suffix, of the binary, and of the test less _test.
      source: label of the .cc file that the patch changes.
      law: the law that must kill it, as `confab laws` names it.
      deps: targets whose headers the source includes.
      runs: how many scenarios the explorer may try, from seed 1.
      budget_s: seconds after which the law has failed to notice.
    """
    _object(name, source, deps)
    _program(name, name, ["//tools/confab:confab_main"], _TAGS)

    # Built when asked for: by the museum.
    _program(name + "_exhibit", name, ["//tools/museum:exhibit_main"], ["manual"])
    _kill_test(name + "_test", ":" + name, law, runs, budget_s, patch = name + ".patch")
    _once(_holds_test, "%s_holds_%d_test" % (law, runs), law, runs)
    _once(_canary_test, "canary_test")

def planted_binary(name, source, deps):
    """A program whose main() is in `deps`, with NAME.patch planted into `source`."""
    _object(name, source, deps)
    _program(name, name, deps, _TAGS)

def _object(name, source, deps):
    patch = name + ".patch"
    copy = name + "_src/" + Label(source).name.split("/")[-1]
    native.genrule(
        name = name + "_patched",
        testonly = True,
        srcs = [source, patch],
        outs = [copy],
        cmd = ("cp $(location {source}) $@ && chmod u+w $@ && " +
               "patch -s -F0 $@ $(location {patch})").format(source = source, patch = patch),
        tags = _TAGS,
    )
    cc_library(
        name = name + "_object",
        testonly = True,
        srcs = [copy],
        # Lines, so that the museum knows where the defect is in the program.
        copts = ["-w", "-g1"],
        features = ["-layering_check"],
        tags = _TAGS,
        deps = deps,
        alwayslink = True,
    )

def _program(name, defect, deps, tags):
    cc_binary(
        name = name,
        testonly = True,
        tags = tags,
        deps = [":%s_object" % defect] + deps,
    )

def _once(make, name, *args):
    if not native.existing_rule(name):
        make(name, *args)

def _holds_test(name, law, runs):
    _confab_test(name, "expect_holds.sh", "//tools/confab:confab", law, runs, _HOLDS_BUDGET_S)

def _canary_test(name):
    _kill_test(name, "//tools/confab:confab", "canary", 1, 60)

def _kill_test(name, binary, law, runs, budget_s, patch = None):
    _confab_test(name, "expect_killed.sh", binary, law, runs, budget_s, patch = patch)

def _confab_test(name, script, binary, law, runs, budget_s, patch = None):
    native.sh_test(
        name = name,
        timeout = "short" if budget_s < 50 else "moderate" if budget_s < 250 else "long",
        srcs = ["//tools/build_defs:" + script],
        args = [
            "$(rootpath %s)" % binary,
            law,
            str(runs),
            str(budget_s),
        ] + (["$(rootpath %s)" % patch] if patch else []),
        data = [binary] + ([patch] if patch else []),
        tags = _TAGS,
    )
