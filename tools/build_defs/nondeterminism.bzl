"""Nondeterminism planted into the core: who tests the identity matrix.

    nondeterminism_test(
        name = "wall-clock-read",                # wall-clock-read.patch, beside this
        source = "//server_core/commands:log_on.cc",
        scenario = "crossroads.textproto",
        deps = ["//server_core/commands:log_on"],
    )

gives `:wall-clock-read`, `confab identity` with that in it, and `:wall-clock-read_test`, which
passes only if the matrix notices and its bisection names the step that the patch's header states
(`Diverges-at: STEP INPUT`). `nothing_planted_test` is the same question with nothing planted.
"""

load("//tools/build_defs:mutant.bzl", "planted_binary")

_SCRIPT = "//tools/build_defs:expect_divergence.sh"

def nondeterminism_test(name, source, scenario, deps):
    planted_binary(name, source, deps + ["//tools/identity:identity_main"])
    _divergence_test(name + "_test", ":" + name, scenario, [name + ".patch"])

def nothing_planted_test(name, scenario):
    _divergence_test(name, "//tools/identity:identity", scenario, [])

def _divergence_test(name, binary, scenario, patch):
    native.sh_test(
        name = name,
        size = "small",
        srcs = [_SCRIPT],
        args = ["$(rootpath %s)" % label for label in [binary, scenario] + patch],
        data = [binary, scenario] + patch,
        tags = ["mutant"],
    )
