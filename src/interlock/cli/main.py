"""The `interlock` program: finds its commands; what could not go on becomes a message and exit code 2."""

from __future__ import annotations

import ast
import atexit
import errno
import gc
import importlib
import importlib.util
import keyword
import os
import pkgutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.abc import InspectLoader
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from interlock import __version__
from interlock.catalogue import did_you_mean
from interlock.cli import commands
from interlock.cli.console import ReaderLeft, complain
from interlock.cli.mistakes import in_our_words
from interlock.errors import InterlockError, UsageError

COULD_NOT_RUN, INTERRUPTED = 2, 130
_INTERRUPTED = "interrupted; nothing is lost, and the same command can be given again"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Commands(click.Group):
    """The commands, by the names of their files; a file is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in alphabetical order; what Python keeps for itself has a file with `_` at its end."""
        return sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        with _ending_at_once():
            command = importlib.import_module(_module(cmd_name)).command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but naming what was probably meant."""
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            if ctx.resilient_parsing:  # the Tab key: a message would be printed into the line that is typed
                return name, None, args
            hint = did_you_mean(name, self.list_commands(ctx))
            raise UsageError(f"there is no command `{name}`", hint=hint)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the Tab key offers for the first word: the commands, without importing them, and the options."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=_first_sentence(name)) for name in names]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with the whole first sentence of its help; none is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(name)) for name in self.list_commands(ctx)])


def _module(name: str) -> str:
    """The module of a command."""
    return f"{commands.__name__}.{name}{'_' if keyword.iskeyword(name) else ''}"


def _first_sentence(name: str) -> str:
    """What a command does, read from its file: to import all of them takes more than a second."""
    found = importlib.util.find_spec(_module(name))
    source = ""
    if found is not None and isinstance(found.loader, InspectLoader):
        source = found.loader.get_source(found.name) or ""
    elif found is not None and found.origin is not None:  # under pytest modules have a loader that keeps no source
        source = Path(found.origin).read_text(encoding="utf-8")
    told = ast.get_docstring(ast.parse(source)) or ""
    return " ".join(told.partition("\n\n")[0].split()).removesuffix(".")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="interlock")
def program() -> None:
    """An integration document that two companies can read, sign, and run.

    Start with `interlock demo`, which writes a complete example and takes you through it.

    DOCUMENT is a file NAME.interlock.md, or a folder that holds one; the current folder unless given.

    Exit codes: 0 clean, 1 something to report, 2 could not run, 130 interrupted.
    """


def main() -> None:
    """Run the program and leave with its exit code."""
    _stand_in_for_closed_streams()
    _end_as_by_ctrl_c()
    # What is read of a document lives to the end: to look for garbage in it every 700 objects is a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    try:
        code = program.main(prog_name="interlock", standalone_mode=False)
        sys.stdout.flush()
    except InterlockError as problem:
        complain(problem)
        code = COULD_NOT_RUN
    except click.exceptions.NoArgsIsHelpError as problem:
        problem.show()
        code = COULD_NOT_RUN
    except click.ClickException as problem:
        complain(in_our_words(problem))
        code = COULD_NOT_RUN
    except (KeyboardInterrupt, click.Abort):
        if sys.stderr.isatty():
            click.echo(err=True)  # the terminal has shown `^C` in the line where the cursor stood
        click.echo(_INTERRUPTED, err=True)
        code = INTERRUPTED
    except (ReaderLeft, BrokenPipeError):
        # The reader of our output left (`| head`).
        _let_go_of_output()
        code = 0
    except OSError as problem:
        if os.environ.get("INTERLOCK_DEBUG"):
            raise
        _let_go_of_output()
        complain(_from_the_machine(problem))
        code = COULD_NOT_RUN
    except Exception as problem:
        # The last resort, so that nobody sees a traceback.
        if os.environ.get("INTERLOCK_DEBUG"):
            raise
        complain(_unexpected(problem))
        code = COULD_NOT_RUN
    sys.exit(code if isinstance(code, int) else 0)


def _stand_in_for_closed_streams() -> None:
    """Where the caller closed standard output or error (`>&-`), what is printed there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end


def _end_as_by_ctrl_c() -> None:
    """Let SIGTERM end the program as Ctrl-C does: with a sentence, its files closed and its lease given back."""
    with suppress(ValueError):  # only the main thread of a program may say so
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        # While Python goes down all is done: how it went is not to be replaced by the signal.
        atexit.register(signal.signal, signal.SIGTERM, signal.SIG_IGN)


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """While modules are loaded a signal ends the process on the spot: nothing is open yet.

    An exception out of a signal handler would come up inside whichever compiled module is just being set up, and some
    of them crash then instead of passing it on.
    """

    def end(*_: object) -> None:
        with suppress(OSError):
            os.write(2, f"{_INTERRUPTED}\n".encode())
        os._exit(INTERRUPTED)

    try:
        before = [(number, signal.signal(number, end)) for number in (signal.SIGINT, signal.SIGTERM)]
    except ValueError:  # only the main thread of a program may say so
        before = []
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _let_go_of_output() -> None:
    """Whatever is still to be written goes nowhere: it would fail again when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _from_the_machine(problem: OSError) -> InterlockError:
    said = problem.strerror or str(problem)
    if problem.errno in _FULL and problem.filename is None:
        return InterlockError(f"the output cannot be written: {said}", hint="free space, or write it elsewhere")
    where = f": `{problem.filename}`" if problem.filename else ""
    return InterlockError(
        f"the machine refuses: {said}{where}", hint="is there space, and may you read and write there?"
    )


def _unexpected(problem: Exception) -> InterlockError:
    return InterlockError(
        f"something that should not happen: {type(problem).__name__}: {problem}",
        hint="set INTERLOCK_DEBUG=1 to see where, and report it with what you did",
    )
