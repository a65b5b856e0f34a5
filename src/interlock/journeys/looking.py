"""Looks at what a ledger keeps: history, what is held, how far each record is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interlock.errors import UsageError
from interlock.journeys.ledgers import is_there, open_ledger, was_there
from interlock.journeys.project import Project
from interlock.model.environment import Environment
from interlock.model.history import Entry
from interlock.model.kept import Standing
from interlock.model.ledger import Ledger


class NothingYet(UsageError):
    """Nothing has run there yet."""


class Missing(NothingYet):
    """Something has run there, and what was kept of it is gone."""


@contextmanager
def journal(project: Project, env: str | None) -> Iterator[Ledger]:
    """The ledger of an environment, for reading and for what people decide; a run may be under way.

    Raises:
        Missing: there was a ledger, and it is gone.
        NothingYet: nothing has run in that environment yet.
        LedgerError: the file is no ledger.
    """
    environment = project.environment(env)
    if not is_there(project, environment):
        path = project.folder / environment.ledger
        gone = missing(project, environment)
        if gone is not None:
            raise gone
        raise NothingYet(
            f"nothing has run in the environment `{environment.name}` yet: there is no ledger at `{path}`",
            hint="start with `interlock plan` and `interlock run`",
        )
    ledger = open_ledger(project, environment)
    try:
        yield ledger
    finally:
        ledger.close()


def is_behind(project: Project, ledger: Ledger) -> bool:
    """Whether a ledger is an older copy, or another one than was there, and no run of its records took note of it."""
    stand = (ledger.standing(row.name) for row in project.document.records)
    return ledger.is_behind() or any(one in (Standing.RESTORED, Standing.LOST) for one in stand)


def missing(project: Project, environment: Environment) -> Missing | None:
    """That the ledger of an environment is gone, though what stands beside it tells that there was one."""
    if project.is_draft or not was_there(project, environment):
        return None
    path = project.folder / environment.ledger
    return Missing(
        f"the ledger of the environment `{environment.name}` is missing: `{path}` is gone or empty, and `{path.name}"
        ".mark` beside it tells that there was one",
        hint="put a copy in its place with `interlock ledger restore COPY`; a run without it matches everything anew, "
        "which `interlock plan` shows",
    )


def history(
    project: Project,
    *,
    env: str | None = None,
    record: str | None = None,
    item_id: str | None = None,
    most: int | None = None,
) -> tuple[Entry, ...]:
    """What was written where, when and why, oldest first; of one record or one item if named."""
    with journal(project, env) as ledger:
        return ledger.history(record=record, item_id=item_id, most=most)
