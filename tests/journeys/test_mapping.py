"""What was decided about fields before, and what a document makes of proposals."""

from __future__ import annotations

import random
from pathlib import Path

import orjson
import pytest

import interlock
from interlock.errors import UsageError
from interlock.journeys.remembering import FILE, Decision, End, about, remember, remembered
from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate


def _resource(name: str, fields: tuple[str, ...], required: tuple[str, ...] = ()) -> dict[str, object]:
    properties = {"id": {"type": "string", "readOnly": True}} | {field: {"type": "string"} for field in fields}
    item = {"type": "object", "properties": properties, "required": list(required)}
    answer = {"description": "ok", "content": {"application/json": {"schema": item}}}
    listed = {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": item}}}}
    body = {"content": {"application/json": {"schema": item}}}
    by_id = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return {
        f"/{name}": {
            "get": {"responses": {"200": listed}},
            "post": {"requestBody": body, "responses": {"201": answer}},
        },
        f"/{name}/{{id}}": {
            "parameters": by_id,
            "get": {"responses": {"200": answer}},
            "patch": {"requestBody": body, "responses": {"200": answer}},
        },
    }


def _project(folder: Path, left: dict[str, object], right: dict[str, object]) -> Path:
    """A document about Desk and Books, whose APIs have these paths."""
    for name, paths in (("desk", left), ("books", right)):
        said = {"openapi": "3.0.3", "info": {"title": name, "version": "1"}, "paths": paths}
        (folder / f"{name}.json").write_bytes(orjson.dumps(said))
    return interlock.new_document(folder, described_by=(folder / "desk.json", folder / "books.json")).document


def _pair(left: str, right: str) -> Candidate:
    return Candidate((left,), (right,), 1.0, Confidence.SURE, Direction.BOTH)


def test_what_was_accepted_for_one_record_is_proposed_for_the_next(tmp_path: Path) -> None:
    left = _resource("clients", ("zeta", "alpha")) | _resource("vendors", ("zeta", "gamma"))
    right = _resource("clients", ("omega", "beta")) | _resource("vendors", ("omega", "delta"))
    path = _project(tmp_path, left, right)
    before, _ = interlock.map_fields(interlock.load(path), "Vendor")
    assert ("zeta",) not in [one.left for one in before.selected]
    _, mapped = interlock.map_fields(interlock.load(path), "Client", accept=[_pair("zeta", "omega")])
    assert mapped.written
    after, _ = interlock.map_fields(interlock.load(path), "Vendor")
    found = next(one for one in after.selected if one.left == ("zeta",))
    assert (found.right, found.confidence) == (("omega",), Confidence.LIKELY)
    assert found.reasons == ("accepted before, for clients and clients",)


def test_a_pair_that_was_refused_is_not_proposed_again(tmp_path: Path) -> None:
    path = _project(tmp_path, _resource("clients", ("alpha_code",)), _resource("clients", ("alpha_code",)))
    first, _ = interlock.map_fields(interlock.load(path), "Client")
    assert [one.left for one in first.selected] == [("alpha_code",)]
    remember(
        tmp_path,
        [Decision(End("Books", "clients", ("alpha_code",)), End("Desk", "clients", ("alpha_code",)), accepted=False)],
    )
    again, _ = interlock.map_fields(interlock.load(path), "Client")
    assert (again.selected, again.refused) == ((), 1)


def test_a_document_that_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = _project(tmp_path, _resource("clients", ("alpha_code",)), _resource("clients", ("alpha_code",)))
    project = interlock.load(path)
    theirs = path.read_text().replace("## Overview", "## Overview\n\nWritten by somebody else.")
    path.write_text(theirs)
    with pytest.raises(UsageError, match="changed by somebody else"):
        interlock.map_fields(project, "Client", accept=[_pair("alpha_code", "alpha_code")])
    assert path.read_text() == theirs
    assert not (tmp_path / FILE).exists()


def test_rows_that_are_there_and_text_by_hand_keep_every_byte(tmp_path: Path) -> None:
    path = _project(
        tmp_path, _resource("clients", ("alpha_code", "beta_code")), _resource("clients", ("alpha_code", "beta_code"))
    )
    mine = "## Field mapping\n\nAsk Ida first.\n\n### Client\n\n|Desk|Direction|Books|Rule|\n|-|-|-|-|\n"
    mine += "|`beta_code`|->|`beta_code`| upper case |\n\nBelow  it  stands more.\n\n"
    path.write_text(path.read_text().replace("## Acceptance criteria", f"{mine}## Acceptance criteria"))
    before = path.read_text()
    _, mapped = interlock.map_fields(interlock.load(path), "Client", accept=[_pair("alpha_code", "alpha_code")])
    added = "\n| `alpha_code` |  | `alpha_code` |  |"  # the record's direction is still open
    at = before.index("| upper case |") + len("| upper case |")
    assert [one.left for one in mapped.rows] == [("alpha_code",)]
    assert "".join(path.read_text().split()) == "".join((before[:at] + added + before[at:]).split())
    assert path.read_text().startswith(before[:at])
    assert path.read_text().endswith(before[at:])


def test_decisions_survive_lines_that_are_none_and_any_order_of_two_people(tmp_path: Path) -> None:
    chance = random.Random(7)
    some = [
        Decision(
            End("A", "r", (chance.choice("xyz"),)),
            End("B", "s", (str(n % 9),)),
            bool(n % 3),
            "trim",
            "Ida",
            "2026-01-01",
        )
        for n in range(60)
    ]
    remember(tmp_path, some[:30])
    (tmp_path / FILE).write_text("<<<<<<< mine\n" + (tmp_path / FILE).read_text() + "{broken\n")
    remember(tmp_path, some[30:])
    lines = (tmp_path / FILE).read_text().splitlines()
    assert lines[-2:] == ["<<<<<<< mine", "{broken"]
    assert lines[:-2] == sorted(lines[:-2])
    assert set(remembered(tmp_path).decisions) == set({one.pair: one for one in some}.values())
    turned = next(about(remembered(tmp_path).decisions, "b", "a"))
    assert (turned.left.system, turned.rule) == ("B", "")
