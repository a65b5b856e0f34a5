"""Two records in one resource of a system, told apart by a filter, are judged each for itself."""

from __future__ import annotations

from functools import cache

import pytest
from tests.verify.helpers import Case, case_of
from tests.verify.practice import TEXT, api

from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.verify import breakages
from interlock.verify.breakages._base import Spot

_CRITERIA = {
    "arrives": "When a Person is created in Till, a matching Person exists in Books within 15 minutes.",
    "comes-back": "When a Firm is created in Books, a matching Firm exists in Till within 15 minutes.",
    "stays-itself": "When a Person is created in Till, no Firm is created in Books.",
    "met-before": "When a Person with the same `mail` exists in both systems before the first run, the two are linked "
    "and no Person is created in Books.",
}
_DOCUMENT = """\
---
interlock: 1
version: 1.0.0
---

# Contacts

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Till   | North   | tills      | [a.yaml](a.yaml) |
| Books  | South   | accounting | [b.yaml](b.yaml) |

## Data map

| Record | Till       | Books     | Source of truth | Direction | On conflict          | On delete |
| ------ | ---------- | --------- | --------------- | --------- | -------------------- | --------- |
| Person | `contacts` | `parties` | Till            | ↔         | source of truth wins | delete    |
| Firm   | `contacts` | `parties` | Till            | ↔         | source of truth wins | delete    |

| Record | Matched by       | Only when | Create missing | Starting | How often |
| ------ | ---------------- | --- | --- | -------- | --------- |
| Person | `mail` = `email` | Till: `kind` is `person`; Books: `sort` is `person` | in both | all | at once |
| Firm   | `mail` = `email` | Till: `kind` is `firm`; Books: `sort` is `firm`     | in both | all | at once |

## Field mapping

### Person

| Till    | Direction | Books   | Rule |
| ------- | --------- | ------- | ---- |
| `mail`  | ↔         | `email` |      |
| `phone` | ↔         | `tel`   |      |
| `kind`  | ↔         | `sort`  |      |

### Firm

| Till    | Direction | Books   | Rule |
| ------- | --------- | ------- | ---- |
| `mail`  | ↔         | `email` |      |
| `phone` | ↔         | `tel`   |      |
| `kind`  | ↔         | `sort`  |      |

## Acceptance criteria

{criteria}
"""
_KIND = "{type: string, enum: [person, firm]}"


@cache
def _case() -> Case:
    listed = "\n".join(f"- **{name}**: {sentence}" for name, sentence in _CRITERIA.items())
    descriptions = {
        "a.yaml": api("till", {"contacts": (("mail", TEXT), ("phone", TEXT), ("kind", _KIND))}),
        "b.yaml": api("books", {"parties": (("email", TEXT), ("tel", TEXT), ("sort", _KIND))}),
    }
    return case_of(_DOCUMENT.format(criteria=listed), descriptions)


@pytest.mark.parametrize("name", _CRITERIA)
def test_a_sound_integration_meets_it(name: str) -> None:
    verdict = _case().verdict(name)
    assert verdict.judgement is Judgement.MET, verdict.reason


def test_what_is_wrong_is_still_seen() -> None:
    for breakage, because in (("leaves_litter", "stands for nothing"), ("creates_nothing", "no matching Person")):
        verdict = _case().verdict("arrives", build=breakages()[breakage].build(Spot("Person", Side.RIGHT)))
        assert verdict.judgement is Judgement.NOT_MET
        assert because in verdict.reason
