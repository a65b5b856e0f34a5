"""Evidence beside the document: what is kept, for what it holds, and what a damaged file is worth."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journeys.helpers import ROOT, copied

from interlock.errors import InterlockError, UsageError
from interlock.journeys.evidence import evidence, keep, kept
from interlock.journeys.project import Project, load
from interlock.model.evidence import Evidence, parsed, void_because, written
from interlock.model.secret import Secret

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "evidence.json").read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load(copied("orders", tmp_path))


def proof(project: Project, kind: str = "verification", **more: str) -> Evidence:
    return evidence(project, kind, verdict="met", details={"b": [1, None], "a": "ü"}, **more)  # type: ignore[arg-type]


def changed(project: Project, file: str, before: str, after: str) -> Project:
    path = project.folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return load(project.folder)


def test_evidence_comes_back_as_it_was_kept_and_reads_well(project: Project) -> None:
    one = proof(project, environment="sandbox")
    path = keep(project, one)
    assert path == project.folder / "evidence" / "orders.verification.sandbox.json"
    jsonschema.validate(json.loads(path.read_bytes()), SCHEMA)
    assert list(json.loads(path.read_bytes())) == sorted(json.loads(path.read_bytes()))
    (piece,) = kept(project).of("verification", "sandbox")
    assert piece.evidence == one
    assert piece.holds
    assert piece.file == "evidence/orders.verification.sandbox.json"
    assert not kept(project).of("verification")


@pytest.mark.parametrize(
    ("file", "before", "after", "reasons"),
    [
        ("orders.interlock.md", "within 15 minutes of the last", "within 25 minutes of the last", ["the scope"]),
        ("orders.interlock.md", "| upper case ", "| lower case ", ["the field mapping"]),
        ("systems/erp.openapi.yaml", "title:", "title: X", ["the field mapping", "an API description"]),
        ("orders.interlock.md", "Paid storefront orders become", "All paid storefront orders become", []),
    ],
)
def test_it_holds_until_what_it_was_proved_of_changes(
    project: Project, file: str, before: str, after: str, reasons: list[str]
) -> None:
    keep(project, proof(project))
    (piece,) = kept(changed(project, file, before, after)).pieces
    assert len(piece.void) == len(reasons)
    assert all(said.startswith(wanted) for said, wanted in zip(piece.void, reasons, strict=True))


def test_another_version_of_the_program_voids_what_was_computed_and_no_statement_of_a_person() -> None:
    one = Evidence("acceptance", datetime(2027, 1, 1, tzinfo=UTC), "1.0", {"settings": "0" * 64}, "accepted")
    now = {"settings": "0" * 64}
    assert void_because(one, now, tool="1.1") == ("it was made by version 1.0 of this program, and this is 1.1",)
    by_mary = Evidence(one.kind, one.made_at, one.tool, one.digests, one.verdict, by="Mary Jackson")
    assert not void_because(by_mary, now, tool="1.1")
    assert void_because(by_mary, {"settings": "1" * 64}) == ("the settings have changed since",)
    assert void_because(by_mary, {}) == ("the settings have changed since",)


def test_several_of_a_kind_lie_side_by_side_and_the_next_of_one_replaces_it(project: Project) -> None:
    names = {keep(project, proof(project, "acceptance", about=who, by=who)).name for who in ("Mary", "mary", "Ma ry")}
    assert len({name.casefold() for name in names}) == 3
    keep(project, proof(project, "acceptance", about="Mary", by="Mary Jackson"))
    found = kept(project).of("acceptance", about="Mary")
    assert [one.evidence.by for one in found] == ["Mary Jackson"]
    assert len(kept(project).of("acceptance")) == 3


def test_documents_of_one_folder_have_evidence_of_their_own(project: Project) -> None:
    other = project.folder / "orders.eu.interlock.md"
    other.write_text(project.document.text, encoding="utf-8")
    both = load(project.folder / "orders.interlock.md"), load(other)
    for one in both:
        keep(one, proof(one))
    (project.folder / "evidence" / "orders.eu.doctor.json").write_text("{", encoding="utf-8")
    for one, broken in zip(both, (0, 1), strict=True):
        assert len(kept(one).pieces) == 1
        assert len(kept(one).findings) == broken


def _edited(data: bytes) -> bytes:
    return data.replace(b'"met"', b'"not met"')


def _sealed(data: bytes, **changes: object) -> bytes:
    """Changed by somebody who knows how it is sealed."""
    told = {**orjson.loads(data), **changes}
    del told["sha256"]
    told["sha256"] = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return orjson.dumps(told)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        _edited,
        lambda _: b"",
        lambda _: b"[]",
        lambda _: b'{"schema": "urn:interlock:schema:evidence:1", "details": ' + b"[" * 500 + b"]" * 500 + b"}",
        lambda _: b"\xff\xfe\x00",
        lambda data: b"<<<<<<< mine\n" + data,
        lambda data: _sealed(data, digests={"scope": 1}),
        lambda data: _sealed(data, digests=[[1, "0" * 64]]),
        lambda data: _sealed(data, details=[["a", "b"]]),
        lambda data: _sealed(data, environment=[]),
    ],
)
def test_a_damaged_or_edited_file_proves_nothing_and_is_a_finding(project: Project, damage: object) -> None:
    path = keep(project, proof(project))
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    found = kept(project)
    assert not found.pieces
    assert [one.code for one in found.findings] == ["evidence-unreadable"]
    keep(project, proof(project))
    assert kept(project).pieces


def test_a_secret_is_no_evidence(project: Project) -> None:
    with pytest.raises(TypeError):
        keep(project, evidence(project, "doctor", verdict="met", details={"key": Secret("x")}))  # type: ignore[dict-item]
    assert not (project.folder / "evidence").exists()


def test_a_folder_that_leads_away_and_another_version_of_the_document_get_none(
    project: Project, tmp_path: Path
) -> None:
    draft = tmp_path / "elsewhere.md"
    draft.write_text(project.document.text, encoding="utf-8")
    with pytest.raises(InterlockError):
        keep(load(draft, folder=project.folder), proof(project))
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (project.folder / "evidence").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out"):
        keep(project, proof(project))
    with pytest.raises(UsageError, match="leads out"):
        kept(project)


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(
    details=st.dictionaries(_TEXTS, _JSON, max_size=4),
    texts=st.tuples(_TEXTS, _TEXTS, _TEXTS, _TEXTS),
    hours=st.integers(-12, 12),
)
def test_whatever_stands_in_it_comes_back(
    details: dict[str, object], texts: tuple[str, str, str, str], hours: int
) -> None:
    made_at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    one = Evidence("doctor", made_at, texts[0], {"scope": "f" * 64}, texts[1], details, None, texts[2], texts[3])  # type: ignore[arg-type]
    data = written(one, "x.interlock.md")
    assert parsed(data) == ("x.interlock.md", one)
    assert written(parsed(data)[1], "x.interlock.md") == data
