"""Every format: its example is known for what it is, learned, and hostile files of it end as findings."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.errors import InputError
from interlock.systems import Source, learn_all, to_json
from interlock.systems.formats import formats, recognised

each = pytest.mark.parametrize("name", list(formats().items))


@each
def test_an_example_is_known_for_what_it_is(name: str) -> None:
    form = formats()[name]
    file, text = form.example
    source = Source(file, text.encode())
    assert recognised(source, any_data=True) == name
    assert recognised(source) == ("" if form.only_asked else name)


@each
def test_an_example_is_learned(name: str) -> None:
    form = formats()[name]
    file, text = form.example
    sources = [Source(file, text.encode())]
    if form.events_only:
        beside, described = formats()["openapi"].example
        sources.append(Source(beside, described.encode()))
    found = learn_all("System", sources, taken_for={file: name})
    assert [r.name.casefold().rstrip("s") for r in found.profile.records] == ["ticket"]
    if form.events_only:
        assert [(e.name, e.record) for e in found.profile.events] == [("ticket.created", "tickets")]
    assert b"never kept" not in to_json(found.profile)


@each
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_damaged_file_never_crashes(name: str, data: st.DataObject) -> None:
    file, text = formats()[name].example
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "null", "{}", "[]", '"', "<", "}", "0", "\n", "&a;", "-1", "true", "\ufeff"]))
    damaged = (text[:at] + put + text[at + length :]).encode()
    with suppress(InputError):  # said in words
        learn_all("System", [Source(file, damaged)], taken_for={file: name})


@each
@pytest.mark.parametrize("value", [b"", b"null", b"[]", b"{}", b"7", b'"x"', b"\x00", b"\xff\xfe", b"[" * 2000])
def test_a_file_of_another_kind_ends_in_findings(name: str, value: bytes) -> None:
    try:
        found = learn_all("System", [Source("a", value)], taken_for={"a": name})
    except InputError:
        return
    assert found.profile.records == ()
    assert found.findings
