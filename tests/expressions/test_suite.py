"""The language's own test suite, run on the engine.

The suite is published by JSONata's makers (MIT). It is taken from a package of the index that ships it whole, once,
away from all else; `INTERLOCK_JSONATA_SUITE` names a folder that has it (with `groups` and `datasets`). Where it cannot
be had, this is left out and says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jlens
import orjson
import pytest

_PACKAGE = "jsonata2py==0.1.3"
_INSIDE = "tests/resources/jsonata-test-suite/"
# Their outcome is an error here as well, told by another code.
_OTHER_CODES = {
    "function-encodeUrl/case002.json",
    "function-encodeUrlComponent/case002.json",
    "function-string/case019.json",
    "tail-recursion/case002.json",
    "tail-recursion/case005.json",
    "tail-recursion/case006.json",
}
_FEWEST = 1600


def _suite() -> Path:
    given = os.environ.get("INTERLOCK_JSONATA_SUITE")
    if given:
        return Path(given)
    home = Path(tempfile.gettempdir()) / f"interlock-jsonata-{os.getuid()}"
    if (home / "complete").exists():
        return home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if home.stat().st_uid != os.getuid():
        pytest.skip(f"{home} belongs to somebody else")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation"]
    command += ["--no-binary", ":all:", "--dest", str(home), _PACKAGE]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as fault:
        pytest.skip(f"the suite cannot be had: {fault}")
    with tarfile.open(next(home.glob("*.tar.gz"))) as packed:
        for member in packed.getmembers():
            _, _, name = member.name.partition(_INSIDE)
            if name and member.isfile() and ".." not in name:
                found = packed.extractfile(member)
                assert found is not None
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_bytes(found.read())
    (home / "complete").touch()
    return home


def _cases(suite: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((suite / "groups").glob("*/*.json")):
        read = _read(path)
        for case in read if isinstance(read, list) else [read]:
            if "expr" not in case:
                case["expr"] = (path.parent / case["expr-file"]).read_text(encoding="utf-8")
            yield f"{path.parent.name}/{path.name}", case


def _read(path: Path) -> Any:
    # Some texts hold half a surrogate, which orjson does not read.
    return json.loads(path.read_text(encoding="utf-8"))


def _outcome(case: dict[str, Any], datasets: Path) -> tuple[str, Any]:
    data: str | None = None
    if "data" in case:
        data = orjson.dumps(case["data"]).decode()
    elif case.get("dataset"):
        data = (datasets / f"{case['dataset']}.json").read_text(encoding="utf-8")
    limits: dict[str, Any] = {"timeout": case["timelimit"] / 1000 if "timelimit" in case else 5.0}
    if "depth" in case:
        limits["max_depth"] = case["depth"]
    try:
        result = jlens.Expression(case["expr"]).evaluate_json(data, case.get("bindings") or None, **limits)
    except jlens.JlensError as error:
        return "error", error.code
    except UnicodeEncodeError:
        return "error", "half a surrogate"
    return ("undefined", None) if result is None else ("result", orjson.loads(result))


def test_the_engine_passes_the_languages_own_suite() -> None:
    suite, failed, count = _suite(), [], 0
    for name, case in _cases(suite):
        count += 1
        kind, found = _outcome(case, suite / "datasets")
        if "result" in case:
            right = (kind, found) == ("result", case["result"])
        elif case.get("undefinedResult"):
            right = kind == "undefined"
        else:
            code = case.get("code") or case.get("error", {}).get("code")
            right = kind == "error" and (found == code or name in _OTHER_CODES)
        if not right:
            failed.append((name, kind, found))
    assert failed == []
    assert count > _FEWEST
