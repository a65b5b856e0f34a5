"""What the Tab key offers: documents, and the names that the document and its settings give.

Whatever is wrong with a document or its settings, nothing is offered then, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from interlock.adapters import files
from interlock.errors import InterlockError
from interlock.journeys.documents import ENDING
from interlock.journeys.project import find_document
from interlock.model.document import Document

_LARGEST = 20_000_000
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def documents(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Documents and folders whose paths begin so."""
    head, slash, tail = incomplete.rpartition("/")
    folder = Path(head + slash).expanduser() if slash else Path()
    try:
        there = sorted(files.listed(folder))
    except InterlockError:
        return []
    found = []
    for path in there:
        if not path.name.startswith(tail) or (path.name.startswith(".") and not tail.startswith(".")):
            continue
        if files.is_folder(path):
            found.append(CompletionItem(f"{head}{slash}{path.name}/"))
        elif path.name.endswith(ENDING):
            found.append(CompletionItem(f"{head}{slash}{path.name}"))
    return found


def environments(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The environments that the settings beside the document name."""
    import tomllib  # noqa: PLC0415 - every command loads this module, and few press the Tab key here

    from interlock.journeys.settings import FILE  # noqa: PLC0415 - as above

    where = _where(ctx)
    folder = where if files.is_folder(where) else where.parent
    try:
        settings = tomllib.loads(files.read(folder / FILE, what="settings file", largest=1_000_000).decode())
    except (InterlockError, ValueError):
        return []
    named = settings.get("environments")
    return _beginning(named, incomplete) if isinstance(named, dict) else []


def records(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The records of the document's data map."""
    document = _document(ctx)
    return _beginning((row.name for row in document.records), incomplete) if document is not None else []


def subjects(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What can be asked about alone: the records, or a code where no record begins so."""
    return records(ctx, param, incomplete) or codes(ctx, param, incomplete)


def templates(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a new document can be started from."""
    from interlock.journeys.starting import templates as known  # noqa: PLC0415 - as above

    found = [one for one in known() if one.name.startswith(incomplete.casefold())]
    return [CompletionItem(one.name, help=one.about) for one in found]


def systems(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The two systems of the document."""
    document = _document(ctx)
    return _beginning((row.name for row in document.systems), incomplete) if document is not None else []


def codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of what `check` may ask."""
    from interlock.document import CODES  # noqa: PLC0415 - as above
    from interlock.rules import guides  # noqa: PLC0415 - as above

    titles = {name: one.means for name, one in CODES.items()} | {name: one.title for name, one in guides().items()}
    return [CompletionItem(name, help=titles[name]) for name in sorted(titles) if name.startswith(incomplete)]


def kinds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The kinds of shapes."""
    from interlock.document import shapes  # noqa: PLC0415 - as above

    return _beginning([*shapes(), "rules"], incomplete)


def _document(ctx: click.Context) -> Document | None:
    """The document that is meant; None where there is none that can be read."""
    from interlock.document import decode, read  # noqa: PLC0415 - most presses of the Tab key need no reader

    try:
        path = find_document(_where(ctx))
        text = decode(files.read(path, what="document", largest=_LARGEST), str(path))
    except InterlockError:
        return None
    return read(text, str(path)).document


def _where(ctx: click.Context) -> Path:
    """The document that the call names so far, or the current folder."""
    given = ctx.params.get("document")
    return Path(str(given)) if given else Path()


def _beginning(names: Iterable[object], incomplete: str) -> list[CompletionItem]:
    folded = incomplete.casefold()
    return [CompletionItem(str(name)) for name in names if str(name).casefold().startswith(folded)]
