"""Documents that are not what they should be: one message each, and nothing is changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, change, contents

COMMANDS = ("check", "fmt", "plan", "run", "verify", "status", "history", "held")
_EXAMPLE_HINT = (
    "name one, go to its folder, start one with `interlock new`, or see a complete example with `interlock demo`"
)


def _write(data: bytes) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        (folder / DOCUMENT).write_bytes(data)

    return do


def _recode(encoding: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        text = (folder / DOCUMENT).read_text().replace("→", "->").replace("←", "<-").replace("↔", "<->")
        (folder / DOCUMENT).write_bytes(text.replace("Storefront", "Störefront").encode(encoding))

    return do


def _large(folder: Path) -> None:
    with (folder / DOCUMENT).open("wb") as file:
        file.truncate(50_000_000)


def _folder(folder: Path) -> None:
    (folder / DOCUMENT).unlink()
    (folder / DOCUMENT).mkdir()


def _none(folder: Path) -> None:
    (folder / DOCUMENT).unlink()


_UNREADABLE = {
    "empty": (
        _write(b""),
        f"the document `{DOCUMENT}` is empty",
        "start one with `interlock new`, or see a complete example with `interlock demo`",
    ),
    "blank": (
        _write(b"\n \n"),
        f"the document `{DOCUMENT}` is empty",
        "start one with `interlock new`, or see a complete example with `interlock demo`",
    ),
    "large": (
        _large,
        f"`{DOCUMENT}` has 50,000,000 bytes, expected at most 5,000,000",
        "a document is one or two pages and its tables; move data elsewhere",
    ),
    "binary": (
        _write(bytes(range(256)) * 10),
        f"`{DOCUMENT}` is not a text file",
        "give the Markdown file of the document",
    ),
    "utf-16": (_recode("utf-16"), f"`{DOCUMENT}` is written in UTF-16, expected UTF-8", "save it as UTF-8"),
    "latin-1": (
        _recode("latin-1"),
        f"`{DOCUMENT}` is not written in UTF-8: byte 499 in line 17",
        "save it as UTF-8",
    ),
    "a folder": (_folder, "there is no document (`NAME.interlock.md`) in `.`", _EXAMPLE_HINT),
    "none": (_none, "there is no document (`NAME.interlock.md`) in `.`", _EXAMPLE_HINT),
}


def test_of_several_documents_all_are_formatted(example: Path, call: Call) -> None:
    (example / "b.interlock.md").write_bytes((example / DOCUMENT).read_bytes())
    assert call("fmt").err == f"b.interlock.md was formatted\n{DOCUMENT} was formatted\n"
    assert call("fmt", "--check").code == 0


@pytest.mark.parametrize("command", ["run", "plan", "verify"])
def test_what_is_done_to_one_document_wants_its_name(command: str, example: Path, call: Call) -> None:
    (example / "b.interlock.md").write_bytes((example / DOCUMENT).read_bytes())
    said = call(command)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"error: there are several documents in `.`: `b.interlock.md`, `{DOCUMENT}`\n hint: name the one you mean\n"
    )


@pytest.mark.parametrize("what", _UNREADABLE)
def test_a_document_that_cannot_be_read(what: str, example: Path, call: Call) -> None:
    spoil, message, hint = _UNREADABLE[what]
    spoil(example)
    said = call("check")
    assert (said.code, said.out) == (2, "")
    first, second = said.err.splitlines()
    if what == "latin-1":
        first, message = first.rsplit("byte", 1)[0], message.rsplit("byte", 1)[0]
    assert (first, second) == (f"error: {message}", f" hint: {hint}")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_the_same_of_a_broken_document(command: str, example: Path, call: Call) -> None:
    (example / DOCUMENT).write_bytes(b"\xff\xfe\x00")
    before = contents(example)
    said = call(command)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: `{DOCUMENT}` is written in UTF-16, expected UTF-8")
    assert contents(example) == before


@pytest.mark.parametrize("command", ["check", "fmt", "coldread --show", "ask"])
def test_every_command_says_the_same_of_an_empty_document(command: str, example: Path, call: Call) -> None:
    (example / DOCUMENT).write_bytes(b"\n")
    said = call(*command.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: the document `{DOCUMENT}` is empty\n")


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("order.interlock.md", f"did you mean `{DOCUMENT}`?"),
        ("orders.md", f"did you mean `{DOCUMENT}`?"),
        ("nothing-like-it", f"did you mean `{DOCUMENT}`?"),
        (f"{DOCUMENT}/below", _EXAMPLE_HINT),
        ("no/such/folder/x.md", _EXAMPLE_HINT),
        ("x" * 5000, f"did you mean `{DOCUMENT}`?"),
        ("systems/orders.interlock.md", _EXAMPLE_HINT),
    ],
)
def test_a_name_that_is_not_there(given: str, hint: str, example: Path, call: Call) -> None:
    assert example == Path.cwd()
    said = call("check", given)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"error: there is no document at `{given}`\n hint: {hint}\n"


def test_a_name_with_control_characters_does_not_steer_the_terminal(example: Path, call: Call) -> None:
    assert example == Path.cwd()
    said = call("check", "a\x1b[31m\x07\u202e.md")
    assert said.code == 2
    assert said.err.startswith("error: there is no document at `a␛[31m␇<U+202E>.md`\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(example: Path, call: Call) -> None:
    (example / DOCUMENT).chmod(0)
    said = call("check")
    assert (said.code, said.out, said.err) == (2, "", f"error: `{DOCUMENT}` cannot be read: Permission denied\n")


_MISTAKES: dict[str, tuple[str, str, str]] = {
    "misspelt system": (
        "When an Order is created in Storefront, a matching",
        "When an Order is created in Storfront, a matching",
        f"""\
{DOCUMENT}:106:58: error unknown-system
  no system is called `Storfront`
  106 | …*arrives** (no-retyping): When an Order is created in Storfront, a matching Order exists …
      |                                                        ^^^^^^^^^
  why     the sentence decides nothing until it is known which side it means
  answer  did you mean `Storefront`?
  asks    Ada Lovelace
""",
    ),
    "misspelt record": (
        "When an Order is created in Storefront, a matching",
        "When an Ordr is created in Storefront, a matching",
        f"""\
{DOCUMENT}:106:38: error unknown-record
  no record or term is called `Ordr`
  106 | - **arrives** (no-retyping): When an Ordr is created in Storefront, a matching Order exist…
      |                                      ^^^^
  why     what is not in the data map does not flow
  answer  did you mean `Order`?
  asks    Ada Lovelace
""",
    ),
    "format of the future": (
        "interlock: 1",
        "interlock: 9",
        f"""\
{DOCUMENT}:2:12: error unknown-format
  the format version is `9`, expected `1`
    2 | interlock: 9
      |            ^
  why     it may mean other things than it seems to
  answer  begin the file with lines `---`, `interlock: 1`, `version: 1.0.0`, `---`
  asks    Ada Lovelace
""",
    ),
}


@pytest.mark.parametrize("what", _MISTAKES)
def test_a_mistake_in_the_text_is_shown_where_it_is(what: str, example: Path, call: Call) -> None:
    old, new, expected = _MISTAKES[what]
    change(example / DOCUMENT, old, new, count=1)
    said = call("check")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith(expected), said.out


def test_a_row_with_too_few_cells(example: Path, call: Call) -> None:
    text = (example / DOCUMENT).read_text()
    row = next(line for line in text.splitlines() if line.startswith("| `number` "))
    change(example / DOCUMENT, row, "| `number` |")
    said = call("check")
    assert said.code == 1
    assert "the row has 1 cell, expected 5 as in the table's heading" in said.out
    assert "answer  write the cells that are missing, also where they are empty" in said.out


def test_a_misspelt_direction_column_is_not_followed_by_questions_about_every_field(example: Path, call: Call) -> None:
    change(example / DOCUMENT, "| Direction |", "| Directon |")
    said = call("check")
    assert said.code == 1
    assert "the column `Directon` means nothing here" in said.out
    assert "required-field-not-fed" not in said.out


@pytest.mark.parametrize("command", ["plan", "run", "verify"])
def test_nothing_is_done_on_a_document_with_errors(command: str, example: Path, call: Call) -> None:
    change(example / DOCUMENT, "is created in Storefront,", "is created in Storfront,")
    before = contents(example)
    said = call(command)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"error: `{DOCUMENT}` has 3 errors; the first, {DOCUMENT}:106:58: no system is called `Storfront`\n"
        f" hint: see all of them with `interlock check {DOCUMENT}`\n"
    )
    assert contents(example) == before


def test_what_a_document_says_does_not_steer_the_terminal(example: Path, call: Call) -> None:
    change(example / DOCUMENT, "When an Order is created in Storefront,", "When an Order is created in \x1b[31mX\x07,")
    said = call("check")
    assert said.code == 1
    assert not {c for c in said.out + said.err if ord(c) < 0x20 and c != "\n"}
