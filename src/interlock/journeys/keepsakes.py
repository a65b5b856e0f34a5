"""What was learned of a description, kept in `.interlock/` so that asking again takes no time.

Nothing is lost with it: it is made again. It holds for exactly the same bytes, read by exactly the same program;
anything else, and anything that cannot be read, is as if it were not there.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from interlock import __version__, systems
from interlock.adapters import files
from interlock.errors import InterlockError

_FOLDER = ".interlock"
_IGNORED = b"# what stands here is made again, but for ledgers; it is not shared\n*\n"


def name_of(system: str, file: str) -> str:
    """What a description's keepsake is called; one that is reached by another path has a name of its own."""
    return f"{system}.{hashlib.sha256(file.encode(errors='replace')).hexdigest()[:8]}"


def key_of(system: str, file: str, description: bytes, overlay: bytes | None, probed: bytes | None) -> str:
    """What stands for a description as it is read now: another one, or another program, has another key."""
    parts = [__version__, str(_age_of_the_learner()), system, file, "overlay" if overlay is not None else ""]
    parts.append("probed" if probed is not None else "")
    digest = hashlib.sha256("\0".join(parts).encode(errors="replace"))
    for data in (description, overlay or b"", probed or b""):
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def recall(folder: Path, name: str, key: str) -> systems.Learned | None:
    """What was kept under that name with that key, or None."""
    path = _path(folder, name)
    if not files.exists(path):
        return None
    with suppress(InterlockError):
        head, _, body = files.read(path, what="kept profile").partition(b"\n")
        if head.decode(errors="replace") == _head(key, body):
            return systems.learned_from_json(body)
    return None


def keep(folder: Path, name: str, key: str, learned: systems.Learned) -> None:
    """Keep it for the next time; where the folder cannot be written, nothing is kept."""
    body = systems.learned_to_json(learned)
    with suppress(InterlockError):
        if not files.exists(folder / _FOLDER):
            files.write(folder / _FOLDER / ".gitignore", _IGNORED, what="kept profile", lasting=False)
        files.write(_path(folder, name), _head(key, body).encode() + b"\n" + body, what="kept profile", lasting=False)


def _path(folder: Path, name: str) -> Path:
    return folder / _FOLDER / "learned" / f"{name}.json"


def _head(key: str, body: bytes) -> str:
    # The digest of what follows tells a whole file from one that was cut or changed.
    return f"{key} {hashlib.sha256(body).hexdigest()}"


def _age_of_the_learner() -> int:
    """When a file of the learning code was last changed: a program that is being worked on keeps its version."""
    return max((one.stat().st_mtime_ns for one in Path(str(systems.__file__)).parent.rglob("*.py")), default=0)
