"""Statements are written into an overlay: they are read back as they were, and every other byte stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.errors import InputError
from interlock.systems import REMOVED, with_statements
from interlock.systems.loading import parse
from interlock.systems.stated import stated_in

_TEXTS = st.one_of(
    st.sampled_from(
        ["on", "null", "1.0", "a: b", "- x", "#", "é\u2028", "{a}", "'", '"', "x # y", "", " a", "$", "2027-01-01"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)),
    max_leaves=6,
)
_KEYS = st.lists(_TEXTS, min_size=1, max_size=3).map(tuple)
_HAND = """\
overlay: 1.0.0
actions:
  # the answer tells how to go on
  - target: $.paths['/clients'].get
    update: {x: 1}   # as Ida said

  - target: $.paths['/clients/{id}'].delete
    remove: true
# the end
x-more: 1
"""


def _at(stated: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        stated = stated[key]
    return stated


def _written(before: bytes | None, *changes: tuple[tuple[str, ...], Any]) -> bytes:
    return with_statements(before, changes, file="a.yaml", system="Desk")


@settings(max_examples=60)
@given(st.lists(st.tuples(_KEYS, _VALUES), min_size=1, max_size=4), st.sampled_from([None, _HAND.encode()]))
def test_what_is_stated_is_read_back(changes: list[tuple[tuple[str, ...], Any]], before: bytes | None) -> None:
    text = before
    for keys, value in changes:
        text = _written(text, (keys, value))
        assert _at(stated_in(text, file="a.yaml"), keys) == value
    assert text is not None
    if before is not None:
        kept = [line for line in text.decode().splitlines() if line in _HAND.splitlines()]
        assert kept == _HAND.splitlines()


def test_the_whole_file() -> None:
    fact = {"value": "modified", "confidence": "sure", "evidence": [{"pointer": "said by Ida on 2027-01-20"}]}
    text = _written(None, (("records", "clients", "updated_at"), fact))
    assert text.decode() == (
        """\
overlay: "1.0.0"
info: {title: Corrections to Desk, version: "1"}
actions:
  - target: "$"
    description: "stated by `interlock learn --set`"
    update:
      x-interlock:
        records:
          clients:
            updated_at: {value: modified, confidence: sure, evidence: [{pointer: said by Ida on 2027-01-20}]}
"""
    )
    again = _written(text, (("system", "rate_limit"), "5 per s"))
    assert again.decode() == text.decode() + '        system: {rate_limit: "5 per s"}\n'
    assert _written(again, (("system", "rate_limit"), REMOVED)) == text


@pytest.mark.parametrize(
    "before",
    [
        b'{overlay: 1.0.0, actions: [{target: "$.x", update: {a: 1}}]}',
        b'{"overlay": "1.0.0", "actions": [{"target": "$.x", "update": {"a": 1}}]}',
        b"overlay: 1.0.0\nactions:\n- target: $.x\n  update: {a: 1}",
        b"overlay: 1.0.0\nactions: [{target: $.x, update: {a: 1}}]\n",
        b"overlay: 1.0.0\nactions: []\n",
        b"actions:\n    - update: {a: 1}\n      target: $.x\noverlay: 1.0.0\n",
        b"\xef\xbb\xbfoverlay: 1.0.0\r\nactions:\r\n  - target: $.x\r\n    update: {a: 1}\r\n",
        b"",
    ],
)
def test_other_actions_stay_whatever_their_form(before: bytes) -> None:
    whole = parse(_written(before, (("system", "auth"), None)), file="a.yaml")
    assert isinstance(whole, dict)
    actions = whole["actions"]
    assert isinstance(actions, list)
    if b"$.x" in before:
        assert actions[0] == {"target": "$.x", "update": {"a": 1}}
    assert actions[-1]["update"] == {"x-interlock": {"system": {"auth": None}}}  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b"overlay: 1.0.0\nactions: [{target: $.x}] # why\n", "without losing a comment"),
        (b"a: [", "cannot be read"),
        (b"overlay: 1.0.0\n", "has no list `actions`"),
        (b"- 1\n", "has no list `actions`"),
    ],
)
def test_nothing_is_lost_silently(before: bytes, said: str) -> None:
    with pytest.raises(InputError) as problem:
        _written(before, (("system", "auth"), None))
    assert said in problem.value.message


def test_what_is_not_stated_cannot_be_taken_back() -> None:
    with pytest.raises(InputError) as problem:
        _written(None, (("records", "clients", "since"), REMOVED))
    assert problem.value.message == "nothing is stated of `clients.since`"
