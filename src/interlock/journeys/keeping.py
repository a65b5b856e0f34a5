"""Looks after a ledger: whether it is whole, copies of it, and what is removed from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.adapters.ledger.restoring import is_damaged
from interlock.adapters.ledger.restoring import restore as put_back
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.looking import is_behind, journal
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.ledger import Ledger
from interlock.model.upkeep import Flaw, Removed, Size
from interlock.model.value import Side
from interlock.sync.snapshots import fact_of

_LEASE_S = 600.0

_BEHIND = (
    "it is an older copy, or not the one that was there, and no run took note of it yet: the next one reads both "
    "systems as a whole, and holds what seems new or deleted"
)


def info(project: Project, *, env: str | None = None) -> Size:
    """What the ledger of an environment holds."""
    with journal(project, env) as ledger:
        return ledger.size()


def verify(project: Project, *, env: str | None = None) -> tuple[Size, tuple[Flaw, ...]]:
    """What the ledger of an environment holds, and whatever in it is not as it was written."""
    with journal(project, env) as ledger:
        flaws = tuple(ledger.flaws())
        if is_behind(project, ledger):
            flaws += (Flaw("ledger", _BEHIND),)
        return ledger.size(), flaws


def backup(project: Project, to: Path | None = None, *, env: str | None = None, clock: Clock | None = None) -> Path:
    """Copy the ledger of an environment, while it runs or not; where the copy is.

    Args:
        project: a loaded project.
        to: the new file, or a folder for it; beside the ledger unless given.
        env: the environment; the only one unless named.
        clock: the time.

    Raises:
        LedgerError: the copy cannot be written, or the ledger is in a database.
        UsageError: there is a file of that name.
    """
    at = (clock or SystemClock()).now()
    environment = project.environment(env)
    with journal(project, env) as ledger:
        name = f"{Path(environment.ledger).name}.backup-{at:%Y%m%dT%H%M%S}"
        path = (project.folder / environment.ledger).with_name(name) if to is None else to
        if path.is_dir():
            path = path / name
        if path.exists():
            raise UsageError(f"`{path}` is there already", hint="name another file with --to")
        ledger.copy_to(path)
    return path


def restore(project: Project, copy: Path, *, env: str | None = None, clock: Clock | None = None) -> Path | None:
    """Put a copy in place of the ledger of an environment; where the one that was there is kept, if there was one.

    Raises:
        LedgerError: the copy is no ledger or damaged, or a run is under way.
        UsageError: the ledger is in a database.
    """
    at = (clock or SystemClock()).now()
    environment = project.environment(env)
    if environment.shares_ledger:
        raise UsageError(
            f"the ledger of `{environment.name}` is in a database",
            hint="stop the runs, restore it with `pg_restore`, and start them again: that it was restored is found",
        )
    path = project.folder / environment.ledger
    if not path.exists() or is_damaged(path):
        return put_back(copy, path, at)
    present = open_ledger(project, environment)
    try:
        # It is not given back: what takes the ledger's place knows nothing of it.
        present.acquire(at, _LEASE_S, [row.name for row in project.document.records])
        return put_back(copy, path, at)
    except BaseException:
        present.release()
        raise
    finally:
        present.close()


def prune(
    project: Project, *, older_than: timedelta | None = None, env: str | None = None, clock: Clock | None = None
) -> Removed:
    """Remove what nothing depends on any more and is older than that, or than the settings say; how much it was.

    Raises:
        UsageError: neither the settings nor the call says how old.
    """
    at = (clock or SystemClock()).now()
    keep = older_than or project.environment(env).keep
    if keep is None:
        raise UsageError(
            "nothing says how long what is old is kept",
            hint='write keep = "400 days" into the environment, or give --older-than',
        )
    with journal(project, env) as ledger:
        return ledger.prune(at - keep, at)


def forget(
    project: Project,
    record: str,
    item_id: str,
    *,
    system: str | None = None,
    env: str | None = None,
    clock: Clock | None = None,
) -> Removed:
    """Remove what is kept of one item, in both systems: values, not that it is linked.

    Raises:
        LedgerError: a run is under way, or what became of a write for it is not known.
        UsageError: nothing is kept of it; or both systems have one of that id, and none was named.
    """
    at = (clock or SystemClock()).now()
    names = [row.name for row in project.document.records]
    if record not in names:
        raise UsageError(f"there is no record `{record}` in the data map", hint=did_you_mean(record, names))
    with journal(project, env) as ledger:
        ids = _ids(project, ledger, record, item_id, system)
        # A run that knows the item would write what it knows.
        ledger.acquire(at, _LEASE_S, [record])
        try:
            facts = [fact_of(record, Side(side), one) for side, one in ids]
            return ledger.forget(record, ids, at, facts=facts)
        finally:
            ledger.release()


def _ids(project: Project, ledger: Ledger, record: str, item_id: str, system: str | None) -> list[tuple[str, str]]:
    """The side and id of the item and of its counterpart."""
    names = {row.name.casefold(): row.side for row in project.document.systems}
    if system is not None and system.casefold() not in names:
        known = [row.name for row in project.document.systems]
        raise UsageError(f"there is no system `{system}`", hint=did_you_mean(system, known))
    sides = list(Side) if system is None else [names[system.casefold()]]
    found: list[list[tuple[str, str]]] = []
    for side in sides:
        link = ledger.link_at(record, side, item_id)
        if link is not None:
            found.append([(one.value, link.id_on(one)) for one in Side])
        elif ledger.seen(record, side, item_id) is not None:
            found.append([(side.value, item_id)])
    if not found:
        raise UsageError(f"nothing is kept of {record} `{item_id}`", hint="`interlock history` lists what is known")
    if len(found) > 1 and found[0] != found[1]:
        both = " and ".join(f"`{row.name}`" for row in project.document.systems)
        raise UsageError(f"{both} each have a {record} `{item_id}`", hint="name the system with --system")
    return found[0]
