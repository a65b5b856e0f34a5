"""A command that has commands of its own, one of which is meant where none is named."""

from __future__ import annotations

import click


class Family(click.Group):
    """`interlock held` means `interlock held list`: the first of its commands stands for the family.

    What comes first is taken for a command only if there is one of that name; a folder called so is written `./NAME`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the first command put before what names none."""
        asks_help = args and args[0] in ctx.help_option_names
        if not asks_help and (not args or args[0] not in self.commands):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which they were made: the one that stands for the family first."""
        return list(self.commands)
