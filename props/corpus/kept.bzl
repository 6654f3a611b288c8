"""Kept scenarios as tests.

    kept_scenario(name = "late_pong")                       # late_pong.textproto, beside this
    kept_scenario(name = "quiet_reader", planted = "Q233512")

gives `:late_pong_test`, where every law must hold on the server as it ships, and for a
scenario that was found on a planted defect also `:quiet_reader_planted_test`, where the law that the
file expects must still be broken with that defect in.
"""

def kept_scenario(name, planted = None):
    """Runs NAME.textproto, on the server as it ships and on one with a defect.

    Args:
      name: of the file without suffix, and of the test less _test.
      planted: the defect in //props/mutants that the scenario was found on.
    """
    scenario = name + ".textproto"
    native.sh_test(
        name = name + "_test",
        size = "small",
        srcs = [":check_kept"],
        args = ["$(rootpath %s)" % scenario],
        data = [scenario],
    )
    if not planted:
        return
    binary = "//props/mutants:" + planted
    native.sh_test(
        name = name + "_planted_test",
        size = "small",
        srcs = ["replay_planted.sh"],
        args = [planted, "$(rootpath %s)" % binary, "$(rootpath %s)" % scenario],
        data = [binary, scenario],
        tags = ["slow"],
    )
