"""Print what makes the Tab key complete commands, options, documents, records, environments and codes.

For bash 4.4 or later, zsh and fish:

\b
    eval "$(interlock completion bash)"     in ~/.bashrc
    eval "$(interlock completion zsh)"      in ~/.zshrc, after compinit
    interlock completion fish > ~/.config/fish/completions/interlock.fish
"""  # noqa: D301 - click's mark of lines that stay as they are

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from interlock.cli.console import out

_PROGRAM, _VARIABLE = "interlock", "_INTERLOCK_COMPLETE"


@click.command(help=__doc__)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, *, shell: str) -> int:
    """Print the script of one shell."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - the choices are those that the library has
    script = kind(ctx.find_root().command, {}, _PROGRAM, _VARIABLE)
    # Not `source()`, which starts a bash to ask for its version.
    out(script.source_template % script.source_vars())
    return 0
