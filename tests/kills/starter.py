"""Starts runs of the program as processes of their own, from a process that has read the program's code already.

A run that is started this way is the same as one from the command line, but for the half second that it takes to read
the code; a test that kills many of them has that half second each time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

import orjson

ROOT = Path(__file__).parents[2]


class Starter:
    """A process that starts others; they are told from outside by their ids."""

    def __init__(self) -> None:
        env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def start(self, arguments: list[str], cwd: Path, env: dict[str, str], out: Path) -> int:
        """Start the program; its process id. What it says goes to a file."""
        return self._ask({"start": arguments, "cwd": str(cwd), "env": env, "out": str(out)})

    def ended(self, pid: int) -> int | None:
        """How a process ended: its code, or the negative signal that killed it; None while it runs."""
        code = self._ask({"ended": pid})
        return None if code == _RUNS else code

    def _ask(self, what: dict[str, object]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(orjson.dumps(what) + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


_RUNS = 10_000


def _child(arguments: list[str], cwd: str, env: dict[str, str], out: str) -> int:
    """Become the program; what it ends with."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    target = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(target, 1)
    os.dup2(target, 2)
    sys.argv = ["interlock", *arguments]
    from interlock.cli.main import main  # noqa: PLC0415 - only in the process that has read it already

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _serve() -> None:
    """Start what is asked for, until nobody asks any more."""
    import interlock.adapters.ledger  # noqa: PLC0415 - all that a run reads
    import interlock.adapters.transports.socket  # noqa: PLC0415
    import interlock.cli.commands.run  # noqa: PLC0415
    import interlock.cli.main  # noqa: PLC0415
    import interlock.journeys.running  # noqa: F401, PLC0415

    for line in sys.stdin.buffer:
        asked = orjson.loads(line)
        if "start" in asked:
            pid = os.fork()
            if pid == 0:
                code = 70
                try:
                    code = _child(asked["start"], asked["cwd"], asked["env"], asked["out"])
                finally:
                    os._exit(code)
            answer = pid
        else:
            found, status = os.waitpid(asked["ended"], os.WNOHANG)
            answer = _RUNS if found == 0 else os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
