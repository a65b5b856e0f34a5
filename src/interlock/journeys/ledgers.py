"""Opens the ledger of an environment, in a file or in a database."""

from __future__ import annotations

from interlock.adapters.ledger import PostgresLedger, SqliteLedger
from interlock.adapters.ledger.copies import any_trace
from interlock.journeys.kept_for import claim, is_there_at, open_at
from interlock.journeys.project import Project
from interlock.model.environment import Environment


def open_ledger(project: Project, environment: Environment) -> SqliteLedger | PostgresLedger:
    """The ledger of an environment; made where there is none.

    Raises:
        LedgerError: it cannot be opened or made, is no ledger, or is that of another document.
        SettingsError: the password of its database is missing.
    """
    ledger = open_at(project.folder, environment)
    try:
        if not project.is_draft:
            claim(ledger, project.folder, project.document)
    except BaseException:
        ledger.close()
        raise
    return ledger


def is_there(project: Project, environment: Environment) -> bool:
    """Whether there is a ledger; of one in a database, only opening it can tell."""
    return environment.shares_ledger or is_there_at(project.folder, environment)


def was_there(project: Project, environment: Environment) -> bool:
    """Whether there is none any more, though what stands beside its file tells that there was one."""
    return not is_there(project, environment) and any_trace(project.folder / environment.ledger)
