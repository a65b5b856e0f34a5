"""`coldread` by flags, shown, and asked on a terminal."""

from __future__ import annotations

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
