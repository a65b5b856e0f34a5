"""Signatures by `ssh-keygen`: made with somebody's key or agent, and checked against a list of allowed signers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from interlock.errors import InterlockError, UsageError

NAMESPACE = "agreement@interlock"
"""What signatures of ours are for; one that was made for something else does not count, nor ours elsewhere."""

_PROGRAM = "ssh-keygen"
_KEYS = ("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa")
# Somebody may have to find their security key and touch it.
_SIGNING_S, _CHECKING_S = 300, 20
_MOST_REMEMBERED = 1_000
_ASKED = b"Enter passphrase"


class NoKeygen(InterlockError):
    """`ssh-keygen` is not there, so nothing can be signed or checked."""


@dataclass(frozen=True, slots=True)
class Said:
    """What `ssh-keygen` said of a signature."""

    good: bool
    words: str


_remembered: dict[bytes, Said] = {}


def sign(data: bytes, key: Path) -> bytes:
    """The signature file of data by a key.

    Args:
        data: what is signed.
        key: a private key, or a public one whose private half an agent or security key holds.

    Raises:
        NoKeygen: the program is not there.
        UsageError: the key cannot sign.
    """
    command = [_program(), "-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute())]
    # On a terminal it may ask for a passphrase or for a touch, which has to be seen.
    heard = None if sys.stderr.isatty() else subprocess.PIPE
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=heard, timeout=_SIGNING_S, check=False
        )
    except (OSError, ValueError) as problem:
        raise UsageError(f"`{_PROGRAM}` cannot be started: {problem}") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"`{_PROGRAM}` did not sign within {_SIGNING_S} seconds") from None
    if done.returncode or not done.stdout:
        if done.stderr and _ASKED in done.stderr:
            # Without a terminal it reads the passphrase from what is to be signed, and calls that incorrect.
            raise UsageError(
                f"the key `{key}` has a passphrase, and there is no terminal to ask for it",
                hint="sign in a terminal, or give the key to an agent with `ssh-add` and name its .pub file with --key",
            )
        said = _words(done.stderr or b"") or "see above"
        raise UsageError(
            f"the key `{key}` cannot sign: {said}",
            hint="name your private key with --key, or its .pub file where an agent (`ssh-add -l`) or a security key "
            "holds the private half",
        )
    return done.stdout


def verify(data: bytes, signature: bytes, *, allowed: bytes, principal: str, when: datetime) -> Said:
    """Whether a signature over data is by a key that the list allows for somebody, at the time of signing.

    Raises:
        NoKeygen: the program is not there.
    """
    at = when.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
    options = ["-Y", "verify", "-f", "allowed", "-I", principal, "-n", NAMESPACE, "-O", f"verify-time={at}"]
    return _ask(options, data, signature, allowed)


def fits(data: bytes, signature: bytes) -> Said:
    """Whether a signature was made over data at all, whoever's key it was.

    Raises:
        NoKeygen: the program is not there.
    """
    return _ask(["-Y", "check-novalidate", "-n", NAMESPACE], data, signature, b"")


def usual_key(home: Path | None = None) -> Path:
    """The key that somebody signs with who names none: `INTERLOCK_KEY`, else the first of the usual ones.

    Raises:
        UsageError: there is none.
    """
    if named := os.environ.get("INTERLOCK_KEY", "").strip():
        return Path(named).expanduser()
    folder = (home or Path.home()) / ".ssh"
    for name in _KEYS:
        if (folder / name).is_file():
            return folder / name
    raise UsageError(
        f"there is no SSH key in `{folder}`", hint="name one with --key, or make one with `ssh-keygen -t ed25519`"
    )


def _ask(options: list[str], data: bytes, signature: bytes, allowed: bytes) -> Said:
    """What it says; remembered, because an editor asks again at every pause in typing."""
    key = sha256(b"\0".join(sha256(part).digest() for part in ("\0".join(options).encode(), data, signature, allowed)))
    known = _remembered.get(key.digest())
    if known is not None:
        return known
    program = _program()
    # It reads copies, so that nothing can be exchanged between reading and checking, and no name can be an option.
    with tempfile.TemporaryDirectory(prefix="interlock-") as folder:
        (Path(folder) / "signature").write_bytes(signature)
        (Path(folder) / "allowed").write_bytes(allowed)
        try:
            done = subprocess.run(
                [program, *options, "-s", "signature"],
                input=data, capture_output=True, cwd=folder, timeout=_CHECKING_S, check=False,
            )  # fmt: skip
        except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
            raise NoKeygen(f"`{_PROGRAM}` cannot check signatures: {problem}") from None
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.clear()
    said = Said(done.returncode == 0, _words(done.stderr or done.stdout))
    _remembered[key.digest()] = said
    return said


def _program() -> str:
    found = shutil.which(_PROGRAM)
    if found is None:
        raise NoKeygen(
            f"there is no `{_PROGRAM}` on this machine", hint="install the OpenSSH client (8.2 or later), and try again"
        )
    return found


def _words(said: bytes) -> str:
    return "; ".join(said.decode(errors="replace").split("\n")).strip("; \r")[:500]
