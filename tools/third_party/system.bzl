"""A repository made of files of ours that describe libraries of the system.

Headers under /usr/include and libraries in the linker's own path need no files
in the repository: its targets only carry link options. Clang's layering check
takes those headers as part of the toolchain, so it never rejects them.
"""

def _system_repository_impl(ctx):
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")
    for label, package in ctx.attr.packages.items():
        ctx.symlink(label, package + "/BUILD.bazel")
    for label, path in ctx.attr.files.items():
        ctx.symlink(label, path)
    for folder, path in ctx.attr.folders.items():
        if not ctx.path(folder).exists:
            fail("'%s' is missing; run `tools/dev doctor`" % folder)
        ctx.symlink(folder, path)
    for program in ctx.attr.programs:
        path = ctx.which(program)
        if not path:
            fail("'%s' is not installed; run `tools/dev doctor`" % program)
        ctx.symlink(path, program + ".system")

system_repository = repository_rule(
    implementation = _system_repository_impl,
    attrs = {
        "build_file": attr.label(mandatory = True, allow_single_file = True),
        "packages": attr.label_keyed_string_dict(allow_files = True),
        "folders": attr.string_dict(),
        "files": attr.label_keyed_string_dict(allow_files = True),
        "programs": attr.string_list(),
    },
    local = True,
)
