#!/usr/bin/env python3
"""Sets up a private environment beside this file and runs one thing in it: `demo`, `test`, or any `interlock` command.

Needs Python 3.11 or later and pip's usual reach, nothing else. What is installed is what the lock files say.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
USAGE = """usage: python3 dev.py COMMAND

  demo [FOLDER]   the main job in a minute: a document that checks, verifies and runs between two sandboxes
  test [ARGS]     everything that must hold: formatting, types, layers, docs, tests (ARGS go to pytest)
  run ARGS        any interlock command, for example: python3 dev.py run check
"""


def main(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    if sys.version_info < (3, 11):
        print(
            f"Interlock needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable})",
            file=sys.stderr,
        )
        return 2
    # No match statement: an older Python must get as far as the message above.
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "demo":
        prepare("core")
        return call(BIN / "interlock", "demo", *rest)
    if command == "run":
        prepare("core")
        return call(BIN / "interlock", *rest)
    if command == "test":
        prepare("dev")
        return check_everything(rest)
    print(USAGE, file=sys.stderr)
    return 0 if command in ("-h", "--help") else 2


def prepare(group: str) -> None:
    """Make the environment as the lock file of the group says, once for each state of the lock files."""
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    if not python.exists():
        print(f"making {ENVIRONMENT.name} ...", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    groups = ["core"] if group == "core" else ["core", "dev"]
    for name in groups:
        lock = ROOT / "requirements" / f"{name}.lock"
        wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
        stamp = ENVIRONMENT / f".{name}.installed"
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        print(f"installing what requirements/{lock.name} says ...", flush=True)
        pip = (python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        run(*pip, "--require-hashes", "-r", lock)
        if name == "core":
            run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
        stamp.write_text(wanted)


def check_everything(arguments: list[str]) -> int:
    """Run every check, also after one has failed, and say which failed."""
    # One process more than there are cores: some tests wait for servers, and others can use that time.
    processes = str((os.cpu_count() or 1) + 1)
    failed = checked_at_once(
        {
            "types": (BIN / "mypy",),
            "ruff": (BIN / "ruff", "check", "."),
            "format": (BIN / "ruff", "format", "--check", "--quiet", "."),
            "layers": (BIN / "lint-imports", "--no-cache"),
            "docs": (BIN / "python", "docs/build.py", "--check"),
        }
    )
    print("== tests", flush=True)
    if call(BIN / "pytest", "-q", "-n", processes, "--dist", "worksteal", *arguments):
        failed.append("tests")
    print("== all good" if not failed else f"== failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def checked_at_once(steps: dict[str, tuple[str | Path, ...]]) -> list[str]:
    """Run several programs beside each other, as each uses one core, and show what each said; which failed."""
    failed = []
    with ExitStack() as files:
        said = {name: files.enter_context(TemporaryFile()) for name in steps}
        running = {name: started(*command, output=said[name]) for name, command in steps.items()}
        for name, process in running.items():
            print(f"== {name}", flush=True)
            if ended(process):
                failed.append(name)
            said[name].seek(0)
            sys.stdout.buffer.write(said[name].read())
            sys.stdout.flush()
    return failed


def call(*command: str | Path) -> int:
    """Run a program here; its exit code."""
    return ended(started(*command))


def started(*command: str | Path, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """A program that runs here, and says what it says there, or on the terminal."""
    told = None if output is None else subprocess.STDOUT
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=output, stderr=told)


def ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a program. Ctrl-C reaches it too, and it ends in its own way."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def run(*command: str | Path) -> None:
    """Run a program that must succeed."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if code:
        shown = " ".join(str(part) for part in command)
        sys.exit(f"could not set up: `{shown}` ended with {code}; is the package index within reach?")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
