"""Opens the ledger of an environment, in a file or in a database."""

from __future__ import annotations

from interlock.adapters.ledger import PostgresLedger, SqliteLedger
from interlock.adapters.secrets import resolve
from interlock.errors import LedgerError
from interlock.journeys.project import Project
from interlock.model.environment import Environment


def open_ledger(project: Project, environment: Environment) -> SqliteLedger | PostgresLedger:
    """The ledger of an environment; made where there is none.

    Raises:
        LedgerError: it cannot be opened or made, or is no ledger.
        SettingsError: the password of its database is missing.
    """
    if environment.shares_ledger:
        return PostgresLedger(environment.ledger, environment.name, password=_password(environment))
    path = project.folder / environment.ledger
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LedgerError(
            f"the folder of the ledger `{path}` cannot be made: {problem.strerror or problem}",
            hint="the ledger keeps what was written where; choose a folder that you may write to in `interlock.toml`",
        ) from None
    return SqliteLedger(path, environment.name)


def is_there(project: Project, environment: Environment) -> bool:
    """Whether there is a ledger; of one in a database, only opening it can tell."""
    return environment.shares_ledger or (project.folder / environment.ledger).exists()


def _password(environment: Environment) -> str | None:
    if not environment.ledger_password:
        return None
    references = {"password": environment.ledger_password}
    secret = resolve(references, system="the ledger", environment=environment.name).parts["password"]
    return secret.reveal()
