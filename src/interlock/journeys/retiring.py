"""Takes an environment out of use: what was linked and what happened is handed over, and nothing is run any more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.errors import UsageError
from interlock.journeys.looking import journal
from interlock.journeys.project import Project
from interlock.model import pause as pauses
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.pause import Pause
from interlock.render import history_csv, history_json, links_csv, links_json

_LEASE_S = 60.0


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over: the files, how many links and entries of the history are in them, what is still open."""

    folder: Path
    files: tuple[Path, ...]
    links: int
    entries: int
    held: int
    open_writes: int


def hand_over(project: Project, folder: Path, *, version: str, env: str | None = None) -> Handed:
    """Write the links and the history of an environment into a folder, as JSON and as sheets.

    Sensitive values are not in them. Nothing is changed.

    Raises:
        UsageError: one of the files is there already.
        InterlockError: the folder cannot be written.
    """
    names = {row.side: row.name for row in project.document.systems}
    with journal(project, env) as ledger:
        links = [link for row in project.document.records for link in ledger.links(row.name)]
        entries = ledger.history()
        held, writes = len(ledger.held()), len(ledger.intents())
        environment = ledger.environment
    texts = {
        f"{environment}-links.json": links_json(links, names=names, version=version),
        f"{environment}-links.csv": links_csv(links, names=names),
        f"{environment}-history.json": history_json(entries, names=names, version=version),
        f"{environment}-history.csv": history_csv(entries, names=names),
    }
    paths = [folder / name for name in texts]
    there = [path for path in paths if path.exists()]
    if there:
        raise UsageError(f"`{there[0]}` is there already", hint="name another folder with --to")
    for path, text in zip(paths, texts.values(), strict=True):
        files.write(path, text.encode("utf-8", "replace"), what="export")
    return Handed(folder, tuple(paths), len(links), len(entries), held, writes)


def retire(
    project: Project,
    *,
    env: str | None = None,
    by: str | None = None,
    reason: str = "",
    clock: Clock | None = None,
) -> Pause:
    """Take an environment out of use: from now on `run` and `plan` refuse it. Its ledger stays as it is.

    Raises:
        LedgerError: a run is under way; it has to be stopped first.
        UsageError: it was retired already.
    """
    at = (clock or SystemClock()).now()
    one = Pause((by or who() or "somebody").strip(), at, reason.strip())
    with journal(project, env) as ledger:
        if ledger.fact(pauses.RETIRED) is not None:
            raise UsageError(
                f"the environment `{ledger.environment}` is retired already",
                hint="undo it with `interlock retire --undo`",
            )
        ledger.acquire(at, _LEASE_S, [row.name for row in project.document.records])
        try:
            with ledger.transaction():
                ledger.set_fact(pauses.RETIRED, pauses.dumps(one))
                ledger.note([Entry(at, EntryKind.PAUSED, reason=f"retired {one.told()}")])
        finally:
            ledger.release()
    return one


def take_up_again(
    project: Project, *, env: str | None = None, by: str | None = None, clock: Clock | None = None
) -> None:
    """Let a retired environment be run again; it goes on from where it stood.

    Raises:
        UsageError: it is not retired.
    """
    at = (clock or SystemClock()).now()
    with journal(project, env) as ledger, ledger.transaction():
        if ledger.fact(pauses.RETIRED) is None:
            raise UsageError(f"the environment `{ledger.environment}` is not retired")
        ledger.set_fact(pauses.RETIRED, None)
        name = (by or who() or "somebody").strip()
        ledger.note([Entry(at, EntryKind.RESUMED, reason=f"{name} took it into use again")])
