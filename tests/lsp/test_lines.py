"""Offsets and positions: the same place in a text, whatever its letters and line ends are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind
from pygls.workspace import PositionCodec

from interlock.lsp.cursor import cursor_at
from interlock.lsp.lines import Lines
from interlock.lsp.pointers import line_of

_TEXT = st.text(st.sampled_from("aé|`#- 🦆𝒯\u2028\x0c\n\r"), max_size=60)
_CODECS = st.sampled_from([PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32])


@given(_TEXT, _CODECS, st.data())
def test_an_offset_in_a_line_has_one_position(text: str, encoding: PositionEncodingKind, data: st.DataObject) -> None:
    lines = Lines(text, PositionCodec(encoding))
    start, end = lines.bounds(data.draw(st.integers(0, len(lines) - 1)))
    offset = data.draw(st.integers(start, end))
    assert lines.offset(lines.position(offset)) == offset


@given(_TEXT, st.integers(0, 100), st.integers(0, 100))
def test_every_position_has_an_offset_and_stands_somewhere(text: str, line: int, column: int) -> None:
    lines = Lines(text, PositionCodec())
    offset = lines.offset(Position(line, column))
    assert 0 <= offset <= len(text)
    cursor = cursor_at(lines, offset)
    assert cursor.start <= offset <= max(cursor.end, offset)
    assert text[cursor.start : cursor.end] == cursor.words
    assert cursor.quoted is None or text[cursor.quoted[0] - 1] == "`"


def test_columns_in_utf_16() -> None:
    lines = Lines("a🦆b\r\nc", PositionCodec())
    assert lines.position(2) == Position(0, 3)
    assert lines.offset(Position(0, 3)) == 2
    assert lines.position(5) == Position(1, 0)


_YAML = """\
openapi: 3.1.0
paths:
  /orders:
    get:
      parameters:
        - name: total
        - name: page
components:
  schemas:
    Other:
      properties:
        total: {}
    Order:
      allOf:
      - type: object
        properties:
          total:
            type: number
"""


def test_a_pointer_leads_to_its_line() -> None:
    def at(pointer: str) -> str:
        return _YAML.split("\n")[line_of(_YAML, pointer)].strip()

    assert line_of(_YAML, "#/components/schemas/Order/allOf/0/properties/total") == 16
    assert line_of(_YAML, "#/components/schemas/Other/properties/total") == 11
    assert at("#/paths/~1orders/get") == "get:"
    assert at("#/paths/~1orders/get/parameters/1/name") == "- name: page"
    assert at("#/components/schemas/Order/nothing/of/this") == "Order:"
    assert at("#/nothing") == "openapi: 3.1.0"
    assert line_of('{"a": {"b": 1}}', "#/a/b") == 0
    assert line_of('{\n  "a": {\n    "b": 1\n  }\n}', "#/a/b") == 2
    assert line_of("", "#/a") == 0
