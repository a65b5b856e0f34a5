"""`ask` on a real terminal, and without one."""

from __future__ import annotations

import math
import os
import pty
import re
import select
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, PROGRAM, change, environment


def _heeds_interrupts() -> None:
    """A process that was started in the background may have been told to ignore them, which its children inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


_UNSEEN_S = 5
"""A Ctrl-C that comes after the line editor has shown its prompt and before it waits for a key is seen by Python only
with the next key or signal (`readline_until_enter_or_signal` in CPython's readline.c): a person presses it again."""


class Terminal:
    """A program on a terminal of its own, as a person has it."""

    def __init__(self, *arguments: str, cwd: Path, columns: int = 100) -> None:
        self._main, other = pty.openpty()
        self.process = subprocess.Popen(
            [PROGRAM, *arguments],
            cwd=cwd,
            env=environment(TERM="xterm", COLUMNS=str(columns)),
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
            preexec_fn=_heeds_interrupts,  # noqa: PLW1509 - nothing but the signal is set, and no thread runs here
        )
        os.close(other)
        self.shown = ""
        self._again = math.inf

    def until(self, text: str, *, within_s: float = 20) -> str:
        """What is shown up to and with a text; what was shown before counts no more."""
        last = time.monotonic() + within_s
        while text not in self._plain():
            assert time.monotonic() < last, self._plain()
            if not self._reads():
                break
        shown = self._plain()
        assert text in shown, shown
        # What came after it is kept for the next time.
        until, _, self.shown = shown.partition(text)
        return until + text

    def say(self, words: str) -> None:
        os.write(self._main, f"{words}\n".encode())

    def interrupt(self) -> None:
        self._again = time.monotonic() + _UNSEEN_S
        self.process.send_signal(signal.SIGINT)

    def ended(self, *, within_s: float = 60) -> int:
        """The exit code; what is still shown is read, so that the program does not wait for it."""
        last = time.monotonic() + within_s
        while self._reads():
            if time.monotonic() > last:
                self.process.kill()
                raise AssertionError(f"it has not ended within {within_s} s:\n{self._plain()}")
            if time.monotonic() > self._again:
                self.interrupt()
        os.close(self._main)
        return self.process.wait(10)

    def _reads(self) -> bool:
        """Take what is shown; whether more may come."""
        ready, _, _ = select.select([self._main], [], [], 0.1)
        if not ready:
            return True
        try:
            more = os.read(self._main, 65536)
        except OSError:
            return False
        self.shown += more.decode(errors="replace")
        return bool(more)

    def _plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.shown).replace("\r", "")


@pytest.fixture
def holed(example: Path) -> Path:
    change(
        example / DOCUMENT,
        "source of truth wins              | archive ",
        "                                  |         ",
    )
    change(example / DOCUMENT, "| from go-live | at once ", "|              | at once ")
    return example


def test_a_sitting_on_a_terminal(holed: Path, call: Call) -> None:
    ada = Terminal("ask", "--by", "Ada Lovelace", cwd=holed)
    shown = ada.until("> ")
    assert "(3 open)" in shown
    assert "one by one" in shown
    ada.say("2")
    shown = ada.until("> ")
    assert "1  source of truth wins" in shown
    assert "the source of truth's value is kept" in shown
    ada.say("burn it")
    ada.until("no: `burn it` is none of the conflicts")
    ada.say("1")
    ada.until("delete-undecided")
    ada.until("> ")
    ada.say("skip")
    ada.until("start-undecided")
    ada.until("> ")
    ada.say("back")
    ada.until("delete-undecided")
    ada.until("> ")
    ada.say("archive")
    ada.until("start-undecided")
    ada.until("> ")
    ada.say("ask Annie Easley")
    ada.until("still open")
    assert ada.ended() == 1
    text = (holed / DOCUMENT).read_text(encoding="utf-8")
    assert "| Order/on-conflict: source of truth wins; Order/on-delete: archive |" in text
    assert "| Annie Easley | Order/starting |" in text
    assert call("check").code == 1


def test_other_words_for_an_answer_are_taken_with_one_key(example: Path) -> None:
    whole = (example / DOCUMENT).read_text(encoding="utf-8").splitlines()
    change(example / DOCUMENT, "`number` = `external_reference` ", " " * 32)
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "match-undecided", cwd=example)
    ada.until("> ")
    ada.say("number = external_reference")
    ada.until("Enter alone takes: `number` = `external_reference`")
    ada.say("")
    ada.until("nothing to ask")
    assert ada.ended() == 0
    after = (example / DOCUMENT).read_text(encoding="utf-8").splitlines()
    assert [line for line in whole if line not in after] == ["version: 1.0.0"]


def test_ctrl_c_keeps_what_was_answered(holed: Path) -> None:
    ada = Terminal("ask", "--by", "ada@lark.example", "--only", "Order", cwd=holed)
    ada.until("> ")
    ada.say("one by one")
    ada.until("> ")
    ada.say("source of truth wins")
    ada.until("> ")
    for _ in range(4):  # a signal between the question and its read is heeded with the next one
        ada.interrupt()
        with suppress(AssertionError):
            ada.until("interrupted", within_s=5)
            break
    assert ada.ended() == 130
    text = (holed / DOCUMENT).read_text(encoding="utf-8")
    assert "source of truth wins              |           |" in text
    assert "version: 1.1.0" in text
    assert [path.name for path in holed.iterdir() if path.name.startswith(f".{DOCUMENT}")] == []


def test_who_does_not_decide_is_told_at_once(holed: Path) -> None:
    grace = Terminal("ask", "--by", "Grace Hopper", cwd=holed)
    shown = grace.until("> ")
    assert "become proposals" in shown
    grace.say("1")
    grace.until("as your proposal, for Ada Lovelace")
    grace.say("quit")
    assert grace.ended() == 1


@pytest.mark.usefixtures("holed")
def test_without_a_terminal(call: Call) -> None:
    told = call("ask")
    assert (told.code, told.out) == (2, "")
    assert "there is no terminal to ask on" in told.err
    assert "--answers FILE" in told.err


def test_answers_of_a_program(call: Call, holed: Path) -> None:
    (holed / "answers.json").write_text(
        '{"Order": {"on-conflict": "source of truth wins", "on-delete": "archive", "starting": "from go-live"}}'
    )
    told = call("ask", "--by", "Ada Lovelace", "--answers", "answers.json")
    assert told.code == 0
    assert told.out.splitlines()[-1] == "nothing to ask"
    assert call("check").code == 0
    again = call("ask", "--by", "Ada Lovelace", "--answers", "answers.json", "--format", "json")
    assert again.code == 1
    assert again.out.count('"not used"') == 3


@pytest.mark.usefixtures("example")
def test_a_question_of_ones_own(call: Call) -> None:
    told = call("ask", "--add", "Who pays?", "--on", "order", "--by", "Jean", "--for", "Grace Hopper")
    assert told.code == 0
    assert "a question about Order for Grace Hopper" in told.out
    told = call("check")
    assert "Jean asks: Who pays?" in told.out
    assert "answers owed: Grace Hopper 1" in told.out
    assert call("ask", "--on", "Order").code == 2
    assert call("ask", "--add", "Who pays?", "--on", "order", "--by", "Jean").code == 2


def test_a_dry_run_of_a_question_writes_nothing(call: Call, example: Path) -> None:
    before = (example / DOCUMENT).read_bytes()
    told = call("ask", "--add", "Who pays?", "--on", "order", "--by", "Jean", "--dry-run")
    assert told.code == 0
    assert "+| Who pays? " in told.out
    assert (example / DOCUMENT).read_bytes() == before


def test_another_file_is_no_document(call: Call, example: Path) -> None:
    before = (example / "README.md").read_bytes() if (example / "README.md").exists() else b"# Read me\n"
    (example / "README.md").write_bytes(before)
    for arguments in (["ask", "README.md", "--add", "Who pays?"], ["fmt", "README.md"], ["check", "README.md"]):
        told = call(*arguments)
        assert (told.code, told.out) == (2, "")
        assert "`README.md` is no Interlock document" in told.err
    assert (example / "README.md").read_bytes() == before


def test_slips_are_asked_about_and_do_not_become_decisions(holed: Path) -> None:
    before = (holed / DOCUMENT).read_bytes()
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "Order", cwd=holed)
    ada.until("> ")
    for said, told in (
        ("3", "no choice has the number 3: choose 1 or 2"),
        ("0", "choose 1 or 2"),
        ("skp", "did you mean `skip`?"),
        ("qiut", "did you mean `quit`?"),
        ("skip it", "did you mean `skip`?"),
        ("leave", "did you mean `leave REASON`?"),
        ("aks Annie Easley", "did you mean `ask NAME`?"),
    ):
        ada.say(said)
        ada.until(told)
        ada.until("> ")
    assert (holed / DOCUMENT).read_bytes() == before
    ada.say("on conflict: source of truth wins")
    shown = ada.until("> ")
    assert "(2 open)" in shown
    ada.say("quit")
    assert ada.ended() == 1


def test_words_in_quotes_are_an_answer_whatever_they_look_like(example: Path) -> None:
    change(example / DOCUMENT, "## Overview", "## Overviews")
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "overview-missing", cwd=example)
    ada.until("> ")
    ada.say("skip it")
    ada.until("did you mean `skip`?")
    ada.until("> ")
    ada.say('"skip it"')
    ada.until("nothing to ask")
    assert ada.ended() == 0
    assert "\nskip it\n" in (example / DOCUMENT).read_text(encoding="utf-8")


def test_what_somebody_else_saves_meanwhile_is_read_and_the_question_asked_again(holed: Path) -> None:
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "Order", cwd=holed)
    ada.until("> ")
    text = (holed / DOCUMENT).read_text(encoding="utf-8")
    (holed / DOCUMENT).write_text(f"{text}\nA line of somebody else.\n", encoding="utf-8")
    ada.say("1")
    ada.until("was changed by somebody else meanwhile")
    ada.until("> ")
    ada.say("1")
    ada.until("nothing to ask")
    assert ada.ended() == 0
    text = (holed / DOCUMENT).read_text(encoding="utf-8")
    assert "A line of somebody else." in text
    assert "Order: on conflict: source of truth wins; on delete: archive" in text


def test_a_file_that_is_not_there_is_the_first_thing_that_is_said(example: Path, call: Call) -> None:
    assert example == Path.cwd()
    told = call("ask", "--by", "Nobody", "--answers", "nowhere.yaml")
    assert told.code == 2
    assert told.err.startswith("error: ")


def test_what_was_left_open_is_asked_by_its_name(holed: Path) -> None:
    arguments = ("ask", "--by", "Ada Lovelace", "--only", "Order/on-delete")
    ada = Terminal(*arguments, cwd=holed)
    ada.until("> ")
    ada.say("leave it to the ERP")
    ada.until("nothing to ask")
    assert ada.ended() == 0
    ada = Terminal(*arguments, cwd=holed)
    ada.until("it is left open on purpose; an answer takes that row away")
    ada.until("> ")
    ada.say("archive")
    ada.until("nothing to ask")
    assert ada.ended() == 0
    assert "| delete-undecided" not in (holed / DOCUMENT).read_text(encoding="utf-8")


def test_all_documents_of_a_folder_are_gone_through(example: Path) -> None:
    text = (example / DOCUMENT).read_text(encoding="utf-8")
    holed = text.replace("source of truth wins              | archive ", "source of truth wins              |         ")
    (example / DOCUMENT).write_text(holed, encoding="utf-8")
    (example / "again.interlock.md").write_text(holed.replace("- **order-deleted**", "- **gone**"), encoding="utf-8")
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "Order/on-delete", cwd=example)
    ada.until("now again.interlock.md")
    ada.until("> ")
    ada.say("archive")
    ada.until("now orders.interlock.md")
    ada.until("> ")
    ada.say("skip")
    ada.until("1 still open")
    assert ada.ended() == 1
    assert "| Order/on-delete: archive |" in (example / "again.interlock.md").read_text(encoding="utf-8")
    assert (example / DOCUMENT).read_text(encoding="utf-8") == holed


def test_on_a_narrow_terminal_no_line_is_too_long(example: Path) -> None:
    change(
        example / DOCUMENT,
        "source of truth wins              | archive ",
        "source of truth wins              |         ",
    )
    ada = Terminal("ask", "--by", "Ada Lovelace", "--only", "Order/on-delete", cwd=example, columns=40)
    ada.until("> ")
    ada.say("why")
    shown = ada.until("> ")
    ada.say("burn it all, and whatever else there may be of it")
    shown += ada.until("> ")
    ada.say("quit")
    lines = [one for one in shown.split("\n") if not one.startswith(("> burn", "burn"))]
    assert max(map(len, lines)) <= 40, lines
    assert ada.ended() == 1


def test_what_no_few_words_settle_is_pointed_at_and_gone_past(holed: Path, call: Call) -> None:
    (holed / "signatures").mkdir()
    (holed / "signatures" / "orders.scope.lark.ada-lovelace.json").write_text("cut o")
    told = call("check", "--fail-on", "never").out
    assert "signature-not-readable" in told
    (holed / "a.yaml").write_text("signature-not-readable: mended\n")
    told = call("ask", "--by", "Ada Lovelace", "--answers", "a.yaml").out
    assert "this is not settled in a few words: Fetch the file again" in " ".join(told.split())
    ada = Terminal("ask", "--by", "Ada Lovelace", cwd=holed)
    ada.until("ask cannot write this")
    ada.until("Enter goes on")
    ada.until("> ")
    ada.say("")
    ada.until("> ")  # the next question
    ada.say("quit")
    assert ada.ended() == 1
