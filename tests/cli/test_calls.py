"""The program called wrongly, and where its output goes."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, PROGRAM, change, contents, environment, run_program, serving

from interlock.document import CODES
from interlock.model.http import Answer, Request, Response

_WRONG = [
    (("statsu",), "there is no command `statsu`", "did you mean `status`?"),
    (("verfy", "."), "there is no command `verfy`", "did you mean `verify`?"),
    (("run", "--wach"), "there is no option `--wach`", "did you mean `--watch`?"),
    (("run", "--qqqq"), "there is no option `--qqqq`", "see `interlock run --help`"),
    (("--verison",), "there is no option `--verison`", "did you mean `--version`?"),
    (("run", "--format", "xml"), "`--format` is `xml`, expected `text` or `json`", "see `interlock run --help`"),
    (
        ("history", "--last", "0"),
        "`--last` is `0`, expected a whole number, 1 or more",
        "see `interlock history show --help`",
    ),
    (
        ("history", "--last", "few"),
        "`--last` is `few`, expected a whole number, 1 or more",
        "see `interlock history show --help`",
    ),
    (("verify", "--seed", "x"), "`--seed` is `x`, expected a whole number", "see `interlock verify --help`"),
    (("sandbox",), "`NAME` is not given", "see `interlock sandbox serve --help`"),
    (
        ("sandbox", "ERP", "--port", "99999"),
        "`--port` is `99999`, expected a whole number, 0 to 65,535",
        "see `interlock sandbox serve --help`",
    ),
    (("plan", "a", "b"), "got unexpected extra argument (b)", "see `interlock plan --help`"),
    (("check", "a", "b"), "there is no document at `a`", "did you mean `orders.interlock.md`?"),
    (("run", "--plan", "nofile"), "there is no plan at `nofile`", "make one with `interlock plan --out FILE`"),
    (("run", "--env"), "option `--env` requires an argument", ""),
    (("sandbox", "EPR"), "the document names no system `EPR`", "did you mean `ERP`?"),
    (("verify", "--only", "arives"), "there is no criterion, story or record `arives`", "did you mean `arrives`?"),
    (
        ("explain", "owner-mising"),
        "there is no rule `owner-mising`",
        "did you mean `owner-missing` or `overview-missing` or `engineer-missing`?",
    ),
    (("shapes", "trigers"), "there is no kind of shape `trigers`", "did you mean `triggers` or `stories`?"),
    (
        ("history",),
        "nothing has run in the environment `sandbox` yet: there is no ledger at `.interlock/sandbox.db`",
        "start with `interlock plan` and `interlock run`",
    ),
    (
        ("held",),
        "nothing has run in the environment `sandbox` yet: there is no ledger at `.interlock/sandbox.db`",
        "start with `interlock plan` and `interlock run`",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"), _WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_wrong_call(arguments: tuple[str, ...], message: str, hint: str, example: Path, call: Call) -> None:
    before = contents(example)
    said = call(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")
    assert contents(example) == before


def test_whatever_check_asks_of_a_text_can_be_explained(call: Call) -> None:
    listed = call("explain").out
    for code in CODES:
        said = call("explain", code)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"# {code}\n")
        assert f"\n{code} " in f"\n{listed}"


def test_no_command_shows_the_help(call: Call) -> None:
    said = call()
    assert said.code == 2
    listed = (said.out + said.err).split("Commands:\n")[1]
    assert not re.findall(r"^  \S+\s*$", listed, re.MULTILINE), "each command says what it does"


def test_it_is_found_by_the_name_of_its_package_too(example: Path) -> None:
    for arguments in (("check", DOCUMENT), ("chekc",)):
        by_package, by_name = (
            subprocess.run([*start, *arguments], cwd=example, env=environment(), capture_output=True, check=False)
            for start in ((sys.executable, "-m", "interlock"), (PROGRAM,))
        )
        assert (by_package.returncode, by_package.stdout, by_package.stderr) == (
            by_name.returncode,
            by_name.stdout,
            by_name.stderr,
        )


def test_a_port_in_use(example: Path, call: Call) -> None:
    assert example == Path.cwd()

    class Silent:
        def answer(self, request: Request) -> Answer:  # noqa: ARG002
            return Answer(Response(204))

    with serving(Silent()) as (address,):
        port = address.rsplit(":", 1)[1]
        said = call("sandbox", "ERP", "--port", port)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"error: cannot listen at port {port}: another program listens there\n"
        " hint: choose another with `--port`, or 0 for any that is free\n"
    )


def test_a_reader_that_leaves_is_no_error(example: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, "shapes"],
        cwd=example,
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_at_the_output(example: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PROGRAM, "shapes"],
            cwd=example,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == (
        "error: the output cannot be written: No space left on device\n hint: free space, or write it elsewhere\n"
    )


@pytest.mark.parametrize("stream", [1, 2])
def test_a_closed_stream_is_no_error(stream: int, example: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" check nothing {stream}>&-', PROGRAM],
        cwd=example,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert ("did you mean" in done.stderr) == (stream == 1)


@pytest.mark.parametrize(
    ("variables", "terminal", "coloured"),
    [({}, True, True), ({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, True, False), ({}, False, False)],
)
def test_colour_only_on_a_terminal_that_wants_it(
    variables: dict[str, str], terminal: bool, coloured: bool, example: Path
) -> None:
    change(example / DOCUMENT, "is created in Storefront,", "is created in Storfront,")
    env = {"TERM": "xterm", **variables}
    if terminal:
        findings, error = _on_a_terminal(["check"], example, env), _on_a_terminal(["check", "nix"], example, env)
    else:
        findings, error = run_program("check", cwd=example, env=env).out, run_program("check", "nix", cwd=example).err
    assert ("\x1b[" in findings) == coloured
    assert ("\x1b[" in error) == coloured


def test_what_is_quoted_does_not_steer_a_terminal(example: Path) -> None:
    shown = _on_a_terminal(["check", "a\x1b[2Jb"], example, {"TERM": "xterm"})
    assert "\x1b[2J" not in shown
    assert "a␛[2Jb" in shown


def _on_a_terminal(arguments: list[str], folder: Path, env: dict[str, str]) -> str:
    """What a person would see."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [PROGRAM, *arguments], cwd=folder, env=environment(**env), stdin=its, stdout=its, stderr=its, close_fds=True
    ) as process:
        os.close(its)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65_536)
            except OSError:  # how a terminal says that the other end is gone
                break
            if not more:
                break
            seen += more
        process.wait(20)
    os.close(ours)
    return seen.decode(errors="replace")
