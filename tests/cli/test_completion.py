"""The Tab key in real shells."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.cli.helpers import PROGRAM

_BASH = """
eval "$(interlock completion bash)"
COMP_WORDS=($1 ""); [ -n "$2" ] && COMP_WORDS=($1 "$2")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_interlock_completion interlock
printf '%s\\n' "${COMPREPLY[@]}"
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}


def _bash(folder: Path, words: str, incomplete: str = "") -> list[str]:
    command = ["bash", "--norc", "-c", _BASH, "bash", words, incomplete]
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash(example: Path) -> None:
    assert {"check", "explain", "completion", "lsp"} <= set(_bash(example, "interlock"))
    assert _bash(example, "interlock explain", "owner-mis") == ["owner-missing"]
    assert _bash(example, "interlock plan --env") == ["sandbox"]
    assert _bash(example, "interlock plan --record", "cu") == ["Customer"]
    assert _bash(example, "interlock learn") == ["Storefront", "ERP"]
    assert "orders.interlock.md" in _bash(example, "interlock check", "ord")
    assert _bash(example.parent, "interlock check", "project/ord") == ["project/orders.interlock.md"]
    assert _bash(example, "interlock check --format", "s") == ["sarif"]
    assert _bash(example, "interlock ask --only", "Ord") == ["Order"]
    assert _bash(example, "interlock ask --only", "owner-mis") == ["owner-missing"]
    assert _bash(example, "interlock new --template", "st") == ["stock"]
    assert _bash(example, "interlock held", "sh") == ["show"]
    assert {"orders.interlock.md", "list", "decide"} <= set(_bash(example, "interlock held"))
    assert "--older-than" in _bash(example, "interlock held", "--")
    assert "check" in _bash(example, "interlock nothing-of-ours")  # and no message in the line that is typed


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_where_nothing_can_be_read_nothing_is_offered(example: Path) -> None:
    (example / "orders.interlock.md").write_bytes(b"\xff\xfe")
    (example / "interlock.toml").write_text("[[[")
    assert _bash(example, "interlock plan --env") == []
    assert _bash(example, "interlock plan --record") == []
    assert _bash(example, "interlock check", "nowhere/at/all") == []


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
