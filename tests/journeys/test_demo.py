"""The demonstration, as a new user runs it: a folder, two sandboxes over HTTP, and all steps to the end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interlock.document import fmt
from interlock.journeys.example import write_example

PROGRAM = Path(sys.executable).parent / "interlock"
STEPS = [
    "write",
    "check",
    "learn",
    "verify",
    "sandbox",
    "before",
    "plan",
    "run",
    "changes",
    "run",
    "run",
    "history",
    "next",
]


def _heeds_interrupts() -> None:
    """A process that was started in the background may have been told to ignore them, which its children inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(PROGRAM), "demo", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "100", "PYTHONUNBUFFERED": "1"},
        preexec_fn=_heeds_interrupts,  # noqa: PLW1509 - nothing but the signal is set, and no thread runs here
    )


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_the_demonstration_goes_through_every_step_and_cleans_up(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    process = started(folder)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, out[-3000:] + err
    assert re.findall(r"^ ?\d+  (\w+)", out, re.MULTILINE) == STEPS
    assert "nothing to ask" in out
    assert "34 criteria: 34 met" in out
    assert "nothing was to do" in out
    assert "S-10482" in out
    # An order from before go-live, one that is not paid, and a product that the shop does not sell stay where they are.
    assert "S-10001" not in out
    assert "S-10483" not in out
    for port in re.findall(r"http://127\.0\.0\.1:(\d+)", out):
        assert not listens(int(port))
    assert (folder / "orders.interlock.md").exists()
    assert (folder / "systems" / "ERP.profile.json").exists()


@pytest.mark.slow
def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path) -> None:
    process = started(tmp_path / "demo")
    assert process.stdout is not None
    for line in process.stdout:
        if "verify" in line:
            break
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "interrupted" in err


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = subprocess.run([str(PROGRAM), "demo", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_written_is_in_form(tmp_path: Path) -> None:
    paths = write_example(tmp_path / "demo")
    (document,) = [path for path in paths if path.name.endswith(".interlock.md")]
    text = document.read_text(encoding="utf-8")
    assert fmt(text) == text
