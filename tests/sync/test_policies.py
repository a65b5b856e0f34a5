"""What is done when something goes wrong: each phrase of the document has its behaviour, the most specific row wins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from interlock.catalogue import discover
from interlock.document import read, shapes
from interlock.sync.errors import ErrorPolicy, Guard, distance
from interlock.sync.policies._policy import Behaviour, Reaction


def policy(*rows: tuple[str, str]) -> ErrorPolicy:
    table = "".join(f"| {when} | {then} |\n" for when, then in rows)
    text = f"# T\n\n## When something goes wrong\n\n| When | Then |\n| --- | --- |\n{table}"
    return ErrorPolicy(read(text, "t.interlock.md").document.policies)


def test_every_reaction_of_the_document_has_a_behaviour_and_no_behaviour_is_left_over() -> None:
    behaviours = discover("interlock.sync.policies", "REACTION", Behaviour)
    assert set(behaviours.items) == set(shapes()["reactions"].items)


def test_the_most_specific_row_wins() -> None:
    found = policy(
        ("a 4xx answer", "hold the item"), ("a 422 answer", "retry 2 times with backoff, then hold the item")
    )
    assert found.to_status(400).retries == 0
    assert found.to_status(422).retries == 2
    assert found.to_status(429).wait


def test_what_is_not_written_is_built_in() -> None:
    found = policy()
    assert (found.to_status(422).retries, found.to_status(422).hold) == (3, True)
    assert found.to_status(503).pause
    assert found.to_silence().alert_after == timedelta(minutes=15)
    assert found.guard == Guard()


def test_a_row_for_many_deletes() -> None:
    found = policy(
        (
            "more than 5 % and more than 10 of a record are deleted within 24 hours",
            "hold these deletes and ask the owner",
        )
    )
    assert (found.guard.percent, found.guard.more_than, found.guard.within) == (5.0, 10, timedelta(hours=24))


@pytest.mark.parametrize(
    ("deletes", "items", "trips"), [(10, 20, False), (11, 60, True), (11, 110, False), (12, 110, True), (3, 3, False)]
)
def test_the_built_in_guard_needs_both_a_number_and_a_share(deletes: int, items: int, trips: bool) -> None:
    assert Guard().trips(deletes, items) is trips


def test_distances_grow_with_backoff_and_stay_without() -> None:
    growing = [distance(Reaction(backoff=True), n).total_seconds() for n in (1, 2, 3)]
    assert growing == [10, 40, 160]
    assert distance(Reaction(every=timedelta(minutes=2)), 3) == timedelta(minutes=2)
