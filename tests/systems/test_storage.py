"""A profile on disk says the same as in memory, in a stable order, without what is unknown."""

from __future__ import annotations

import typing
from enum import Enum
from pathlib import Path as FilePath
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.errors import InputError
from interlock.model.observation import Observation
from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    AuthScheme,
    Confidence,
    DeleteVisibility,
    EqualFilter,
    EventKind,
    Evidence,
    Fact,
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    Parameter,
    Permission,
    RateLimit,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    sure,
)
from interlock.model.webhooks import Deliveries
from interlock.systems import from_json, learn, to_json

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
_WHOLE = st.integers(-(2**53), 2**53)
_FLOAT = st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | _WHOLE | _FLOAT | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=4,
)
_PATH = st.lists(_TEXT, min_size=1, max_size=3).map(lambda parts: Path(tuple(parts)))

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXT,
    int: _WHOLE,
    float: _FLOAT,
    bool: st.booleans(),
    Path: _PATH,
    bool | None: st.none() | st.booleans(),
    int | None: st.none() | _WHOLE,
    float | None: st.none() | _FLOAT,
    Path | None: st.none() | _PATH,
    tuple[int, ...]: st.lists(_WHOLE, max_size=2).map(tuple),
    tuple[str, ...]: st.lists(_TEXT, max_size=2).map(tuple),
}


def _made(kind: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a dataclass: attributes of plain types by themselves, the others as given."""
    hints = typing.get_type_hints(kind)
    for name, hint in hints.items():
        if name not in given and hint in _PLAIN:
            given[name] = _PLAIN[hint]
        elif name not in given and isinstance(hint, type) and issubclass(hint, Enum):
            given[name] = st.sampled_from(hint)
        elif name not in given and hint == FieldType | None:
            given[name] = st.none() | st.sampled_from(FieldType)
    assert set(hints) == set(given), f"{kind.__name__}: {set(hints) ^ set(given)}"
    return st.builds(kind, **given)


def _fact(value: st.SearchStrategy[object]) -> st.SearchStrategy[Fact[object]]:
    known = st.builds(
        Fact,
        value,
        st.sampled_from([Confidence.SURE, Confidence.LIKELY, Confidence.POSSIBLE]),
        st.lists(_made(Evidence), max_size=2).map(tuple),
    )
    return st.just(Fact()) | known


def _tuples(inner: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(inner, max_size=2).map(tuple)


_PARAMETER = _made(Parameter, default=_JSON, enum=_tuples(_JSON))
_OPERATION = _made(
    Operation,
    parameters=_tuples(_PARAMETER),
    returns_item=_fact(st.booleans()),
    at_once=_fact(_WHOLE),
    whole=_fact(st.booleans()),
    body_fixed=st.dictionaries(_TEXT, _JSON, max_size=2),
    fields_accepted=_tuples(_PATH),
    fields_required=_tuples(_PATH),
    asks=_tuples(_tuples(_made(Permission))),
)
_FIELD = _made(
    FieldProfile,
    default=_JSON,
    example=_JSON,
    enum=_tuples(_JSON),
    unique=_fact(st.booleans()),
    refers_to=_fact(_TEXT),
)
_OBSERVED = _tuples(_made(Observation, evidence=_tuples(_made(Evidence))))
_RECORD = _made(
    RecordProfile,
    observed=_OBSERVED,
    parent=_fact(_TEXT),
    operations=_tuples(_OPERATION),
    fields=_tuples(_FIELD),
    primary_key=_fact(_tuples(_PATH)),
    paging=_fact(_made(Paging)),
    search_paging=_fact(_made(Paging)),
    search_since=_fact(_made(SinceFilter)),
    created_at=_fact(_PATH),
    updated_at=_fact(_PATH),
    since=_fact(_made(SinceFilter)),
    created_since=_fact(_made(SinceFilter)),
    stamp_resolution_s=_fact(_FLOAT),
    sort=_fact(st.tuples(_PARAMETER, _TEXT)),
    deletes=_fact(_made(DeleteVisibility, value=_JSON)),
    archive_flag=_fact(_made(ArchiveFlag, value=_JSON, active=_JSON)),
    match_keys=_fact(_tuples(_PATH)),
    finds=_tuples(_made(EqualFilter)),
    merged_ids=_fact(_PATH),
    external_id=_fact(_PATH),
    idempotency_header=_fact(_TEXT),
    version=_fact(_TEXT),
    events=_fact(_tuples(_TEXT)),
)
_PROFILE = _made(
    SystemProfile,
    observed=_OBSERVED,
    servers=_tuples(_TEXT),
    auth=_fact(_tuples(_made(AuthScheme, scope_says=_tuples(st.tuples(_TEXT, _TEXT))))),
    rate_limit=_fact(_made(RateLimit)),
    idempotency_header=_fact(_TEXT),
    version_header=_fact(st.tuples(_TEXT, _TEXT)),
    fixed_headers=_tuples(st.tuples(_TEXT, _TEXT)),
    events=_tuples(_made(EventKind)),
    signature_header=_fact(_TEXT),
    deliveries=_made(Deliveries, scheme=_fact(_TEXT), name_at=_fact(_TEXT), id_at=_fact(_TEXT)),
    subscribe=st.none() | _OPERATION,
    ping=st.none() | _OPERATION,
    records=_tuples(_RECORD),
)


@settings(max_examples=60, deadline=None)
@given(_PROFILE)
def test_what_is_written_reads_back_the_same(profile: SystemProfile) -> None:
    written = to_json(profile)
    assert from_json(written) == profile
    assert to_json(from_json(written)) == written


@pytest.mark.parametrize("name", ["storefront", "erp"])
def test_a_learned_profile_reads_back_the_same(example_systems: FilePath, name: str) -> None:
    data = (example_systems / f"{name}.openapi.yaml").read_bytes()
    profile = learn("System", data, file="a.yaml").profile
    assert from_json(to_json(profile)) == profile
    assert to_json(learn("System", data, file="a.yaml").profile) == to_json(profile)


def test_the_form_on_disk() -> None:
    record = RecordProfile(
        "invoices",
        fields=(),
        primary_key=sure((Path.of("id"),), "#/paths/~1invoices"),
        created_at=Fact(Path(("a.b", "c")), Confidence.LIKELY),
    )
    assert (
        to_json(SystemProfile("Ledger", digest="00", records=(record,))).decode()
        == """\
{
  "profile": 1,
  "name": "Ledger",
  "digest": "00",
  "records": [
    {
      "name": "invoices",
      "primary_key": {
        "value": [
          "id"
        ],
        "confidence": "sure",
        "evidence": [
          {
            "pointer": "#/paths/~1invoices"
          }
        ]
      },
      "created_at": {
        "value": [
          "a.b",
          "c"
        ],
        "confidence": "likely"
      }
    }
  ]
}
"""
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"profile": 2, "name": "a"}',
        b'{"profile": 1}',
        b'{"profile": 1, "name": 3}',
        b'{"profile": 1, "name": "a", "nmae": "b"}',
        b'{"profile": 1, "name": "a", "records": [{"name": "r", "fields": [{"path": "a", "type": "strange"}]}]}',
        b'{"profile": 1, "name": "a", "records": {"name": "r"}}',
    ],
)
def test_what_is_no_profile_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        from_json(data)


def test_only_what_changed_changes_on_disk() -> None:
    before = orjson.loads(to_json(SystemProfile("A", title="x")))
    after = orjson.loads(to_json(SystemProfile("A", title="y")))
    assert {key for key in before if before[key] != after[key]} == {"title"}
