"""Serve an editor: questions while you write, completion, what is known of a name, go to definition, formatting.

An editor starts it and talks with it over standard input and output, in the language server protocol; `docs/editors.md`
tells how to set up VS Code, Neovim, Helix and Emacs. Needs the extra `lsp`: `pip install '.[lsp]'`
in a copy of the repository.
"""

from __future__ import annotations

import importlib.util
import logging

import click

from interlock.catalogue.extras import how_to_install
from interlock.errors import UsageError


@click.command(help=__doc__)
@click.option("--stdio", is_flag=True, hidden=True, help="As editors call it; there is no other way.")
def command(*, stdio: bool) -> int:  # noqa: ARG001 - taken for editors that always give it
    """Serve until the editor leaves."""
    if importlib.util.find_spec("pygls") is None:
        raise UsageError("the language server is not installed", hint=how_to_install("lsp"))
    from interlock.lsp.server import make_server  # noqa: PLC0415 - only an editor needs it

    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    make_server().start_io()
    return 0
