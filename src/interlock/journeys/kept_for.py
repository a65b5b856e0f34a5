"""Which ledger is a document's own, where a folder holds several.

Two documents may have records of the same name in different systems; in one ledger, each run would take the other's
items for its own, and what is not there for deleted. The first document that runs in an environment has the ledger
that `interlock.toml` names; every other one has one beside it. The ledger remembers whose it is, so that nothing
changes when a document is added or renamed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.ledger import PostgresLedger, SqliteLedger
from interlock.adapters.secrets import resolve
from interlock.errors import LedgerError
from interlock.journeys.documents import ENDING
from interlock.journeys.project import lies_in
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.ledger import Ledger

_FACT = "kept for"
_FOLLOWED = "document"
"""The fact in which a run keeps the digest of the document that it follows."""


def own(folder: Path, document: Document, others: Sequence[str], environment: Environment) -> Environment:
    """The environment with the ledger that is the document's own.

    Args:
        folder: the project's folder.
        document: one of its documents, or a version of one that lies elsewhere.
        others: the file names of the other documents of the folder.
        environment: as `interlock.toml` says.

    Raises:
        LedgerError: whose ledger it is cannot be told, or it cannot be opened.
    """
    if not lies_in(folder, document):
        return environment
    apart = _apart(document, environment)
    if not others and not is_there_at(folder, apart):
        return environment
    if not is_there_at(folder, environment):
        return apart if is_there_at(folder, apart) else environment
    with closing(open_at(folder, environment)) as ledger:
        owner, followed = _owner(ledger), ledger.fact(_FOLLOWED)
    file, digest = Path(document.path).name, hashlib.sha256(document.text.encode()).hexdigest()
    if owner == file:
        return environment
    if owner in others or is_there_at(folder, apart):
        return apart
    if not others or followed in (None, digest):
        return environment
    raise LedgerError(
        f"the ledger of the environment `{environment.name}` was kept for `{owner or 'a document'}`, which is not here",
        hint="if it has another name now, put the file as it was last run under that name, and run it once",
    )


def claim(ledger: Ledger, folder: Path, document: Document) -> None:
    """Note whose ledger it is.

    Raises:
        LedgerError: meanwhile it has come to be that of another document of the folder.
    """
    if not lies_in(folder, document):
        return
    file, owner = Path(document.path).name, _owner(ledger)
    if owner == file:
        return
    if owner is not None and owner.endswith(ENDING) and files.exists(folder / owner):
        raise LedgerError(f"`{owner}` has begun to run with this ledger", hint="try again: this document gets its own")
    ledger.set_fact(_FACT, json.dumps(file))


def open_at(folder: Path, environment: Environment) -> SqliteLedger | PostgresLedger:
    """The ledger of an environment as it says; made where there is none.

    Raises:
        LedgerError: it cannot be opened or made, or is no ledger.
        SettingsError: the password of its database is missing.
    """
    if environment.shares_ledger:
        return PostgresLedger(environment.ledger, environment.rows or environment.name, password=_password(environment))
    path = folder / environment.ledger
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LedgerError(
            f"the folder of the ledger `{path}` cannot be made: {problem.strerror or problem}",
            hint="the ledger keeps what was written where; choose a folder that you may write to in `interlock.toml`",
        ) from None
    return SqliteLedger(path, environment.name)


def open_limits(folder: Path, environment: Environment) -> SqliteLedger | PostgresLedger:
    """What all documents of a folder share in an environment: whose turn it is to ask a system.

    Raises:
        LedgerError: it cannot be opened or made.
    """
    if environment.shares_ledger:
        return open_at(folder, replace(environment, rows=f"{environment.name} limits"))
    path = folder / environment.ledger
    main = path.with_name(f"{environment.main or path.name}.limits")
    try:
        main.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LedgerError(f"the folder `{main.parent}` cannot be made: {problem.strerror or problem}") from None
    return SqliteLedger(main, environment.name, durable=False)


def is_there_at(folder: Path, environment: Environment) -> bool:
    """Whether there is a ledger; an empty file is none. Of one in a database, only opening it can tell."""
    if not environment.shares_ledger:
        path = folder / environment.ledger
        return files.exists(path) and not files.is_empty(path)
    if not environment.rows:
        return True
    with closing(open_at(folder, environment)) as ledger:
        return _owner(ledger) is not None


def _apart(document: Document, environment: Environment) -> Environment:
    """The environment with a ledger of the document beside the one that is named."""
    stem = Path(document.path).name.removesuffix(ENDING)
    if environment.shares_ledger:
        return replace(environment, rows=f"{environment.name}/{stem}")
    path = Path(environment.ledger)
    beside = path.with_name(f"{path.stem}.{stem}{path.suffix}")
    return replace(environment, ledger=str(beside), main=path.name)


def _owner(ledger: Ledger) -> str | None:
    told = ledger.fact(_FACT)
    return None if told is None else str(json.loads(told))


def _password(environment: Environment) -> str | None:
    if not environment.ledger_password:
        return None
    references = {"password": environment.ledger_password}
    secret = resolve(references, system="the ledger", environment=environment.name).parts["password"]
    return secret.reveal()
