"""The documents of the scenarios."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache

from tests.sync.scenarios.systems import Can, profile

from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document
from interlock.model.value import Side

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Contacts are people

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Shop   | North   | shop       | [a](a.json)     |
| Books  | South   | books      | [b](b.json)     |

## Owner

Ida Noddack <ida@north.example>, North. She decides.

## Data map

| Record  | Shop        | Books      | Source of truth | Direction | On conflict | On delete |
| ------- | ----------- | ---------- | --------------- | --------- | ----------- | --------- |
{maps}

| Record  | Matched by  | Only when | When it leaves | Create missing | Starting | How often |
| ------- | ----------- | --------- | -------------- | -------------- | -------- | --------- |
{ways}

## Field mapping
{tables}

## When something goes wrong

| When | Then |
| ---- | ---- |
{policies}
"""


@dataclass(frozen=True)
class Words:
    """What the document says of contacts, and of companies where there are any."""

    fields: tuple[str, ...] = (
        "`email` | ↔ | `mail` | ",
        "`phone` | ↔ | `tel` | ",
        "`name` | → | `title` | ",
        "`score` | ← | `rating` | ",
    )
    direction: str = "↔"
    conflict: str = "source of truth wins"
    delete: str = "delete"
    match: str = "`email` = `mail`"
    when: str = ""
    leaves: str = ""
    create: str = "in both"
    start: str = "all"
    often: str = "at once"
    policies: tuple[str, ...] = ("a 422 answer | retry 3 times with backoff, then hold the item and alert",)
    companies: tuple[str, ...] = ()
    """the fields of companies; none: there is no such record"""
    companies_delete: str = "delete"
    companies_match: str = "`code` = `ref`"

    def text(self) -> str:
        """The document."""
        said = asdict(self)
        maps = ["| Contact | `contacts` | `people` | Shop | {direction} | {conflict} | {delete} |".format(**said)]
        ways = ["| Contact | {match} | {when} | {leaves} | {create} | {start} | {often} |".format(**said)]
        tables = [_table("Contact", self.fields)]
        if self.companies:
            line = "| Company | `companies` | `accounts` | Shop | ↔ | source of truth wins | {companies_delete} |"
            maps.insert(0, line.format(**said))
            ways.insert(0, "| Company | {companies_match} | | | in both | all | at once |".format(**said))
            tables.insert(0, _table("Company", self.companies))
        policies = "\n".join(f"| {one} |" for one in self.policies)
        return DOCUMENT.format(maps="\n".join(maps), ways="\n".join(ways), tables="\n".join(tables), policies=policies)


def _table(record: str, fields: tuple[str, ...]) -> str:
    head = f"\n### {record}\n\n| Shop | Direction | Books | Rule |\n| ---- | --------- | ----- | ---- |\n"
    return head + "\n".join(f"| {one} |" for one in fields)


COMPANIES = ("`code` | ↔ | `ref` | ", "`name` | ↔ | `title` | ")
WITH_COMPANY = (*Words().fields, "`company_id` | ↔ | `account_id` | the linked Company")


@cache
def document(words: Words) -> Document:
    """The document as it is read."""
    reading = read(words.text(), "scenario.interlock.md")
    bad = [finding for finding in reading.findings if finding.severity.value == "error"]
    assert not bad, bad
    return reading.document


@cache
def compiled(words: Words, left: Can, right: Can) -> dict[str, RecordMapping]:
    """Its mappings between two systems."""
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
