"""What is written in the language reads back as what was meant, and no words break or delay the reading of others."""

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.document import read
from interlock.document.composition import compose
from interlock.document.names import Names
from interlock.document.rewriting import Vocabulary, left_open, rewrite
from interlock.document.rewriting.events import Event
from interlock.document.rewriting.lexicon import DROPPED, KEPT, VERBS
from interlock.document.words import Source

NAMES = Names(systems=("Desk", "Books"), records=("Invoice", "Address", "Country"))
_NAME = st.sampled_from(NAMES.records)
_SYSTEM = st.sampled_from(NAMES.systems)
_FIELD = st.sampled_from(["state", "lines[].sku", "due_on"])
_VALUE = st.sampled_from(["sent", "0", "on hold"])
_SPECIAL = st.sampled_from(["", "with `state` `sent`", "without `number`", "with 3 `lines`, a `tax` and a `freight`"])
_CIRCUMSTANCE = st.sampled_from(
    ["", "while Books is down for 30 minutes", "before go-live", "while the token of Desk expires"]
)
_ITEMS = st.builds(
    Event,
    st.sampled_from(["created", "deleted", "changed"]),
    _NAME,
    system=_SYSTEM,
    count=st.none() | st.integers(2, 9_999),
)
_SOME = st.builds(Event, st.just("deleted"), _NAME, system=_SYSTEM, count=st.integers(2, 50), of=st.integers(51, 5_000))
_FIELDS = st.builds(
    Event,
    st.sampled_from(["changed", "changed_to", "changed_from_to", "label_renamed", "exists_in_both"]),
    _NAME,
    system=_SYSTEM,
    field=_FIELD,
    before=_VALUE,
    after=_VALUE,
)
_BOTH = st.builds(
    Event,
    st.just("changed_in_both"),
    _NAME,
    system=st.just("Desk"),
    second=st.just("Books"),
    field=_FIELD,
    gap=st.sampled_from(["", "2 minutes later"]),
)
_PLAIN = st.builds(Event, st.sampled_from(["answered", "merged"]), _NAME, system=_SYSTEM, after=st.just("422"))
_REMOVED = st.builds(
    Event, st.just("element_removed"), _NAME, system=_SYSTEM, field=_FIELD, count=st.just(1), of=st.integers(2, 9)
)
_EVENTS = st.one_of(_ITEMS, _SOME, _FIELDS, _BOTH, _PLAIN, _REMOVED)


@settings(deadline=None, max_examples=150)
@given(_EVENTS, _SPECIAL, _CIRCUMSTANCE)
def test_what_is_said_of_an_event_reads_back(event: Event, special: str, circumstance: str) -> None:
    event.specials = [special] if special and event.shape == "created" else []
    event.circumstance = circumstance
    text = f"{event.said()}, an alert is sent within 5 minutes."
    found = compose(Source("", text).words(0, len(text)), NAMES)
    assert found is not None, text
    said = found.first.trigger.match
    wanted = {"record": event.record, "system": event.system, "field": event.field,
              "count": event.count, "of": event.of, "before": event.before, "second": event.second}  # fmt: skip
    assert said.shape.name == event.shape
    assert all(said.args[name] == value for name, value in wanted.items() if value and name in said.args)
    assert len(found.first.withs) == (0 if not event.specials else 3 if "freight" in special else 1)
    assert (found.first.circumstance is not None) == bool(circumstance)


_WORDS = st.sampled_from(
    sorted(
        {*KEPT, *list(DROPPED)[:20], *list(VERBS)[::7], "order", "Shop", "ERP", "paid", ",", "422", "5 minutes", "`x`"}
    )
)
_SHOP = read((Path(__file__).parent / "sentences" / "shop.interlock.md").read_text(), "d.md").document
_VOCABULARY = Vocabulary(
    Names(tuple(s.name for s in _SHOP.systems), tuple(r.name for r in _SHOP.records), {t.name: t for t in _SHOP.terms}),
    _SHOP.records,
)


@settings(deadline=None, max_examples=200)
@given(st.lists(_WORDS, max_size=25) | st.text(max_size=60).map(lambda text: [text]))
def test_any_words_are_offered_in_the_language_or_not_at_all(words: list[str]) -> None:
    text = " ".join(words)
    found = rewrite(text, _VOCABULARY)
    left_open(text, _VOCABULARY)
    if found is not None:
        assert compose(Source("", found.text).words(0, len(found.text)), _VOCABULARY.names) is not None, (
            text,
            found.text,
        )


def test_a_thousand_criteria_are_read_at_once() -> None:
    """Two hundred of them in free words; the measure is wide, for a machine that is busy."""
    head = (Path(__file__).parent / "sentences" / "shop.interlock.md").read_text() + "\n## Acceptance criteria\n\n"
    known = [
        f"- **k{i}**: When an Order is created in Shop, a matching Order exists in ERP within 15 minutes."
        for i in range(800)
    ]
    free = [f"- **f{i}**: A paid order arrives in ERP within {i + 1} minutes, at most once." for i in range(199)]
    begun = time.process_time()
    found = read(head + "\n".join(known + free), "d.md")
    assert time.process_time() - begun < 8
    assert sum(1 for f in found.findings if f.replacement) == 199
