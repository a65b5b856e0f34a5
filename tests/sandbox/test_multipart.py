"""Forms of several parts: what stands in a field, and that no body is more than a refusal."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sandbox.helpers import POST_OFFICE, Client, client, with_record

from interlock.model.profile import BodyForm
from interlock.sandbox.multipart import parts_of

_TYPE = "multipart/form-data; boundary=x-7"
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


def part(name: str, content: bytes, *more: str, kind: str = "") -> bytes:
    """One part of a form."""
    head = "; ".join([f'form-data; name="{name}"', *more])
    typed = f"\r\nContent-Type: {kind}" if kind else ""
    return f"--x-7\r\nContent-Disposition: {head}{typed}\r\n\r\n".encode() + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    """A whole form."""
    return b"".join(parts) + b"--x-7--\r\n"


@pytest.fixture
def office() -> Client:
    """A system that takes its parcels in such forms."""
    record = POST_OFFICE.records[0]
    forms = tuple(
        replace(one, form=BodyForm.MULTIPART) if one.form is BodyForm.FORM else one for one in record.operations
    )
    return client(with_record(POST_OFFICE, record.name, operations=forms))


def test_the_fields_are_read_as_those_of_any_form(office: Client) -> None:
    body = form(
        part("label", "Größe".encode()), part("fragile", b"true"), part("weight", b"1.5"), part("count", b""),
        part("address[city]", b"Turku\r\n--x"), part("items[][name]", b"a"), part("items[][quantity]", b"2"),
        part("codes", b"x"), part("codes", b"y"), part("active", b"false"), part("active", b"true"),
    )  # fmt: skip
    made = orjson.loads(office.send("POST", "/v1/parcels", data=body, headers={"content-type": _TYPE}).body)
    expected = {"label": "Größe", "fragile": True, "weight": 1.5, "count": None, "active": True, "codes": ["x", "y"]}
    assert {key: made[key] for key in expected} == expected
    assert [(one["name"], one["quantity"]) for one in made["items"]] == [("a", 2)]
    assert made["address"]["city"] == "Turku\r\n--x"


def test_of_a_file_the_name_is_read_and_of_a_part_in_json_the_value() -> None:
    given = form(
        part("photo", b"\x89PNG\r\n\r\n\x00", 'filename="Käfer.png"', kind="image/png"),
        part("address", b'{"city": "Turku"}', kind="application/json"),
    )
    assert list(parts_of(_TYPE, b"said before\r\n" + given)) == [
        ("photo", "Käfer.png"),
        ("address", {"city": "Turku"}),
    ]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (_TYPE, form(b"--x-7\r\n\r\nno name\r\n"), 400),
        (_TYPE, part("label", b"no end"), 400),
        (_TYPE, form(part("label", b"\xff")), 400),
        (_TYPE, form(part("label", b"{", kind="application/json")), 400),
        (_TYPE, form(part("label", b"[" * 100 + b"]" * 100, kind="application/json")), 400),
        (_TYPE, form(*[part("label", b"")] * 5_001), 400),
        ("multipart/form-data", form(part("label", b"a")), 400),
        ("application/json", b"{}", 415),
    ],
)
def test_what_is_no_such_form_is_refused(office: Client, kind: str, body: bytes, status: int) -> None:
    assert office.send("POST", "/v1/parcels", data=body, headers={"content-type": kind}).status == status


@given(st.lists(st.tuples(st.text("aäб[]_", min_size=1, max_size=8), TEXT), max_size=4))
def test_every_field_comes_out_as_it_went_in(fields: list[tuple[str, str]]) -> None:
    assert list(parts_of(_TYPE, form(*(part(name, text.encode()) for name, text in fields)))) == fields


@given(TEXT, st.binary(max_size=200))
def test_no_body_is_more_than_wrong(boundary: str, body: bytes) -> None:
    for data in (body, form(b"--x-7\r\n" + body + b"\r\n"), form(part("a", body, body.decode(errors="replace")))):
        for kind in (_TYPE, f"multipart/form-data; boundary={boundary}"):
            try:
                found = list(parts_of(kind, data))
            except ValueError:
                continue
            assert all(name for name, _ in found)
