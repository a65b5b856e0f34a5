"""Every JSON output follows its published schema, and each schema is strict enough to notice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.render.helpers import FALSIFIED, HELD, HISTORY, IDLE, LINKS, NAMES, PLAN, PROJECT, REPORT, VERDICTS, WEEK

from interlock.model.checklist import CheckLine, Checklist, Together
from interlock.model.coldread import Answered, Asked, Judged, ReadersQuestion, Reading, SideRead, Standing
from interlock.model.finding import Finding, Severity
from interlock.model.golive import (
    Check,
    GoLive,
    LiveState,
    Overridden,
    Tried,
    Wave,
    dumps,
    loads,
)
from interlock.model.golive import Standing as Live
from interlock.model.history import EntryKind
from interlock.model.place import Span
from interlock.model.silence import Silence, Silenced
from interlock.model.upkeep import Flaw, Size
from interlock.render import (
    answers_json,
    coldread_json,
    cycle_json,
    falsification_json,
    findings_json,
    golive_json,
    held_json,
    history_json,
    ledger_json,
    links_json,
    plan_json,
    status_json,
    statuses_json,
    verdicts_json,
)
from interlock.render.weeks import week_json

SIZE = Size("l", "test", 4, "0", 4096, {"seen": 1}, 3, "0" * 64, None, None, {"Client": "process 1"})
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
FINDING = Finding("x", Severity.QUESTION, Span("a.md", 1, 2, 3, 4), "m\x1b", "w", "h", "s", "Ida")
LISTED = Checklist(
    (CheckLine("map", "1 record", ("s\x1b",)), CheckLine("owner", "Ida")), (Together("s", (FINDING, FINDING)),)
)
LEFT = Silenced(FINDING, Silence("x", "s", "Ida", "w", Span("a.md", 9, 1, 9, 2), Span("a.md", 9, 1, 9, 2)))

READING = Reading("Jean", "Desk", "Acorn", datetime(2027, 1, 31, tzinfo=UTC), "Ida", "1.0.0", "0" * 64)
READ = Standing((SideRead("Desk", "Acorn", (Judged(READING, "", (Asked(ReadersQuestion("q", "a"), Answered.NO),)),)),))

AT = datetime(2027, 1, 31, 5, tzinfo=UTC)
CHECK = Check("read-back", "there", passed=False, said="1 is not\x1b", evidence=("a",), overridden_by="Ida: w")
WAVE = Wave(1, None, AT, 3, AT, 9, {"Client": {"created": 2}}, (CHECK,), "by Ida")
WENT = GoLive(
    number=1,
    standing=Live.STOPPED,
    by="Ida",
    began_at=AT,
    version="1.0.0",
    digests={"scope": "0" * 64},
    flows={"Client": "a b c"},
    agreed={"Client": {"create": 2}},
    overridden=(Overridden("dates-known", "Ida", "w", AT, ("no day",)),),
    waves=(WAVE, Wave(2, 10, AT, 9)),
    smoke=(Tried("Client", "arrives", None, "why"),),
    said="s",
)


def test_what_is_remembered_of_going_live_is_read_back() -> None:
    state = LiveState({"Client": "a b c"}, (WENT,))
    assert loads(dumps(state)) == state
    assert loads(None) == LiveState()
    for broken in ("[]", "{}", '{"flows": {}, "runs": [{}]}', "no"):
        with pytest.raises(ValueError):
            loads(broken)


OUTPUTS = {
    "findings": findings_json([FINDING], version="1", checklist=LISTED),
    "answers": answers_json([("a/b", "keep", "refused", "why\x1b", "a.interlock.md")], [FINDING], "diff", version="1"),
    "coldreads": coldread_json({"a.interlock.md": READ}, version="1"),
    "verdicts": verdicts_json(VERDICTS, version="1"),
    "falsification": falsification_json(FALSIFIED, version="1"),
    "golive": golive_json(WENT, environment="test", version="1"),
    "plan": plan_json(PLAN, names=NAMES, version="1"),
    "run": cycle_json(REPORT, names=NAMES, version="1"),
    "history": history_json(HISTORY, names=NAMES, version="1"),
    "held": held_json(HELD, names=NAMES, version="1"),
    "ledger": ledger_json(SIZE, [Flaw("history 3", "x\x1b")], version="1"),
    "links": links_json(LINKS, names=NAMES, version="1"),
    "status": status_json(PROJECT, version="1"),
    "weekly": week_json(WEEK, version="1"),
    "statuses": statuses_json({"a.interlock.md": PROJECT, "b.interlock.md": IDLE}, version="1"),
}


def _schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def _validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(_schema(name))


def test_every_schema_is_of_an_output() -> None:
    rendered = {path.stem for path in SCHEMAS.glob("*.json")} & set(OUTPUTS)
    assert rendered == set(OUTPUTS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_follows_its_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(_schema(name))
    data = json.loads(OUTPUTS[name])
    _validator(name).validate(data)
    assert data["schema"] == _schema(name)["$id"]


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_key_more_or_less_is_noticed(name: str) -> None:
    data = json.loads(OUTPUTS[name])
    assert not _validator(name).is_valid({**data, "more": 1})
    for key in data:
        assert not _validator(name).is_valid({k: v for k, v in data.items() if k != key})


@pytest.mark.parametrize("name", OUTPUTS)
def test_no_sensitive_value_and_no_control_character_is_in_it(name: str) -> None:
    assert "+49" not in OUTPUTS[name]
    assert not [c for c in OUTPUTS[name] if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]


def test_every_kind_of_entry_is_in_the_schema_of_the_history() -> None:
    kinds = _schema("history")["properties"]["entries"]["items"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in EntryKind]
