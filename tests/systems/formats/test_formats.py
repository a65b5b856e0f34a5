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


@pytest.mark.parametrize(
    ("file", "text", "place", "said"),
    [
        (
            "bad.graphql",
            "type Query { a(",
            "bad.graphql:1:16",
            "the GraphQL schema cannot be read: Expected Name, found",
        ),
        ("bad.gql", "\n\nquery: {", "bad.gql:3:6", "the GraphQL schema cannot be read: Expected '{', found ':'"),
        ("schema", "# ours\ntype Query {\n  a(", "schema:3:5", "the GraphQL schema cannot be read: Expected Name"),
        ("a.edmx", "Edmx", "a.edmx", "the OData metadata cannot be read: syntax error: line 1, column 0"),
        ("a.wsdl", "definitions", "a.wsdl", "cannot be read: syntax error: line 1, column 0"),
        ("a.har", '{"log": {\n"entries": [}', "a.har:2:", "the API description cannot be read: "),
    ],
)
def test_a_broken_file_is_told_for_what_it_was_meant_to_be(file: str, text: str, place: str, said: str) -> None:
    (found, *more) = learn_all("System", [Source(file, text.encode())]).findings
    assert (found.code, more) == ("description-syntax", [])
    assert str(found.place).startswith(place)
    assert said in found.message


def test_a_source_of_a_program_is_not_meant_to_be_a_schema() -> None:
    found = learn_all("System", [Source("client.ts", b"interface Client {\n  id(): number\n")])
    assert found.findings
    assert not any("GraphQL" in one.message for one in found.findings)


def test_a_broken_file_of_a_schema_leaves_the_others() -> None:
    _, text = formats()["graphql"].example
    found = learn_all("System", [Source("a.graphql", text.encode()), Source("b.graphql", b"type A {")])
    assert [record.name.casefold().rstrip("s") for record in found.profile.records] == ["ticket"]
    assert [str(one.place) for one in found.findings if one.code == "description-syntax"] == ["b.graphql:1:9"]


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
