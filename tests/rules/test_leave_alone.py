"""What comes close to a rule and is nothing to ask about."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

import pytest
from tests.rules.helpers import codes

MAP = (
    "## Data map\n\n| Record | Desk | Books | Source of truth | Direction | On conflict | On delete |\n"
    + "| --- " * 7
    + "|\n"
)
MORE = (
    "## Data map\n\n| Record | Matched by | Only when | When it leaves | Create missing | Starting | How often |\n"
    + "| --- " * 7
    + "|\n"
)
CLIENT = "## Field mapping\n\n### Client\n\n| Desk | Direction | Books | Rule | Notes |\n" + "| --- " * 5 + "|\n"
INVOICE = CLIENT.replace("Client", "Invoice")
CRITERIA = "## Acceptance criteria\n\n"

CASES = [
    ("owner-missing", "## Owner\n\nSomebody, some day.\n"),
    ("owner-not-one-person", "## Owner\n\nAnders Sandell <anders@acorn.example>, Acorn. He asks the team.\n"),
    ("owner-not-in-people", "## Owner\n\nida rhodes <ida@acorn.example>, Acorn.\n"),
    ("owner-of-neither-company", "## Owner\n\nIda Rhodes <ida@acorn.example>\n"),
    ("engineer-missing", "## People\n\n| Role | Name | Company | Contact |\n|-|-|-|-|\n| Lead developer | Kay | Acorn | k |\n| Software engineer | Jean | birch | j |\n"),
    ("person-without-contact", "## People\n\n| Role | Name | Company | Contact |\n|-|-|-|-|\n| End user | not needed | Acorn | |\n"),
    ("overview-leaves-out-a-system", "## Overview\n\nWhat DESK knows, BOOKS knows.\n"),
    ("access-not-said", "## Resources\n\n| What | Where | Access |\n|-|-|-|\n| Desk sandbox | x | none needed |\n"),
    ("documentation-missing", "## Resources\n\n| What | Where | Access |\n|-|-|-|\n| Desk docs | x | open |\n| Documentation of Books | y | open |\n"),
    ("sandbox-missing", "## Resources\n\n| What | Where | Access |\n|-|-|-|\n| Desk test system | x | open |\n| Books staging | y | open |\n"),
    ("conflict-undecided", MAP + "| Invoice | `invoices` | `bills` | Desk | | | keep |\n"),
    ("conflict-rule-cannot-apply", MAP + "| Client | `clients` | `accounts` | Desk | ↔ | newest wins, else hold | keep |\n"),
    ("truth-flows-nowhere", MAP + "| Client | `clients` | `accounts` | Books | ↔ | hold | keep |\n"),
    ("tie-undecided", MAP + "| Client | `clients` | `accounts` | Desk | ↔ | source of truth wins | keep |\n"),
    ("field-winner-undecided", MAP + "| Invoice | `invoices` | `bills` | Desk | → | per field | keep |\n"),
    ("delete-undecided", MAP + "| Invoice | `invoices` | `bills` | Desk | → | hold | burn it |\n"),
    ("delete-rule-cannot-apply", MAP + "| Client | `clients` | `accounts` | Desk | ↔ | hold | archive in Desk |\n"),
    ("resource-mapped-twice", MAP + "| Invoice | `invoices` | `bills` | Desk | → | hold | keep |\n| Tenant | `invoices` | `people` | Desk | → | hold | keep |\n"),
    ("leaving-undecided", MORE + "| Invoice | `number` = `number` | | | in Books | all | at once |\n"),
    ("create-against-direction", MORE + "| Invoice | `number` = `number` | | | never | all | at once |\n"),
    ("scope-against-map", MORE + "| Client | `email` = `mail` | | | in both | all | at once |\n"),
    ("field-against-direction", CLIENT + "| `email` | → | `mail` | | |\n| `phone` | ← | `phone` | | |\n"),
    ("direction-without-field", CLIENT + "| `email` | → | `mail` | | |\n| `phone` | ← | `phone` | | |\n"),
    ("field-written-twice", CLIENT + "| `email` | ↔ | `mail` | | |\n| `name` | → | `title` | | |\n| `note` | ← | `title` | | |\n"),
    ("field-not-in-system", CLIENT + "| `id` | → | `remark` | | |\n| `email` | ↔ | `mail` | | |\n"),
    ("read-only-field-written", CLIENT + "| `id` | → | `remark` | | |\n| `email` | ↔ | `mail` | | |\n"),
    ("type-does-not-fit", INVOICE + "| `number` | → | `number` | | |\n| `amount_cents` | → | `amount` | | |\n"),
    ("text-may-not-fit", CLIENT + "| `name` | → | `headline` | at most 60 characters | |\n"),
    ("choice-does-not-fit", INVOICE + "| `number` | → | `number` | | |\n| `currency` | → | `state` | | |\n"),
    ("required-field-not-fed", INVOICE + "| `number` | → | `number` | | |\n| `client_id` | → | `account_id` | the linked Client | |\n"),
    ("counted-number-both-ways", CLIENT + "| `email` | ↔ | `mail` | | |\n| `phone` | ↔ | `phone` | | |\n| `points` | → | `points` | | |\n"),
    ("counted-number-both-ways", MAP + "| Client | `clients` | `accounts` | Desk | ↔ | source of truth wins | keep |\n\n" + CLIENT + "| `email` | ↔ | `mail` | | |\n| `points` | ↔ | `points` | | |\n"),
    ("row-without-source", INVOICE + "| `number` | → | `number` | | |\n| | → | `state` | always `open` | |\n"),
    ("row-without-target", INVOICE + "| `number` | → | `number` | | |\n| | → | `state` | always `open` | |\n"),
    ("reference-cycle", CLIENT + "| `email` | ↔ | `mail` | | |\n| `note` | → | `remark` | the linked Client | |\n"),
    ("operation-missing", MAP + "| Invoice | `invoices` | `bills` | Desk | → | hold | archive by `state` = `closed` |\n"),
    ("deletes-not-visible", MAP + "| Invoice | `invoices` | `bills` | Desk | → | hold | keep |\n"),
    ("rate-limit-unknown", "## Assumptions and considerations\n\n- Desk allows 10 requests per second.\n- Books allows 5 requests in 1 second.\n"),
    ("usual-assumption-undecided", "## Out of scope\n\n| Not in this version | Candidate for |\n|-|-|\n| Custom fields, backfill, other currencies, re-sync | v2 |\n| No other records | v2 |\n"),
    ("version-without-change", "---\ninterlock: 1\n---\n"),
    ("version-not-raised", "## Changes\n\n| Version | Date | Decided by | What and why |\n|-|-|-|-|\n| draft | | Ida | x |\n| 1.1.0 | | Ida | y |\n"),
    ("story-about-mechanics", "## User stories\n\n- **a** (Desk → Books): As a clerk, when I hit it in sync with the bell, I rest within 1 hour, so that I live.\n"),
    ("vague-word", CRITERIA + "- **a**: When an Invoice's `number` changes from `many` to `fast` in Desk, its `number` is `some` in Books within 1 hour.\n"),
    ("criterion-against-map", CRITERIA + "- **a**: When an Invoice is created in Books, no matching Invoice exists in Desk for 1 hour.\n"),
    ("criterion-field-unknown", CRITERIA + "- **a**: When an Invoice's `currency` changes in Desk, its `currency` is equal in Books within 1 hour.\n"),
    ("deadline-before-next-look", CRITERIA + "- **a**: When an Invoice is created in Books, no matching Invoice exists in Desk for 1 minute.\n"),
    ("conflict-without-criterion", CRITERIA + "- **a**: When a Client's `name` changes in Books and 2 minutes later in Desk, the value of Desk is in both within 15 minutes.\n"),
    ("bad-data-without-criterion", CRITERIA + "- **a**: When an Invoice without `number` is created in Desk, it is held with a reason.\n"),
    ("rule-not-understood", CLIENT + "| `email` | ↔ | `mail` | | |\n| `name` | ↔ | `title` | Trim | |\n"),
    ("rule-value-not-accepted", INVOICE + "| `number` | → | `number` | | |\n| | → | `currency` | always `XYZ` | |\n"),
    ("value-without-pair", INVOICE + "| `number` | → | `number` | | |\n| `currency` | → | `state` | `EUR` = `open` | |\n"),
    ("type-does-not-fit", INVOICE + "| `number` | → | `number` | | |\n| `id` | → | `currency` | upper case | |\n"),
    ("two-way-rule-without-inverse", CLIENT + "| `email` | ↔ | `mail` | e-mail address | |\n"),
    ("lost-create-not-recoverable", MORE + "| Invoice | `number` = `number` | | | never | all | at once |\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fragment"), CASES, ids=[code for code, _ in CASES])
def test_nothing_to_ask(code: str, fragment: str) -> None:
    assert code not in codes(fragment)
