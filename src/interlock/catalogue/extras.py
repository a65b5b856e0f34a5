"""How to get the libraries that not everybody needs, said for the environment that runs."""

from __future__ import annotations

import importlib.util
import re
import sys

_EXTRA = re.compile(r"""\bextra\s*==\s*["']([^"']+)["']""")


def how_to_install(extra: str) -> str:
    """A command that brings an extra's libraries into the environment that runs, wherever Interlock came from.

    Args:
        extra: its name, as `pyproject.toml` has it.
    """
    libraries = " ".join(f'"{one}"' for one in _libraries(extra))
    wanted = libraries or f'".[{extra}]"'
    where = "" if libraries else " in a copy of the repository"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if importlib.util.find_spec("pip") is None:
        return f"install it with `uv pip install --python {python} {wanted}`{where}"
    return f"install it with `{python} -m pip install {wanted}`{where}"


def _libraries(extra: str) -> list[str]:
    from importlib import metadata  # noqa: PLC0415 - takes a while to load, and only where something is missing

    try:
        required = metadata.requires("interlock") or []
    except metadata.PackageNotFoundError:
        return []
    parts = (one.partition(";") for one in required)
    return [name.strip() for name, _, condition in parts if extra in _EXTRA.findall(condition)]
