"""Plans: what a run would do now, what a new version of the document would change about that, and plans kept in files.

A plan is made on a copy of the ledger that is thrown away, so that it keeps nothing and can be made beside a run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import orjson

from interlock.adapters import files, loops
from interlock.adapters.clocks import SystemClock
from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.ledger.copies import any_trace, private_copy
from interlock.errors import InputError, LedgerError, UsageError
from interlock.journeys.connect import demand_sound, opened
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.project import Project
from interlock.journeys.running import Silent
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.ledger import Ledger
from interlock.model.plan import Plan
from interlock.model.progress import Progress
from interlock.sync.allowing import Allowed

_SCHEMA = "urn:interlock:schema:plan:1"
_LARGEST = 2_000_000_000
_NONE = Path(":memory:")


def plan(
    project: Project,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    records: Collection[str] | None = None,
    progress: Progress | None = None,
    kept: bool = False,
) -> Plan:
    """What a run would do now. Both systems are read; neither is written, nor is the ledger.

    Args:
        project: a loaded project without errors.
        env: the environment; the only one unless named.
        clock: the time; the system's unless given.
        records: only these records, by the document's names; all unless given.
        progress: hears how far it is.
        kept: the plan is to be carried out later, so that a first one makes the ledger that it is for.

    Raises:
        InterlockError: it could not be made; the message says why and what to do.
    """
    return loops.run(planned(project, env=env, clock=clock, records=records, progress=progress, kept=kept))


async def planned(
    project: Project,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    records: Collection[str] | None = None,
    progress: Progress | None = None,
    kept: bool = False,
) -> Plan:
    """`plan` for callers that have a loop."""
    environment = project.environment(env)
    demand_sound(project)
    if kept:
        open_ledger(project, environment).close()
    with throwaway(project, environment) as ledger:
        return await planned_on(ledger, project, environment, clock=clock, records=records, progress=progress)


async def planned_on(
    ledger: Ledger,
    project: Project,
    environment: Environment,
    *,
    clock: Clock | None = None,
    records: Collection[str] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The plan that a ledger leads to; the ledger keeps what was read for it."""
    async with opened(
        project,
        environment,
        clock=clock or SystemClock(),
        alerts_of=lambda _: Silent(),
        records=records,
        progress=progress,
        ledger=ledger,
    ) as run:
        return await run.integration.plan()


@contextmanager
def throwaway(project: Project, environment: Environment) -> Iterator[Ledger]:
    """The environment's ledger as it is now, nothing of what is done with it being kept.

    Of a file it is a copy; in a database it is a transaction that is undone, and no run may be under way.

    Raises:
        LedgerError: it is no ledger, or it cannot be copied.
    """
    path = project.folder / environment.ledger
    if environment.shares_ledger:
        with closing(open_ledger(project, environment)) as ledger, ledger.rehearsal():
            yield ledger
    elif not any_trace(path):
        with closing(SqliteLedger(_NONE, environment.name)) as ledger:
            yield ledger
    else:
        with _folder_beside(path) as folder:
            private_copy(path, folder / path.name)
            with closing(SqliteLedger(folder / path.name, environment.name)) as ledger:
                yield ledger


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """A folder that is gone afterwards: beside the ledger, as a copy is as large and as private."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=f".{path.name}.plan-", dir=path.parent)
    except OSError as problem:
        raise LedgerError(
            f"the ledger `{path}` cannot be copied for a plan: {problem.strerror or problem}",
            hint="a plan is made on a copy beside it; may you write there, and is there space?",
        ) from None
    with folder as name:
        yield Path(name)


def read_plan(path: Path) -> Allowed:
    """A plan that `interlock plan --out` wrote, as what a run may do.

    Raises:
        UsageError: it is not there.
        InputError: the file is no such plan.
    """
    if not files.exists(path):
        raise UsageError(f"there is no plan at `{path}`", hint="make one with `interlock plan --out FILE`")
    text = files.read(path, what="plan", largest=_LARGEST)
    try:
        read = {"schema": "", **orjson.loads(text)}
        if read["schema"] != _SCHEMA:
            read.clear()
        marks = {change["mark"] for change in read["changes"] if change["mark"]}
        return Allowed(
            marks, document=str(read["document"]), birth=str(read["ledger"]), environment=str(read["environment"])
        )
    except (KeyError, TypeError, ValueError):
        raise InputError(
            f"`{path}` is not a plan that can be carried out", hint="make one with `interlock plan --out FILE`"
        ) from None
