"""A sandbox that begins with what a real system answered."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from tests.sandbox.helpers import DESK, SHOP, HandClock

from interlock.sandbox import Sandbox
from interlock.sandbox.ids import IdMaker, like
from interlock.sandbox.recorded import seed
from interlock.systems import Source, recordings


def author(number: int, **more: Any) -> dict[str, Any]:
    body = {
        "id": number,
        "email": f"a{number}@example.org",
        "first_name": "Ida",
        "last_name": f"Rhodes {number}",
        "created_at": f"2026-01-{number % 28 + 1:02}T10:00:00.000Z",
        "updated_at": f"2026-01-{number % 28 + 1:02}T10:00:00.000Z",
    }
    return {**body, **more}


def har(*entries: tuple[str, str, Any]) -> Source:
    def entry(method: str, url: str, data: Any) -> dict[str, Any]:
        content = {"mimeType": "application/json", "text": orjson.dumps(data).decode()}
        return {"request": {"method": method, "url": url}, "response": {"status": 200, "content": content}}

    return Source("shop.har", orjson.dumps({"log": {"entries": [entry(*one) for one in entries]}}))


def shop(*sources: Source) -> Sandbox:
    sandbox = Sandbox(SHOP, HandClock(), seed=3)
    seed(sandbox, recordings(sources))
    return sandbox


def test_a_har_file_gives_its_items_with_their_ids_and_times() -> None:
    page = {"authors": [author(4711), author(4712, updated_at="2026-02-03T04:05:06.789Z", phone="1")]}
    sandbox = shop(har(("GET", "https://api.shop.example/authors?page=1", page)))
    items = sandbox.store.items("authors")
    assert [item.id for item in items] == ["4711", "4712"]
    assert items[0].body["updated_at"] == "2026-01-08T10:00:00.000Z"
    assert items[1].updated_at == datetime(2026, 2, 3, 4, 5, 6, 789_000, tzinfo=UTC)
    assert items[1].body["phone"] == "1"


def test_what_was_shown_last_counts_and_details_add_to_lists() -> None:
    first, later = author(1, phone="old"), {**author(1, phone="new"), "country": "France"}
    address = "https://api.shop.example/authors"
    entries = [("GET", address, {"authors": [first]}), ("GET", f"{address}/1", {"author": later})]
    (item,) = shop(har(*entries)).store.items("authors")
    assert (item.body["phone"], item.body["country"]) == ("new", "France")


def test_a_folder_of_answers_gives_its_items() -> None:
    files = [
        Source("answers/GET authors.json", orjson.dumps({"authors": [author(7), author(8)]}), in_folder=True),
        Source("answers/authors/9.json", orjson.dumps({"author": author(9)}), in_folder=True),
    ]
    assert [item.id for item in shop(*files).store.items("authors")] == ["7", "8", "9"]


def test_what_is_made_up_beside_them_is_like_them() -> None:
    people = [author(n, country="France") | ({"phone": "1"} if n % 4 == 0 else {}) for n in range(9001, 9041)]
    sandbox = shop(har(("GET", "https://api.shop.example/authors", {"authors": people})))
    sandbox.store.populate("authors", 200)
    bodies: list[Any] = [item.body for item in sandbox.store.items("authors")][40:]
    assert len(bodies) == 200
    assert min(body["id"] for body in bodies) > 9040, "ids go on where the recorded ones end"
    assert {body["country"] for body in bodies} == {"France"}
    assert 0.1 < sum(body["phone"] is not None for body in bodies) / 200 < 0.4
    assert all(body["email"] for body in bodies)


def test_the_same_recording_gives_the_same_sandbox() -> None:
    def made() -> list[Any]:
        sandbox = shop(har(("GET", "https://api.shop.example/authors", {"authors": [author(n) for n in range(20)]})))
        sandbox.store.furnish("authors", 20)
        return [item.body for item in sandbox.store.items("authors")]

    assert made() == made()


@pytest.mark.parametrize(
    "answer",
    [[], {}, {"authors": 7}, {"authors": [7, None, {}]}, {"authors": [{"id": None}]}, {"authors": [{"id": {"a": 1}}]}],
)
def test_answers_without_items_change_nothing(answer: Any) -> None:
    sandbox = Sandbox(SHOP, HandClock())
    told = seed(sandbox, recordings([har(("GET", "https://api.shop.example/authors", answer))]))
    assert told.items == {}
    assert sandbox.store.items("authors") == ()


def test_an_address_below_a_base_and_one_that_is_not_known() -> None:
    ticket = {"id": "tk_1", "subject": "s", "created_at": "2026-01-01T00:00:00Z", "modified_at": "2026-01-01T00:00:00Z"}
    sandbox = Sandbox(DESK, HandClock())
    entries = [
        ("GET", "https://api.desk.example/v2/tickets", {"data": [ticket]}),
        ("GET", "https://api.desk.example/v2/elsewhere", {"data": [ticket]}),
    ]
    told = seed(sandbox, recordings([har(*entries)]))
    assert (told.items, told.answers, told.unknown) == ({"tickets": 1}, 2, 1)


@pytest.mark.parametrize(
    ("form", "seen", "shape"),
    [
        ("text", ["cus_A1b2C3d4", "cus_Z9y8X7w6"], r"cus_[A-Za-z0-9]{8}"),
        ("text", ["0192f0c1-aaaa-7bbb-8ccc-0123456789ab"], r"[0-9a-f]{8}-.*"),
        ("text", ["120", "77"], r"1[2-9]\d"),
        ("integer", ["500", "501"], r"50\d"),
        ("integer", ["x"], r"10\d\d"),
        ("text", [], r"th_.{10}"),
    ],
)
def test_ids_are_like_those_that_were_seen(form: str, seen: list[str], shape: str) -> None:
    made = like(IdMaker(form, ("k",), "th_" if form == "text" else ""), seen)
    assert re.fullmatch(shape, made.make(1))
    assert made.make(1) != made.make(2)
