"""Real SSH keys for tests, and two companies that sign with them."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

import interlock
from interlock.model.agreement import Layer, SignedBy
from interlock.model.finding import Finding

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"
ADA, GRACE, ANNIE = "Ada Lovelace", "Grace Hopper", "Annie Easley"

needs_keys = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no `ssh-keygen` on this machine")


@cache
def key(name: str, kind: str = "ed25519") -> Path:
    """The private key of somebody, made once."""
    path = Path(mkdtemp(prefix="interlock-keys-")) / name.replace(" ", "-")
    bits = ["-b", "2048"] if kind == "rsa" else []
    command = ["ssh-keygen", "-q", "-t", kind, *bits, "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def company(folder: Path) -> Path:
    """A clone of the example, with nothing signed."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".interlock", "evidence"))
    return folder


def sign(folder: Path, who: str, *layers: Layer, with_key: Path | None = None) -> tuple[SignedBy, ...]:
    """Sign as somebody, with the key made for them."""
    return interlock.sign(interlock.load(folder), layers or None, by=who, key=with_key or key(who)).signatures


def signed(folder: Path) -> dict[str, SignedBy]:
    """What was signed, by layer and name (`scope Ada Lovelace`)."""
    found = interlock.signatures(interlock.load(folder)).signatures
    return {f"{one.layer} {one.name}": one for one in found}


def edit(folder: Path, old: str, new: str) -> None:
    """Exchange words of the document."""
    path = folder / "orders.interlock.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def about_signing(folder: Path) -> list[Finding]:
    """What `check` asks about signatures."""
    return [one for one in interlock.check(interlock.load(folder)) if "sign" in one.code]
