"""What is done about a linked item: every combination of what both sides show has one row, and it is done."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from tests.sync.helpers import DEFAULTS, DOCUMENT, START, Ability, compiled, profile_of

from interlock.model.decisions import Direction
from interlock.model.history import HeldKind
from interlock.model.kept import Act, Link, LinkState, Seen
from interlock.model.value import Side
from interlock.sync.reconcile import reconcile
from interlock.sync.record import SIDES, Record, records_of
from interlock.sync.samples import RULES, SAMPLES, Sample, outcome, sentences
from interlock.sync.situation import Decided, Linked, Merged, Result, Showing, Sight
from interlock.sync.table import RESTING, TABLE, Presence, what_of_resting, what_to_do
from interlock.sync.times import ItemTimes

S, C, L, A, G, M = (
    Showing.SAME,
    Showing.CHANGED,
    Showing.LEFT,
    Showing.ARCHIVED,
    Showing.GONE,
    Showing.MERGED,
)

EQUAL = {"email": "a@x.example", "phone": "1", "name": "Ann", "score": "5", "kind": "in"}
NAMES = {"email": "mail", "phone": "tel", "name": "title", "score": "rating", "kind": "kind"}


class NoLinks:
    """Nothing is linked."""

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        del record, side, item_id
        return None

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        del record, side, link
        return None


def record(**settings: str) -> Record:
    document, mappings = compiled(DOCUMENT.format(**{**DEFAULTS, **settings}))
    profiles = {side: {one.name: one for one in profile_of(side, Ability()).records} for side in SIDES}
    return records_of(document, mappings, profiles)["Client"]


def showing(of: Record, side: Side, how: Showing | Presence) -> Seen:
    body: dict[str, Any] = dict(EQUAL)
    if how is Showing.CHANGED:
        body["phone"] = f"of the {side.value}"
    if how is Showing.LEFT:
        body["kind"] = "out"
    if side is Side.RIGHT:
        body = {NAMES[name]: value for name, value in body.items()}
    seen = Seen(of.name, side, f"{side.value}1", body, "digest", START, in_scope=how is not Showing.LEFT)
    gone = how.value in ("gone", "merged")
    return seen._replace(gone=gone, archived=how.value == "archived")


def linked(of: Record, state: LinkState, shown: Mapping[Side, Showing | Presence]) -> Linked:
    seen = {side: showing(of, side, how) for side, how in shown.items()}
    same = {side: of.mapping.read(side, showing(of, side, S).body, NoLinks()) for side in SIDES}
    base = {pair: (same[Side.LEFT][pair], same[Side.RIGHT][pair]) for pair in of.pairs}
    link = Link("L1", of.name, "left1", "right1", START, state, base, of.rules)  # type: ignore[arg-type]
    sights = {side: Sight(one, of.mapping.read(side, one.body, NoLinks())) for side, one in seen.items()}
    merged = {side: Merged("left2", "right2") for side, how in shown.items() if how is M}
    return Linked(link, sights, ItemTimes(of, seen, {}, START), merged=merged)


def told(decided: Decided) -> str:
    """A decision in a word or two, and the side that it is about."""
    if decided.moves is not None:
        return "moves"
    if decided.becomes is not None:
        return f"becomes {decided.becomes.value}"
    if decided.writes:
        return " ".join(f"{write.act.value} {write.side.value}" for write in decided.writes)
    if decided.holds:
        return f"held {decided.holds[0].kind.value}"
    return decided.result.value


def test_every_combination_has_a_row_whichever_side_it_is() -> None:
    for one, other in itertools.product(Showing, Showing):
        assert what_to_do(one, other) is what_to_do(other, one)
    assert len(TABLE) == 21
    for state in LinkState:
        for here, there in itertools.product(Presence, Presence):
            if state is not LinkState.ACTIVE:
                assert what_of_resting(state, here, there) is what_of_resting(state, there, here)
    assert len(RESTING) == len(LinkState) - 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (S, S, "equal"),
        (S, C, "update left"),
        (C, S, "update right"),
        (C, C, "update right"),
        (A, S, "equal"),
        (S, A, "equal"),
        (A, C, "update left"),
        (C, A, "update right"),
        (A, A, "filtered"),
        (L, S, "archive right"),
        (S, L, "archive left"),
        (L, C, "archive right"),
        (C, L, "archive left"),
        (L, A, "filtered"),
        (A, L, "filtered"),
        (L, L, "filtered"),
        (G, G, "becomes ended"),
        (G, S, "delete right"),
        (S, G, "delete left"),
        (G, A, "delete right"),
        (A, G, "delete left"),
        (G, L, "delete right"),
        (L, G, "delete left"),
        (G, C, "delete right"),  # the left is the source of truth
        (C, G, "held conflict"),
        (M, M, "becomes ended"),
        (M, G, "becomes ended"),
        (G, M, "becomes ended"),
        (M, A, "becomes ended"),
        (A, M, "becomes ended"),
        (M, S, "becomes merged"),
        (S, M, "becomes merged"),
        (M, C, "becomes merged"),
        (C, M, "becomes merged"),
        (M, L, "becomes merged"),
        (L, M, "becomes merged"),
    ],
)
def test_rows(left: Showing, right: Showing, expected: str) -> None:
    of = record(client_when="Shop: `kind` is `in`; Books: `kind` is `in`", client_leaves="archive")
    decided = reconcile(of, linked(of, LinkState.ACTIVE, {Side.LEFT: left, Side.RIGHT: right}))
    assert told(decided) == expected


THERE, ARCHIVED, GONE = Presence.THERE, Presence.ARCHIVED, Presence.GONE


@pytest.mark.parametrize(
    ("state", "left", "right", "expected"),
    [
        (LinkState.PARTED, THERE, THERE, "becomes active"),
        (LinkState.PARTED, THERE, ARCHIVED, "filtered"),
        (LinkState.PARTED, THERE, GONE, "filtered"),
        (LinkState.PARTED, ARCHIVED, ARCHIVED, "filtered"),
        (LinkState.PARTED, ARCHIVED, GONE, "filtered"),
        (LinkState.PARTED, GONE, GONE, "becomes ended"),
        (LinkState.ENDED, THERE, THERE, "becomes active"),
        (LinkState.ENDED, THERE, ARCHIVED, "reported"),
        (LinkState.ENDED, THERE, GONE, "reported"),
        (LinkState.ENDED, ARCHIVED, ARCHIVED, "filtered"),
        (LinkState.ENDED, ARCHIVED, GONE, "filtered"),
        (LinkState.ENDED, GONE, GONE, "filtered"),
        (LinkState.MERGED, THERE, THERE, "becomes active"),
        (LinkState.MERGED, THERE, ARCHIVED, "reported"),
        (LinkState.MERGED, THERE, GONE, "held conflict"),
        (LinkState.MERGED, ARCHIVED, ARCHIVED, "filtered"),
        (LinkState.MERGED, ARCHIVED, GONE, "becomes ended"),
        (LinkState.MERGED, GONE, GONE, "becomes ended"),
        *((LinkState.UNLINKED, one, other, "filtered") for one in Presence for other in Presence),
    ],
)
def test_rows_of_links_that_rest(state: LinkState, left: Presence, right: Presence, expected: str) -> None:
    of = record()
    for one, other in ((left, right), (right, left)):
        assert told(reconcile(of, linked(of, state, {Side.LEFT: one, Side.RIGHT: other}))) == expected


def test_no_decision_writes_where_nothing_is_known_to_have_changed() -> None:
    of = record()
    for state in LinkState:
        if state is LinkState.ACTIVE:
            continue
        for left, right in itertools.product(Presence, Presence):
            decided = reconcile(of, linked(of, state, {Side.LEFT: left, Side.RIGHT: right}))
            assert not decided.writes
            assert decided.result is not Result.WRITTEN


@pytest.mark.parametrize("act", [Act.ARCHIVE, Act.DELETE])
def test_a_merger_on_the_side_that_may_not_be_written_is_held_all_the_same(act: Act) -> None:
    of = record(client_direction="→", client_delete=act.value)
    decided = reconcile(of, linked(of, LinkState.MERGED, {Side.LEFT: S, Side.RIGHT: G}))
    assert decided.holds[0].kind is HeldKind.CONFLICT


def test_every_case_of_a_field_is_decided_as_the_page_says() -> None:
    both = dict(sentences(Direction.BOTH))
    right = dict(sentences(Direction.RIGHT))
    assert set(both) == set(right) == {sample.says for sample in SAMPLES}
    flows = {side: f"The {side} value goes to the {other}." for side, other in (("left", "right"), ("right", "left"))}
    kept = {side: text.replace(".", "; the other one is kept in the history.") for side, text in flows.items()}
    asked, told_once, nothing = (
        "Nothing is written; a person is asked.",
        "Nothing is written; it is told once.",
        "Nothing is written.",
    )
    conflict = (kept["left"], kept["left"], kept["right"], asked, asked, told_once)
    assert both["both changed to different values"] == both["just linked, both differ"] == conflict
    for case in ("neither changed", "both changed to the same", "just linked, both have the same"):
        assert {*both[case], *right[case]} == {nothing}
    for side in ("left", "right"):
        for case in (
            f"the {side} one changed",
            f"the {side} one was cleared",
            f"just linked, only the {side} has a value",
        ):
            assert set(both[case]) == {flows[side]}
        assert set(both[f"the {side} one is not shown any more"]) == {told_once}
    for case in ("the left one changed", "the left one was cleared", "just linked, only the left has a value"):
        assert set(right[case]) == {flows["left"]}
    against = right["the right one changed"]
    assert against[0] == "The left value is put back on the right; the other one is kept in the history."
    assert set(against[1:]) == {told_once}
    for found in (*both.values(), *right.values()):
        assert "goes to the left" not in " ".join(found) or found in both.values()


def test_the_mirror_image_of_a_one_way_field_is_decided_as_its_mirror() -> None:
    swap = {"left": "right", "right": "left"}
    for sample in SAMPLES:
        mirrored = Sample(
            sample.says, sample.right, sample.left, None if sample.base is None else (sample.base[1], sample.base[0])
        )
        for rule in RULES[4:]:  # those that name no side
            there, back = outcome(sample, rule, Direction.RIGHT), outcome(mirrored, rule, Direction.LEFT)
            assert there.fate is back.fate
            assert there.value == back.value
            assert there.to is back.to is None or swap[there.to.value] == back.to.value  # type: ignore[union-attr]
