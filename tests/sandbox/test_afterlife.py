"""Users merge items and take them out of the bin; the system answers about them as real ones do."""

from __future__ import annotations

import pytest
from tests.sandbox.helpers import SHOP, client, field, sandbox, with_record

from interlock.errors import UsageError
from interlock.model.path import Path
from interlock.model.profile import DeletesSeen, DeleteVisibility, FieldType, SystemProfile, sure
from interlock.model.value import JSON
from interlock.sandbox import MergedAnswer, Sandbox


def two_authors(box: Sandbox) -> tuple[str, str, str]:
    """Two authors and a book of the second."""
    one = box.store.insert("authors", {"email": "a@x.example", "first_name": "Ann", "last_name": "Bee"})
    other = box.store.insert("authors", {"email": "b@x.example", "first_name": "Ann", "last_name": "Bee", "phone": "1"})
    book = box.store.insert("books", {"isbn": "9781234567890", "title": "T", "author_id": int(other), "price_cents": 1})
    return one, other, book


def with_merged_ids() -> SystemProfile:
    authors = SHOP.record("authors")
    assert authors is not None
    fields = (*authors.fields, field("merged_ids[]", FieldType.ARRAY, items=FieldType.INTEGER, read_only=True))
    return with_record(SHOP, "authors", fields=fields, merged_ids=sure(Path.of("merged_ids")))


def test_the_winner_takes_over_what_it_lacks_and_all_references() -> None:
    box = sandbox(with_merged_ids())
    one, other, book = two_authors(box)
    box.store.change("authors", one, {"phone": None})
    winner = box.store.merge("authors", other, one)
    assert (winner.body["phone"], winner.body["email"]) == ("1", "a@x.example")
    assert winner.body["merged_ids"] == [int(other)]
    kept = box.store.item("books", book)
    assert kept is not None
    assert kept.body["author_id"] == int(one)
    assert [item.id for item in box.store.items("authors")] == [one]


def test_lists_of_references_name_the_winner_then_and_once() -> None:
    books = SHOP.record("books")
    assert books is not None
    lists = (
        field("editor_ids[]", FieldType.ARRAY, items=FieldType.INTEGER, refers_to=sure("authors")),
        field("credits[].author_id", FieldType.INTEGER, refers_to=sure("authors")),
    )
    box = sandbox(with_record(SHOP, "books", fields=(*books.fields, *lists)))
    one, other, book = two_authors(box)
    maps: JSON = {"author_id": int(other), "role": "maps"}
    text: JSON = {"author_id": int(one), "role": "text"}
    box.store.change("books", book, {"editor_ids": [int(other), 999, int(one)], "credits": [maps, text]})
    box.store.merge("authors", other, one)
    kept = box.store.item("books", book)
    assert kept is not None
    assert kept.body["editor_ids"] == [999, int(one)]
    assert kept.body["credits"] == [{"author_id": int(one), "role": "maps"}, text]


@pytest.mark.parametrize("answer", MergedAnswer)
def test_a_look_at_the_loser_is_answered_as_the_system_does(answer: MergedAnswer) -> None:
    shop = client(SHOP, merged_answer=answer)
    one, other, _ = two_authors(shop.sandbox)
    third = shop.sandbox.store.insert("authors", {"email": "c@x.example", "first_name": "C", "last_name": "C"})
    shop.sandbox.store.merge("authors", third, other)
    shop.sandbox.store.merge("authors", other, one)
    for loser in (other, third):
        response = shop.send("GET", f"/authors/{loser}")
        match answer:
            case MergedAnswer.GONE:
                assert response.status == 404
            case MergedAnswer.MOVED:
                assert (response.status, response.headers["location"]) == (301, f"/authors/{one}")
            case MergedAnswer.WINNER:
                assert shop.json("GET", f"/authors/{loser}")["author"]["id"] == int(one)
        assert shop.send("DELETE", f"/authors/{loser}").status == 404


@pytest.mark.parametrize(
    "deletes",
    [
        DeleteVisibility(DeletesSeen.NONE),
        DeleteVisibility(DeletesSeen.FLAG, field=Path.of("newsletter"), value=True),
    ],
)
def test_a_deleted_item_comes_back_under_its_id_or_a_new_one(deletes: DeleteVisibility) -> None:
    shop = client(with_record(SHOP, "authors", deletes=sure(deletes)))
    store = shop.sandbox.store
    one, other, _ = two_authors(shop.sandbox)
    store.remove("authors", one)
    back = store.bring_back("authors", one)
    assert (back.id, back.deleted, back.body["first_name"]) == (one, False, "Ann")
    assert shop.json("GET", f"/authors/{one}")["author"]["email"] == "a@x.example"
    store.remove("authors", other)
    again = store.bring_back("authors", other, as_new=True)
    assert again.id not in (one, other)
    assert again.body["email"] == "b@x.example"
    assert {item.id for item in store.items("authors")} == {one, again.id}


def test_what_makes_no_sense_is_refused() -> None:
    box = sandbox(SHOP)
    one, other, _ = two_authors(box)
    for loser in (one, "999"):
        with pytest.raises(UsageError):
            box.store.merge("authors", loser, one)
    for there in (other, "999"):
        with pytest.raises(UsageError):
            box.store.bring_back("authors", there)
