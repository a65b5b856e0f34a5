"""The log: one line for each thing, whatever is in it."""

from __future__ import annotations

import io

import orjson
import pytest

from interlock.adapters.logs import log_to


@pytest.mark.parametrize("text", ["a\nb", "\x1b[2J", "x" * 100_000, '"quoted" = yes', "ü"])
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_line_is_one_line_and_not_endless(form: str, text: str) -> None:
    out = io.StringIO()
    log_to(form, out)("note", text=text, count=3, of=object())
    line = out.getvalue()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert "\x1b" not in line
    assert len(line) < 5_000


def test_json_for_programs() -> None:
    out = io.StringIO()
    log_to("json", out)("request", system="Shop", status=200, seconds=0.25, problem=None)
    told = orjson.loads(out.getvalue())
    assert told.pop("timestamp").endswith("Z")
    assert told == {"event": "request", "system": "Shop", "status": 200, "seconds": 0.25, "problem": None}


def test_text_for_people() -> None:
    out = io.StringIO()
    log_to("text", out)("request", system="Shop", status=200, seconds=0.25)
    line = out.getvalue()
    assert line.startswith("timestamp=")
    assert line.endswith("Z event=request system=Shop status=200 seconds=0.25\n")
