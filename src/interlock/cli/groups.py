"""A command that has commands of its own, one of which is meant where none is named."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


class Family(click.Group):
    """`interlock held` means `interlock held list`: the first of its commands stands for the family.

    What comes first is taken for a command only if there is one of that name; a folder called so is written `./NAME`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the first command put before what names none."""
        asks_help = args and args[0] in ctx.help_option_names
        presses_tab = ctx.resilient_parsing and not args
        if not asks_help and not presses_tab and (not args or args[0] not in self.commands):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the Tab key offers: the commands, and what may follow the first of them, which may be left out."""
        first = next(iter(self.commands.values()))
        with first.make_context(first.name, [], parent=ctx, resilient_parsing=True) as inner:
            follows: list[CompletionItem] = []
            if incomplete.startswith("-"):
                follows = first.shell_complete(inner, incomplete)
            for param in first.params:
                if isinstance(param, click.Argument) and not incomplete.startswith("-"):
                    follows += param.shell_complete(inner, incomplete)
        known = {one.value for one in follows}
        own = [
            CompletionItem(name, help=one.get_short_help_str(200))
            for name, one in self.commands.items()
            if name.startswith(incomplete) and name not in known
        ]
        return [*follows, *own]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which they were made: the one that stands for the family first."""
        return list(self.commands)
