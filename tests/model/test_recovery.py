"""By what a lost create is found again: the surest way that a system and a document allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interlock.model.fact import sure
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile, SystemProfile
from interlock.model.recovery import Regime, regime

EMAIL, NAME, CODE = Path.of("email"), Path.of("name"), Path.of("code")
PLAIN = RecordProfile("contacts", fields=tuple(FieldProfile(path, FieldType.STRING) for path in (EMAIL, NAME, CODE)))
UNIQUE = replace(PLAIN, fields=(replace(PLAIN.fields[0], unique=sure(True)), *PLAIN.fields[1:]))
KEYED = replace(PLAIN, idempotency_header=sure("Idempotency-Key"))
OWN_ID = replace(PLAIN, external_id=sure(CODE))

TABLE = [
    (KEYED, (EMAIL,), (EMAIL, NAME), Regime.KEY),
    (KEYED, (), (NAME,), Regime.KEY),
    (UNIQUE, (EMAIL,), (EMAIL, NAME), Regime.UNIQUE),
    (UNIQUE, (EMAIL,), (NAME,), Regime.MARKER),  # it is matched by the field, but nothing writes it
    (UNIQUE, (), (EMAIL, NAME), Regime.FINGERPRINT),  # nothing says that the field tells what is the same
    (OWN_ID, (), (CODE, NAME), Regime.UNIQUE),
    (OWN_ID, (EMAIL,), (EMAIL,), Regime.MARKER),
    (PLAIN, (EMAIL,), (EMAIL, NAME), Regime.MARKER),
    (PLAIN, (), (EMAIL, NAME), Regime.FINGERPRINT),
]


@pytest.mark.parametrize(("record", "matched", "written", "expected"), TABLE)
def test_the_surest_way(
    record: RecordProfile, matched: tuple[Path, ...], written: tuple[Path, ...], expected: Regime
) -> None:
    assert regime(SystemProfile("Shop"), record, matched=matched, written=written) is expected
    keyed = SystemProfile("Shop", idempotency_header=sure("Idempotency-Key"))
    assert regime(keyed, record, matched=matched, written=written) is Regime.KEY


@pytest.mark.parametrize("way", Regime)
def test_each_way_says_what_it_promises(way: Regime) -> None:
    assert way.promise.startswith("it is there once")
