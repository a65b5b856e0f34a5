"""The commands that the README shows print what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def steps() -> list[tuple[str, list[str]]]:
    """Each command of the tour, with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def agrees(expected: str, printed: str) -> bool:
    """Whether a line is as shown; `...` at its end stands for whatever follows."""
    return printed.startswith(expected[:-3]) if expected.endswith("...") else printed == expected


def test_the_tour_prints_what_it_shows(tmp_path: Path) -> None:
    program = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    folder = tmp_path
    seen = 0
    for command, expected in steps():
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode in {0, 1}, (command, done.stderr)
        printed = done.stdout.splitlines()
        cut = expected[-1:] == ["..."]
        wanted = expected[:-1] if cut else expected
        shown = printed[: len(wanted)] if cut else printed
        assert len(shown) == len(wanted), (command, done.stdout, done.stderr)
        for line, real in zip(wanted, shown, strict=True):
            assert agrees(line, real), (command, line, real)
        seen += 1
    assert seen >= 6


def test_the_two_commands_are_those_of_the_script() -> None:
    script = (ROOT / "dev.py").read_text()
    shown = re.findall(r"^    python3 dev\.py (\w+)", README, re.MULTILINE)
    assert shown == ["demo", "test"]
    for name in shown:
        assert f'command == "{name}"' in script


def test_ci_runs_the_same_test_command() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text()
