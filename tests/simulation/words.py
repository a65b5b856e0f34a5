"""What a seed draws of the document: what it says of two records, a parent and its child."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from tests.simulation.described import profile
from tests.simulation.draws import Traits

from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document
from interlock.model.value import Side

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Clients and invoices

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Shop   | North   | shop       | [a](a.json)     |
| Books  | South   | books      | [b](b.json)     |

## Owner

Ida Noddack <ida@north.example>, North. She decides.

## Data map

| Record  | Shop       | Books      | Source of truth | Direction | On conflict | On delete |
| ------- | ---------- | ---------- | --------------- | --------- | ----------- | --------- |
| Client  | `contacts` | `partners` | {client_truth} | {client_direction} | {client_conflict} | {client_delete} |
| Invoice | `invoices` | `bills`    | {invoice_truth} | {invoice_direction} | {invoice_conflict} | {invoice_delete} |

| Record  | Matched by  | Only when | When it leaves | Create missing | Starting |
| ------- | ----------- | --------- | -------------- | -------------- | -------- |
| Client  | {client_match} | {client_when} | {client_leaves} | {client_create} | {client_start} |
| Invoice | `number` = `ref` |  |  | {invoice_create} | {invoice_start} |

## Field mapping

### Client

| Shop    | Direction | Books    | Rule |
| ------- | --------- | -------- | ---- |
| `email` | {email}   | `mail`   | {email_rule} |
| `phone` | {phone}   | `tel`    |      |
| `name`  | {name}    | `title`  |      |
| `score` | {score}   | `rating` |      |
{client_more}
### Invoice

| Shop         | Direction | Books        | Rule |
| ------------ | --------- | ------------ | ---- |
| `number`     | {line}    | `ref`        |      |
| `contact_id` | {line}    | `partner_id` | the linked Client |
| `total`      | {line}    | `amount`     |      |
| `memo`       | {memo}    | `words`      |      |
| `cents`      | {line}    | `sum`        | cents to amount in `currency` |
| `currency`   | {line}    | `currency`   |      |
{invoice_more}
## When something goes wrong

| When | Then |
| ---- | ---- |
{policies}
"""


_REFUSED = "| a 422 answer | retry 3 times with backoff, then hold the item and alert |"
_GUARD = (
    "| more than 5 % and more than 2 of a record are deleted within 24 hours | hold these deletes and ask the owner |"
)
GUARDED = f"{_REFUSED}\n{_GUARD}"


_MORE = {
    "tags": "| `tags[]` | {0} | `labels[]` | as a set |\n",
    "lines": "| `lines[]` | {0} | `rows[]` | paired by `sku` = `code` |\n"
    "| `lines[].sku` | {0} | `rows[].code` | |\n"
    "| `lines[].count` | {0} | `rows[].pieces` | |\n",
    "steps": "| `steps[]` | {0} | `stages[]` | |\n| `steps[].word` | {0} | `stages[].term` | |\n",
    "boss": "| `above_contact_id` | {0} | `above_partner_id` | the linked Client |\n",
    "circle": "| `known_contact_ids[]` | {0} | `companions[].partner_id` | the linked Client, each{1} |\n",
}
_MORE_OF_INVOICES = {
    "copies": "| `copies[].contact_id` | {0} | `copied_partner_ids[]` | the linked Client, each{1} |\n"
}


@dataclass(frozen=True)
class Words:
    """What the document says; the defaults are the plainest."""

    client_truth: str = "Shop"
    client_direction: str = "↔"
    client_conflict: str = "source of truth wins"
    client_delete: str = "delete"
    client_match: str = "`email` = `mail`"
    client_when: str = ""
    client_leaves: str = ""
    client_create: str = "in both"
    client_start: str = "all"
    invoice_truth: str = "Shop"
    invoice_direction: str = "→"
    invoice_conflict: str = "source of truth wins"
    invoice_delete: str = "delete"
    invoice_create: str = "in Books"
    invoice_start: str = "all"
    email: str = "↔"
    email_rule: str = ""
    phone: str = "↔"
    name: str = "→"
    score: str = "←"
    line: str = "→"
    memo: str = "→"
    policies: str = _REFUSED
    tags: str = ""
    lines: str = ""
    steps: str = ""
    boss: str = ""
    circle: str = ""
    copies: str = ""
    """the directions of lists, of who is above, of who is known, and of who gets a copy of an invoice; empty: the
    document does not speak of these"""
    sets: bool = False
    """who is known and who gets a copy are in no order"""

    def text(self) -> str:
        """The document."""
        return DOCUMENT.format(
            **asdict(self), client_more=self._rows(_MORE), invoice_more=self._rows(_MORE_OF_INVOICES)
        )

    def _rows(self, known: Mapping[str, str]) -> str:
        as_set = ", as a set" if self.sets else ""
        return "".join(row.format(way, as_set) for name, row in known.items() if (way := getattr(self, name)))


CHANGEABLE = ("client_conflict", "client_delete", "client_leaves", "invoice_conflict", "invoice_delete", "policies")
"""What another version of the document may say otherwise."""

CONFLICTS = [
    "source of truth wins",
    "source of truth wins",
    "newest wins, else source of truth",
    "hold",
    "Books wins",
    "report",
]
DELETES = ["delete", "delete", "archive", "keep", "archive in Books", "ask"]


def some_words(rng: random.Random) -> Words:
    """A document at random."""
    both = rng.random() < 0.35
    # What is made in a side that has a condition must satisfy it, and nothing feeds this one.
    conditional = rng.random() < 0.3
    return Words(
        client_truth=rng.choice(["Shop", "Shop", "Books"]),
        client_conflict=rng.choice(CONFLICTS),
        client_delete=rng.choice(DELETES),
        client_match=rng.choice(["`email` = `mail`", "`email` = `mail`, ignoring case"]),
        client_when="Shop: `kind` is `customer`" if conditional else "",
        client_leaves=rng.choice(["stop updating", "keep updating", "hold", "archive"]),
        client_create=rng.choice(
            ["in Books", "never"] if conditional else ["in both", "in both", "in both", "in Books"]
        ),
        client_start=rng.choice(["all", "all", "link only", "from go-live"]),
        invoice_truth=rng.choice(["Shop", "Books"]) if both else "Shop",
        invoice_direction="↔" if both else "→",
        invoice_conflict=rng.choice(CONFLICTS),
        invoice_delete=rng.choice(DELETES[:4]),
        invoice_create="in both" if both else "in Books",
        email_rule=rng.choice(["", "", "e-mail address"]),
        phone=rng.choice(["↔", "↔", "↔", "→"]),
        name=rng.choice(["→", "↔"]),
        score=rng.choice(["←", "↔"]),
        line="↔" if both else "→",
        memo="↔" if both and rng.random() < 0.7 else "→",
        policies=rng.choice([_REFUSED, _REFUSED, GUARDED]),
    )


def more_words(name: str) -> dict[str, Any]:
    """What came to be drawn later, from chance of its own: lists, who is above, who is known, who gets a copy."""
    rng = random.Random(f"words {name}")
    lists = rng.random() < 0.3
    found = {one: rng.choice(["", "↔", "↔", "→"]) if lists else "" for one in ("tags", "lines", "steps")}
    found["boss"] = rng.choice(["↔", "↔", "→"]) if rng.random() < 0.35 else ""
    named = random.Random(f"named {name}")
    ways = {one: named.choice(["↔", "↔", "→"]) if named.random() < 0.2 else "" for one in ("circle", "copies")}
    return {**found, **ways, "sets": named.random() < 0.5}


@lru_cache(maxsize=512)
def document(words: Words) -> Document:
    """The document as read."""
    reading = read(words.text(), "world.interlock.md")
    bad = [finding for finding in reading.findings if finding.severity.value == "error"]
    assert not bad, bad
    return reading.document


@lru_cache(maxsize=512)
def compiled(words: Words, left: Traits, right: Traits) -> dict[str, RecordMapping]:
    """The mappings of a document between two systems."""
    found = {}
    whole = document(words)
    for row in whole.records:
        one = profile(Side.LEFT, left).record(row.resource(Side.LEFT))
        other = profile(Side.RIGHT, right).record(row.resource(Side.RIGHT))
        assert one is not None
        assert other is not None
        made = compile_record(row, one, other, whole.tables, whole.path)
        bad = [finding for finding in made.findings if finding.severity.value == "error"]
        assert not bad, bad
        found[row.name] = made.mapping
    return found


def most_deletes(document: Document) -> int | None:
    """How many items of a record may go within a day without asking, where so few are kept that no share matters."""
    for policy in document.policies:
        if policy.when.value is not None and policy.when.value.shape == "many_deleted":
            most = policy.when.value.args.get("more_than")
            return most if isinstance(most, int) else None
    return None
