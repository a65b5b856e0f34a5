"""What evidence of an environment holds for besides the document: how the systems are reached there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict

import orjson

from interlock.adapters import files
from interlock.errors import InterlockError
from interlock.journeys import settings
from interlock.journeys.project import Project
from interlock.model.document import Resource
from interlock.model.environment import Environment


def connections_of(environment: str) -> str:
    """What evidence calls how the systems are reached in an environment."""
    return f"{environment} connections"


def connections_digest(environment: Environment) -> str:
    """The sha256 of how the systems are reached; references to secrets count, secrets do not."""
    told: dict[str, object] = {"kind": environment.kind, "public": environment.public_address}
    told["systems"] = {name: asdict(one) for name, one in environment.systems.items()}
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


def connection_digests(project: Project) -> Mapping[str, str]:
    """The digests of all environments, by what evidence calls them; none where the settings cannot be read."""
    try:
        data = files.read(project.folder / settings.FILE, what="settings file", largest=1_000_000)
        environments = settings.parse(data)
    except InterlockError:
        return {}
    return {connections_of(name): connections_digest(one) for name, one in environments.items()}


def resource_digests(project: Project) -> Mapping[str, str]:
    """The digests of the rows of Resources, by what evidence calls them: who confirmed an access confirmed that row."""
    return {resource_name(row): resource_digest(row) for row in project.document.resources}


def resource_name(row: Resource) -> str:
    """What evidence calls a row of Resources."""
    return f"row of the resource {row.what}"


def resource_digest(row: Resource) -> str:
    """The sha256 of a row of Resources."""
    return hashlib.sha256(orjson.dumps([row.what, row.where, row.access])).hexdigest()
