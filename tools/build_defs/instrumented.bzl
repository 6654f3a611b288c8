"""Sources with all their mutants in them, one of which can be alive at run time.

    instrumented_sources(
        name = "core",
        srcs = ["//server_core/world:sources"],
        deps = ["//server_core:server"],             # whose headers they include
    )

The files are the sources to compile, instead of the originals; the output group
"mutants" is one file that lists the mutants.
"""

_IDS_PER_SOURCE = 1000

def _instrument(ctx, index, source, headers):
    base = ctx.label.name + "/" + source.short_path
    output = ctx.actions.declare_file(base)
    listing = ctx.actions.declare_file(base + ".mutants")
    ctx.actions.run(
        executable = ctx.executable._instrument,
        arguments = [source.path, output.path, listing.path, str(1 + index * _IDS_PER_SOURCE)],
        inputs = depset([source], transitive = [headers]),
        outputs = [output, listing],
        mnemonic = "Instrument",
    )
    return output, listing

def _instrumented_sources_impl(ctx):
    headers = depset(transitive = [
        dep[CcInfo].compilation_context.headers
        for dep in ctx.attr.deps + [ctx.attr._selector]
    ])
    pairs = [
        _instrument(ctx, index, source, headers)
        for index, source in enumerate(ctx.files.srcs)
    ]
    listing = ctx.actions.declare_file(ctx.label.name + ".tsv")
    ctx.actions.run_shell(
        command = "cat \"$@\" >" + listing.path,
        arguments = [pair[1].path for pair in pairs],
        inputs = [pair[1] for pair in pairs],
        outputs = [listing],
    )
    return [
        DefaultInfo(files = depset([pair[0] for pair in pairs])),
        OutputGroupInfo(mutants = depset([listing])),
    ]

instrumented_sources = rule(
    implementation = _instrumented_sources_impl,
    attrs = {
        "srcs": attr.label_list(allow_files = [".cc"], mandatory = True),
        "deps": attr.label_list(providers = [CcInfo]),
        "_instrument": attr.label(
            default = "//tools/mutate:instrument",
            executable = True,
            cfg = "exec",
        ),
        "_selector": attr.label(default = "//tools/mutate:selector"),
    },
)
