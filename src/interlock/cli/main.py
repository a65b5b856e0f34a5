"""The `interlock` program: finds its commands; what could not go on becomes a message and exit code 2."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import click

from interlock import __version__
from interlock.catalogue import did_you_mean
from interlock.cli import commands
from interlock.cli.console import complain
from interlock.errors import InterlockError

COULD_NOT_RUN, INTERRUPTED = 2, 130


class Commands(click.Group):
    """The commands, by the names of their files; a file is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in alphabetical order."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{commands.__name__}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but naming what was probably meant."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            ctx.fail(f"there is no command `{name}`; {did_you_mean(name, self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="interlock")
def program() -> None:
    """An integration document that two companies can read, sign, and run.

    Start with `interlock demo`, which writes a complete example and takes you through it.

    Exit codes: 0 clean, 1 something to report, 2 could not run.
    """


def main() -> None:
    """Run the program and leave with its exit code."""
    try:
        code = program.main(standalone_mode=False)
    except InterlockError as problem:
        complain(problem)
        code = COULD_NOT_RUN
    except click.ClickException as problem:
        problem.show()
        code = COULD_NOT_RUN
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing is lost, the same command goes on from here", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left (`| head`); writing more would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as problem:
        # The last resort, so that nobody sees a traceback.
        if os.environ.get("INTERLOCK_DEBUG"):
            raise
        complain(_unexpected(problem))
        code = COULD_NOT_RUN
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(problem: Exception) -> InterlockError:
    return InterlockError(
        f"something that should not happen: {type(problem).__name__}: {problem}",
        hint="set INTERLOCK_DEBUG=1 to see where, and report it with what you did",
    )
