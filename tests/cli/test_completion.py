"""The Tab key in real shells."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import PROGRAM

_BASH = """
eval "$(interlock completion bash)"
while [ $# -gt 0 ]; do
  COMPREPLY=(); COMP_WORDS=($1 ""); [ -n "$2" ] && COMP_WORDS=($1 "$2")
  COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
  _interlock_completion interlock
  echo "${COMPREPLY[*]}"
  shift 2
done
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}


def _bash(folder: Path, *lines: tuple[str, str]) -> list[list[str]]:
    """What one shell offers after each of these lines, of which the last word may be begun."""
    command = ["bash", "--norc", "-c", _BASH, "bash", *(word for line in lines for word in line)]
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line.split() for line in done.stdout.split("\n")[:-1]]


_OFFERED = {
    ("interlock explain", "owner-mis"): ["owner-missing"],
    ("interlock plan --env", ""): ["sandbox"],
    ("interlock plan --record", "cu"): ["Customer"],
    ("interlock learn", ""): ["Storefront", "ERP"],
    ("interlock check --format", "s"): ["sarif"],
    ("interlock ask --only", "Ord"): ["Order"],
    ("interlock ask --only", "owner-mis"): ["owner-missing"],
    ("interlock new --template", "st"): ["stock"],
    ("interlock held", "sh"): ["show"],
}
_AMONG_OTHERS = {
    ("interlock", ""): {"check", "explain", "completion", "lsp"},
    ("interlock check", "ord"): {"orders.interlock.md"},
    ("interlock held", ""): {"orders.interlock.md", "list", "decide"},
    ("interlock held", "--"): {"--older-than"},
    ("interlock nothing-of-ours", ""): {"check"},  # and no message in the line that is typed
}


@pytest.fixture
def ask(call: Call, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Asks the program as the script of a shell does, which takes a shell and a process less; gives what is offered."""

    def offered(words: str, incomplete: str) -> list[str]:
        monkeypatch.setenv("_INTERLOCK_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", f"{words} {incomplete}".strip())
        monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
        said = call()
        assert (said.code, said.err) == (0, "")
        return [line.split(",", 1)[1] for line in said.out.splitlines() if line]

    return offered


@pytest.mark.parametrize("line", _OFFERED, ids=" ".join)
def test_what_is_offered(line: tuple[str, str], example: Path, ask: Callable[[str, str], list[str]]) -> None:
    assert example.is_dir()
    assert ask(*line) == _OFFERED[line]


@pytest.mark.parametrize("line", _AMONG_OTHERS, ids=" ".join)
def test_what_is_offered_among_others(
    line: tuple[str, str], example: Path, ask: Callable[[str, str], list[str]]
) -> None:
    assert example.is_dir()
    assert _AMONG_OTHERS[line] <= set(ask(*line))


def test_where_nothing_can_be_read_nothing_is_offered(example: Path, ask: Callable[[str, str], list[str]]) -> None:
    (example / "orders.interlock.md").write_bytes(b"\xff\xfe")
    (example / "interlock.toml").write_text("[[[")
    assert ask("interlock plan --env", "") == []
    assert ask("interlock plan --record", "") == []
    assert ask("interlock check", "nowhere/at/all") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash(example: Path) -> None:
    lines = (
        ("interlock explain", "owner-mis"),
        ("interlock plan --env", ""),
        ("interlock check", "ord"),
        ("interlock nothing-of-ours", ""),
    )
    explain, plan, check, nothing = _bash(example, *lines)
    assert (explain, plan) == (["owner-missing"], ["sandbox"])
    assert "orders.interlock.md" in check
    assert "check" in nothing
    assert _bash(example.parent, ("interlock check", "project/ord")) == [["project/orders.interlock.md"]]


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish(example: Path) -> None:
    script = 'interlock completion fish | source; complete -C "interlock explain owner-mis"'
    command = ["fish", "--no-config", "-c", script]
    done = subprocess.run(command, cwd=example, env=_environment(), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("owner-missing")


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh(example: Path) -> None:
    terminal, inside = pty.openpty()
    begin = 'autoload -Uz compinit && compinit -D -u; eval "$(interlock completion zsh)"; '
    program = shutil.which("zsh")
    assert program is not None
    with subprocess.Popen(
        [program, "-f", "-i"],
        cwd=example,
        env=_environment(),
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    ) as shell:
        try:
            assert "READY" in _typed(terminal, begin + "echo REA''DY\n", "READY")
            assert "owner-missing" in _typed(terminal, "interlock explain owner-mis\t", "owner-missing")
        finally:
            shell.kill()
            os.close(inside)
            os.close(terminal)


def _typed(terminal: int, keys: str, until: str, *, longest_s: float = 40) -> str:
    """Type keys and read what the terminal shows until it shows that."""
    os.write(terminal, keys.encode())
    said, end = "", time.monotonic() + longest_s
    while until not in said and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            said += os.read(terminal, 4096).decode(errors="replace")
    return said
