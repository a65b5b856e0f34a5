"""The signature files of OpenSSH, read far enough to say whose key made one and for what.

The format is `PROTOCOL.sshsig` of OpenSSH. Whether a signature is right is for `ssh-keygen` to say, not for this.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

LARGEST: Final = 64_000
"""Bytes of a signature file; one by the largest RSA key that is in use has under 5,000."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"


@dataclass(frozen=True, slots=True)
class Armoured:
    """What a signature says of itself: the key that made it and the namespace that it is for."""

    key: bytes
    namespace: str

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint as OpenSSH writes it."""
        return fingerprint(self.key)

    @property
    def public(self) -> str:
        """The key as it stands in a `.pub` file, without a comment."""
        kind, _ = _text(self.key, 0)
        return f"{kind.decode(errors='replace')} {base64.b64encode(self.key).decode()}"


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of the list of allowed signers: whose key it is."""

    principals: tuple[str, ...]
    key: bytes

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint as OpenSSH writes it."""
        return fingerprint(self.key)


def read_armour(data: bytes) -> Armoured:
    """What a signature file holds.

    Raises:
        ValueError: it is no signature of OpenSSH, or one that is cut off.
    """
    if len(data) > LARGEST:
        raise ValueError(f"it has {len(data):,} bytes; a signature has at most {LARGEST:,}")
    lines = data.decode("ascii", errors="replace").split()
    text = " ".join(lines)
    if not text.startswith(_BEGIN):
        raise ValueError(f"it does not begin with `{_BEGIN}`")
    if not text.endswith(_END):
        raise ValueError(f"it is cut off: it does not end with `{_END}`")
    body = text.removeprefix(_BEGIN).removesuffix(_END).replace(" ", "")
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError("what stands between its first and last line is no base64") from None
    if not blob.startswith(_MAGIC) or blob[len(_MAGIC) : len(_MAGIC) + 4] != b"\0\0\0\x01":
        raise ValueError("it is no signature of the kind that `ssh-keygen -Y sign` makes")
    key, at = _text(blob, len(_MAGIC) + 4)
    namespace, at = _text(blob, at)
    for _ in ("reserved", "hash", "signature"):
        _, at = _text(blob, at)
    if at != len(blob):
        raise ValueError("something stands behind the signature")
    _text(key, 0)
    return Armoured(key, namespace.decode(errors="replace"))


def read_pins(data: bytes) -> tuple[Pin, ...]:
    """The keys of a list of allowed signers; lines that are none are left out, `ssh-keygen` does the same."""
    found = []
    for line in data.decode(errors="replace").splitlines():
        words = line.split()
        if len(words) < 3 or line.startswith("#"):
            continue
        for word in words[1:]:
            key = _key(word)
            if key is not None:
                found.append(Pin(tuple(one.casefold() for one in words[0].split(",")), key))
                break
    return tuple(found)


def fingerprint(key: bytes) -> str:
    """The fingerprint of a public key as OpenSSH writes it: `SHA256:...`."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def _key(word: str) -> bytes | None:
    """The key that a word is in base64: one that begins with the name of its kind."""
    if not word.startswith("AAAA"):
        return None
    try:
        key = base64.b64decode(word, validate=True)
        _text(key, 0)
    except (binascii.Error, ValueError):
        return None
    return key


def _text(blob: bytes, at: int) -> tuple[bytes, int]:
    """The counted bytes that begin at an offset, and where they end."""
    if at + 4 > len(blob):
        raise ValueError("it is cut off")
    end = at + 4 + int.from_bytes(blob[at : at + 4])
    if end > len(blob):
        raise ValueError("it is cut off")
    return blob[at + 4 : end], end
