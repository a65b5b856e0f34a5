"""Ctrl-C and SIGTERM: every command ends promptly, with a sentence, and the next one goes on."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from tests.cli.helpers import Slow, ended, hurry, point, run_program, sandboxes, served, serving, started, until

_SOON_S = 3.0
both = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])


@both
def test_watching_ends_and_goes_on(number: signal.Signals, example: Path) -> None:
    hurry(example)
    with served(example) as (shop, _):
        with started("run", "--watch", cwd=example) as process:
            until(lambda: len(shop.log) > 2)
            said = ended(process, number, within_s=_SOON_S)
        assert (said.code, said.err) == (
            0,
            "watching; Ctrl-C stops after the write in hand\nstopped; the next run goes on from here\n",
        )
        assert run_program("run", cwd=example).code == 0


@pytest.mark.parametrize(
    ("number", "arguments"), [(signal.SIGTERM, ("run",)), (signal.SIGINT, ("run", "--watch"))], ids=["run", "watch"]
)
def test_a_system_that_does_not_answer_does_not_keep_it(
    number: signal.Signals, arguments: tuple[str, ...], example: Path
) -> None:
    shop, erp = sandboxes(example)
    with serving(Slow(shop, 60), Slow(erp, 60)) as addresses:
        point(example, *addresses)
        with started(*arguments, cwd=example) as process:
            until(lambda: len(shop.log) > 0)
            said = ended(process, number, within_s=_SOON_S)
    assert "Traceback" not in said.err
    assert said.code == (0 if "--watch" in arguments else 130)
    assert "the next run goes on from here" in said.out + said.err


@both
def test_a_sandbox_ends(number: signal.Signals, example: Path) -> None:
    with started("sandbox", "ERP", "--port", "0", cwd=example) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip().removeprefix("ERP answers at ")
        assert address.startswith("http://127.0.0.1:")
        assert "what the environment's variables hold" in process.stdout.readline()
        said = ended(process, number, within_s=_SOON_S)
    assert said.code == 0
    assert said.err == f"look at it, and let things go wrong, at {address}/__interlock__/\nCtrl-C ends it\n"


@pytest.mark.parametrize(
    ("number", "arguments"),
    [(signal.SIGTERM, ("verify",)), (signal.SIGINT, ("verify", "--only", "busy-day"))],
    ids=["all", "busy day"],
)
def test_verifying_ends(number: signal.Signals, arguments: tuple[str, ...], example: Path) -> None:
    with started(*arguments, cwd=example) as process:
        time.sleep(1.3)
        said = ended(process, number, within_s=_SOON_S)
    assert said.code == 130
    # The empty line stands there where it did not load any more.
    assert said.err.lstrip("\n") == "interrupted; nothing is lost, and the same command can be given again\n"


_CRASHES_WHERE_AN_EXCEPTION_COMES_UP = """
import os, signal, sys

class WhileLoading:
    def find_spec(self, name, *_):
        if name == "interlock.journeys":
            try:
                os.kill(os.getpid(), signal.{name})
                for _ in range(1000):
                    pass
            except BaseException:
                os._exit(139)

sys.meta_path.insert(0, WhileLoading())
"""


@both
def test_no_module_is_interrupted_while_it_loads(number: signal.Signals, example: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_CRASHES_WHERE_AN_EXCEPTION_COMES_UP.format(name=number.name))
    before = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(tmp_path), *([before] if before else [])])
    said = run_program("verify", cwd=example, env={"PYTHONPATH": path})
    assert (said.code, said.out) == (130, "")
    assert said.err == "interrupted; nothing is lost, and the same command can be given again\n"
