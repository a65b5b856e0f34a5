"""What a finding says to write into a correction of an API description cures it, as it stands."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.rules.corpus.describe import describe
from tests.rules.corpus.reading import HERE, SOUND, system

from interlock.document import read
from interlock.model.finding import Finding
from interlock.model.value import Side
from interlock.rules import check
from interlock.systems import learn


def _described(name: str) -> dict[str, Any]:
    return describe((HERE / "systems" / f"{name}.txt").read_text(encoding="utf-8"))


def _asked(text: str, right: dict[str, Any], overlay: bytes | None = None) -> list[Finding]:
    reading = read(text, "a.interlock.md")
    learned = learn("Crustcart", orjson.dumps(right), file="x.yaml", overlay=overlay)
    assert not learned.findings
    known = {Side.LEFT: learned.profile, Side.RIGHT: system("grainline")}
    return list(check(reading.document, reading.findings, known))


def _no_next_page(description: dict[str, Any]) -> None:
    answer = description["paths"]["/products"]["get"]["responses"]["200"]
    del answer["content"]["application/json"]["schema"]["properties"]["next_cursor"]


def _no_keys(description: dict[str, Any]) -> None:
    description["paths"]["/products"]["post"]["parameters"] = []
    for field in description["components"]["schemas"]["Product"]["properties"].values():
        field.pop("description", None)
    description["components"]["schemas"]["Product"]["properties"]["edited"]["description"] = "When it was edited."


def _no_update(description: dict[str, Any]) -> None:
    del description["paths"]["/products/{id}"]["patch"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_no_next_page, "paging-not-readable"),
        (_no_keys, "lost-create-not-recoverable"),
        (_no_update, "operation-missing"),
    ],
)
def test_the_lines_to_paste_cure_what_is_asked(spoil: Any, code: str) -> None:
    text = SOUND["stock-to-shop"]
    description = _described("crustcart")
    assert _asked(text, description) == []
    spoil(description)
    found = [one for one in _asked(text, description) if one.code == code]
    assert found
    assert "systems/Crustcart.overlay.yaml" in found[0].hint
    start = found[0].hint.index("{overlay")
    overlay = found[0].hint[start : found[0].hint.rindex("}") + 1]
    assert code not in {one.code for one in _asked(text, description, overlay.encode())}


@pytest.mark.parametrize("form", ["multipart/form-data", "application/octet-stream"])
def test_what_is_taken_in_a_form_that_is_not_written_cannot_be_done(form: str) -> None:
    description = _described("crustcart")
    body = description["paths"]["/products/{id}"]["patch"]["requestBody"]
    body["content"] = {form: body["content"].pop("application/json")}
    found, *_ = [one for one in _asked(SOUND["stock-to-shop"], description) if one.code == "operation-missing"]
    assert found.message.endswith(f"its API takes it only as `{form}`, which is not written")
    assert found.hint == "if it takes JSON too, say so in `systems/Crustcart.overlay.yaml`; else change the decision"
