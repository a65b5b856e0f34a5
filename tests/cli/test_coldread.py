"""`coldread` by flags, shown, and asked on a terminal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import orjson
from tests.cli.conftest import Call
from tests.cli.test_ask import Terminal


def test_recorded_and_shown(call: Call, example: Path) -> None:
    shown = call("coldread", "--show")
    assert shown.code == 1
    assert "missing: nobody of Lark has read" in shown.out
    told = call("coldread", "--reader", "Jean Bartik", "--of", "Lark", "--question", "Order/on-delete: why?")
    assert told.code == 1
    assert "[open]" in told.out
    assert (example / "evidence" / "orders.coldread.storefront.jean-bartik.json").exists()
    call("coldread", "--reader", "Kay McNulty", "--of", "ERP")
    call("ask", "--by", "Ada Lovelace", "--answers", _answers(example))
    told = call("coldread", "--show", "--format", "json")
    assert told.code == 0
    assert orjson.loads(told.out)["complete"] is True


def _answers(folder: Path) -> str:
    (folder / "answers.yaml").write_text("why?: because\n")
    return "answers.yaml"


def test_what_is_refused(call: Call, example: Path) -> None:
    for arguments, says in (
        (["--reader", "Grace Hopper", "--of", "ERP"], "belongs to the project"),
        (["--reader", "Jean", "--of", "ERP", "--question", "why"], "does not say what it is about"),
        (["--reader", "Jean"], "give --reader NAME and --of SIDE"),
        (["--show", "--reader", "Jean"], "records nothing"),
    ):
        told = call("coldread", *arguments)
        assert (told.code, told.out) == (2, "")
        assert says in told.err
    assert not (example / "evidence").exists()


def test_asked_on_a_terminal(example: Path) -> None:
    someone = Terminal("coldread", cwd=example)
    for question, answer in (
        ("who read it: ", "Jean Bartik"),
        ("(a system or a company): ", "Lark"),
        ("nothing more): ", "Stock"),
        ("what did they ask: ", "Who counts?"),
        ("nothing more): ", ""),
    ):
        someone.until(question)
        someone.say(answer)
    someone.until("Stock: Who counts? [open]")
    assert someone.ended() == 1


def test_on_a_terminal_a_slip_costs_nothing_that_was_typed(example: Path) -> None:
    someone = Terminal("coldread", cwd=example)
    for question, answer in (
        ("who read it: ", "Jean Bartik"),
        ("(a system or a company): ", "Lark"),
        ("nothing more): ", "Stocc"),
        ("did you mean `Stock`", ""),
    ):
        someone.until(question)
        if answer:
            someone.say(answer)
    for question, answer in (("nothing more): ", "Stock"), ("what did they ask: ", "Who counts?"), ("more): ", "")):
        someone.until(question)
        someone.say(answer)
    someone.until("Stock: Who counts? [open]")
    assert someone.ended() == 1


def test_ctrl_c_keeps_the_questions_typed_so_far_and_the_read_that_is_recorded_later_has_them(
    call: Call, example: Path
) -> None:
    someone = Terminal("coldread", "--reader", "Jean Bartik", cwd=example)
    for question, answer in (("a company): ", "Lark"), ("nothing more): ", "Stock"), ("did they ask: ", "Who counts?")):
        someone.until(question)
        someone.say(answer)
    someone.until("nothing more): ")
    for _ in range(4):  # a signal between the question and its read is heeded with the next one
        someone.interrupt()
        with suppress(AssertionError):
            someone.until("written under Questions; the read itself is not recorded", within_s=5)
            break
    assert someone.ended() == 130
    assert "Who counts?" in (example / "orders.interlock.md").read_text(encoding="utf-8")
    assert not (example / "evidence").exists()
    assert "Stock: Who counts? [open]" in call("coldread", "--reader", "Jean Bartik", "--of", "Lark").out


def test_on_a_terminal_who_cannot_have_read_it_cold_is_told_before_typing_questions(example: Path) -> None:
    someone = Terminal("coldread", cwd=example)
    someone.until("who read it: ")
    someone.say("Grace Hopper")
    someone.until("(a system or a company): ")
    someone.say("ERP")
    someone.until("belongs to the project")
    assert someone.ended() == 2


def test_of_several_documents_each_is_shown(call: Call, example: Path) -> None:
    text = (example / "orders.interlock.md").read_text(encoding="utf-8")
    (example / "again.interlock.md").write_text(text, encoding="utf-8")
    told = call("coldread", "--reader", "Jean Bartik", "--of", "Lark")
    assert told.err.count("recorded in evidence/") == 2
    assert told.out.startswith("again.interlock.md\n\nLark, Storefront\n  Jean Bartik, ")
    assert "\norders.interlock.md\n\nLark, Storefront\n  Jean Bartik, " in told.out
    shown = orjson.loads(call("coldread", "--show", "--format", "json").out)
    assert {one["document"] for one in shown["sides"]} == {"again.interlock.md", "orders.interlock.md"}
    assert shown["missing"][0].startswith("again.interlock.md: ")
