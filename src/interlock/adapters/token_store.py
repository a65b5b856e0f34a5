"""Keeps the tokens of sign-ins: in a file of this user alone, or in the key ring; one process renews them at a time."""

from __future__ import annotations

import asyncio
import importlib
import os
import re
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from interlock.adapters import key_ring, secret_files
from interlock.errors import InterlockError, SettingsError, Unreachable
from interlock.model.secret import Secret
from interlock.model.sign_in import Granted, Kept, TokenStore

_FORMAT = 1
_FORMATS = {_FORMAT: "tokens, as here"}
_LARGEST = 1_000_000
_LOOK_AGAIN_S = 0.05
_PATIENCE_S = 60.0
_SERVICE = "interlock"
_OLD_S = 600.0
"""Nobody is at a write for so long: it is one small file."""


def state_folder() -> Path:
    """Where this user's programs keep what they must not lose (`XDG_STATE_HOME`)."""
    named = os.environ.get("XDG_STATE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else "")
    return (Path(named) if named else Path.home() / ".local" / "state") / "interlock"


def store_of(keep: str, name: str, *, what: str) -> TokenStore:
    """The store that the settings name; an empty `keep` names a file of this user.

    Args:
        keep: `keyring`, `file:` and a path, or empty.
        name: tells this sign-in from all others, as a file may be called.
        what: what it is, for messages (`the sign-in to `Books``).

    Raises:
        SettingsError: the file lies in a git work tree, or nobody knows a home folder.
    """
    try:
        usual = state_folder() / "tokens" / f"{name}.json"
    except RuntimeError:
        raise SettingsError(f"nobody knows where to keep {what}", hint='write keep = "file:/PATH"') from None
    if keep == "keyring":
        return RingTokens(name, usual.with_suffix(".lock"), what=what)
    return FileTokens(secret_files.path_of(keep or f"file:{usual}", what=what), what=what)


@dataclass(frozen=True, slots=True)
class FileTokens:
    """The tokens of one sign-in in a file that only this user reads."""

    path: Path
    what: str

    @property
    def place(self) -> str:
        """Where they are, for people."""
        return str(self.path)

    def read(self) -> Kept | None:
        """What is kept; see `TokenStore`."""
        try:
            with self.path.open("rb") as file:
                secret_files.demand_private(self.path, what=self.what, mode=os.fstat(file.fileno()).st_mode)
                data = file.read(_LARGEST)
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise SettingsError(f"{self.what} cannot be read from `{self.path}`: {problem.strerror}") from None
        return _kept(data, self.what)

    def write(self, kept: Kept) -> None:
        """Keep that; see `TokenStore`."""
        temporary = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._take_away_old()
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")  # mode 0600
            with os.fdopen(handle, "wb") as file:
                file.write(_data(kept))
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self.path)
            _settle(self.path.parent)
        except OSError as problem:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            raise InterlockError(
                f"{self.what} cannot be kept in `{self.path}`: {problem.strerror or problem}",
                hint="what was there still is; free space, or name another place in `keep` of its `sign_in`",
            ) from None

    def _take_away_old(self) -> None:
        """Take away what a process that was killed had begun to write: it holds tokens, and nobody looks for it."""
        own = re.compile(rf"\.{re.escape(self.path.name)}\.[a-z0-9_]{{8}}")  # as `mkstemp` names them
        for one in self.path.parent.iterdir():
            with suppress(OSError):
                if own.fullmatch(one.name) and time.time() - one.stat().st_mtime > _OLD_S:
                    one.unlink()

    def forget(self) -> bool:
        """Keep nothing any more."""
        try:
            self._take_away_old()
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as problem:
            raise InterlockError(f"{self.what} cannot be taken out of `{self.path}`: {problem.strerror}") from None
        return True

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """While inside, no other process renews these tokens."""
        async with _alone(self.path.with_name(f".{self.path.name}.lock"), self.what):
            yield


@dataclass(frozen=True, slots=True)
class RingTokens:
    """The tokens of one sign-in in the key ring; `lock` is a file that says who renews them."""

    name: str
    lock: Path
    what: str

    @property
    def place(self) -> str:
        """Where they are, for people."""
        return f"the key ring, as `{_SERVICE}` `{self.name}`"

    def read(self) -> Kept | None:
        """What is kept; see `TokenStore`."""
        text = key_ring.read(_SERVICE, self.name, what=self.what)
        return None if text is None else _kept(text.encode(), self.what)

    def write(self, kept: Kept) -> None:
        """Keep that; see `TokenStore`."""
        key_ring.write(_SERVICE, self.name, _data(kept).decode(), what=self.what)

    def forget(self) -> bool:
        """Keep nothing any more."""
        return key_ring.remove(_SERVICE, self.name, what=self.what)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """While inside, no other process renews these tokens."""
        async with _alone(self.lock, self.what):
            yield


@asynccontextmanager
async def _alone(path: Path, what: str) -> AsyncIterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise SettingsError(f"{what} cannot be renewed: `{path}` cannot be written: {problem.strerror}") from None
    try:
        waited_s = 0.0
        while not _locked(handle):
            if waited_s >= _PATIENCE_S:
                raise Unreachable(
                    f"{what} is being renewed by another process, for {_PATIENCE_S:.0f} seconds now", sent=False
                )
            await asyncio.sleep(_LOOK_AGAIN_S)
            waited_s += _LOOK_AGAIN_S
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        locks = importlib.import_module("fcntl")
    except ImportError:  # not on every system
        return True
    try:
        locks.flock(handle, locks.LOCK_EX | locks.LOCK_NB)
    except OSError:
        return False
    return True


def _settle(folder: Path) -> None:
    """Wait until the disk has the new name."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _data(kept: Kept) -> bytes:
    granted = kept.granted
    return orjson.dumps(
        {
            "format": _FORMAT,
            "access_token": granted.access.reveal(),
            "refresh_token": granted.refresh.reveal() if granted.refresh is not None else None,
            "until": granted.until,
            "scopes": granted.scopes,
            "asked": kept.asked,
            "by": kept.by,
            "since": kept.since,
        }
    )


def _kept(data: bytes, what: str) -> Kept:
    try:
        found: dict[str, Any] = orjson.loads(data)
        _format = _FORMATS[found["format"]]
        refresh, scopes = found["refresh_token"], found["scopes"]
        return Kept(
            Granted(
                Secret(str(found["access_token"])),
                _moment(found["until"]),
                None if refresh is None else Secret(str(refresh)),
                None if scopes is None else tuple(str(one) for one in scopes),
            ),
            by=str(found["by"]),
            since=_moment(found["since"]),
            asked=tuple(str(one) for one in found["asked"]),
        )
    except (ValueError, TypeError, KeyError):
        raise SettingsError(f"what is kept of {what} cannot be read", hint="sign in again") from None


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
