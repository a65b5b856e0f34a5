"""Starts and stops an integration that somebody else wrote, and tells it where its systems are."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from interlock.adapters import files
from interlock.adapters.program import Program
from interlock.model.secret import Credential
from interlock.model.sign_in import AuthKind, AuthScheme

SYSTEMS, STATE, GO_LIVE, SPEED = "INTERLOCK_SYSTEMS", "INTERLOCK_STATE", "INTERLOCK_GO_LIVE", "INTERLOCK_SPEED"


@dataclass(frozen=True, slots=True)
class Served:
    """Where one of the two systems is reached, with what signs requests to it (made up, so no secret)."""

    name: str
    address: str
    credential: Mapping[str, str]

    def variables(self) -> dict[str, str]:
        """The same as environment variables: `SHOP_ADDRESS`, `SHOP_TOKEN`."""
        prefix = "".join(c if c.isascii() and c.isalnum() else "_" for c in self.name.upper())
        parts = {f"{prefix}_{part.upper()}": text for part, text in self.credential.items()}
        return {f"{prefix}_ADDRESS": self.address, **parts}


_PARTS = {
    AuthKind.BASIC: ("username", "password"),
    AuthKind.OAUTH2: ("client_id", "client_secret", "token"),
}


def served(name: str, address: str, credential: Credential, schemes: Iterable[AuthScheme]) -> Served:
    """A system at an address, with the parts of its credential that its ways of signing in need."""
    needed = {part for scheme in schemes for part in _PARTS.get(scheme.kind, ("token",))}
    return Served(name, address, {p: secret.reveal() for p, secret in credential.parts.items() if p in needed})


def as_json(systems: tuple[Served, ...], speed: float) -> bytes:
    """The systems as a program reads them."""
    told = {one.name: {"address": one.address, "credential": dict(one.credential)} for one in systems}
    return orjson.dumps({"speed": speed, "systems": told}, option=orjson.OPT_INDENT_2) + b"\n"


def as_variables(systems: tuple[Served, ...], speed: float) -> str:
    """The systems as lines that a shell, or a file of environment variables, takes."""
    found = {name: text for one in systems for name, text in one.variables().items()}
    return "".join(f"{name}={text}\n" for name, text in {**found, SPEED: f"{speed:g}"}.items())


def tell(path: Path, systems: tuple[Served, ...], speed: float) -> None:
    """Write where the systems are into a file: as variables where it ends in `.env`, else as JSON.

    Raises:
        InputError: it cannot be written.
    """
    text = as_variables(systems, speed).encode() if path.name.endswith(".env") else as_json(systems, speed)
    files.write(path, text, what="addresses of the systems")


class Started:
    """An integration that a command starts. What it keeps goes into a folder that is empty whenever it begins anew.

    A command that ends well is started again after `again_s` seconds, as a scheduler would; one that ends badly is not.
    """

    def __init__(self, command: str, folder: Path, home: Path, variables: Mapping[str, str], *, again_s: float) -> None:
        self._program = Program(command, folder, home / "integration.log")
        self._state = home / "state"
        self._variables = dict(variables)
        self._again_s = again_s
        self._task: asyncio.Task[None] | None = None
        self._why_ended = ""

    @property
    def why_ended(self) -> str:
        """Why it does not run any more, in a clause; empty while it does."""
        return self._why_ended

    async def start(self, go_live: str) -> None:
        """Start it with nothing of what it knew before."""
        shutil.rmtree(self._state, ignore_errors=True)
        self._state.mkdir(parents=True)
        self._variables |= {STATE: os.fspath(self._state.absolute()), GO_LIVE: go_live}
        await self.restart()

    async def restart(self) -> None:
        """Start it again with all that it knows."""
        await self.stop()
        await self._program.start(self._variables)
        self._why_ended = ""
        self._task = asyncio.create_task(self._mind())

    async def stop(self) -> None:
        """End it."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await self._program.stop()

    async def _mind(self) -> None:
        while (code := await self._program.end()) == 0:
            await asyncio.sleep(self._again_s)
            await self._program.start(self._variables)
        said = self._program.last_words()
        self._why_ended = f"it ended with {code}" + (f": {said}" if said else "")
