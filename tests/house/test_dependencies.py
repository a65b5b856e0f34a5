"""Each dependency is documented with its reason, and none that is gone is."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    names = [*project["project"]["dependencies"], *(name for group in groups for name in group)]
    return {re.split(r"[<>=\[;~! ]", name)[0] for name in names}


def documented() -> set[str]:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    rows = re.findall(r"^\| ([a-z][a-z0-9-]*(?:, [a-z][a-z0-9-]*)*) \|", page, re.MULTILINE)
    return {name for row in rows for name in row.split(", ")} - {"package"}


def test_every_dependency_has_its_reason() -> None:
    assert declared() - documented() == set()


def test_no_reason_is_left_over() -> None:
    assert documented() - declared() == set()


def test_every_dependency_is_locked_with_hashes() -> None:
    locked = "".join(
        (ROOT / "requirements" / f"{name}.lock").read_text()
        for name in ("dev", "bench", "bench-peers", "servers", "tryton", "fuzz", "learn")
    )
    for name in declared():
        assert re.search(rf"^{re.escape(name)}==.*\\\n    --hash=sha256:", locked, re.MULTILINE), name
