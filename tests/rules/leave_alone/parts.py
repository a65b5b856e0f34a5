"""Parts of the sound document, to be put in the place of its own: sections of one line and tables of a few rows."""

from __future__ import annotations


def section(heading: str, text: str = "") -> str:
    """A section with that text."""
    return f"## {heading}\n\n{text}\n"


def table(heading: str, columns: str, *rows: str) -> str:
    """A section with a table; columns and rows have their cells parted by `|`."""
    count = columns.count("|") + 1
    return section(heading, "\n".join([f"| {columns} |", "|-" * count + "|", *(f"| {row} |" for row in rows)]))


def people(*rows: str) -> str:
    """The table of People: role, name, company, contact."""
    return table("People", "Role | Name | Company | Contact", *rows)


def systems(*rows: str) -> str:
    """The table of Systems: system, company, what it is, API description."""
    return table("Systems", "System | Company | What it is | API description", *rows)


def resources(*rows: str) -> str:
    """The table of Resources: what, where, access."""
    return table("Resources", "What | Where | Access", *rows)


def decisions(*rows: str) -> str:
    """The first table of the data map: record, Desk, Books, source of truth, direction, on conflict, on delete."""
    return table("Data map", "Record | Desk | Books | Source of truth | Direction | On conflict | On delete", *rows)


def more(*rows: str) -> str:
    """The second: record, matched by, only when, when it leaves, create missing, starting, how often."""
    columns = "Record | Matched by | Only when | When it leaves | Create missing | Starting | How often"
    return table("Data map", columns, *rows)


def fields(record: str, *rows: str) -> str:
    """The fields of a record: Desk, direction, Books, rule."""
    body = table("x", "Desk | Direction | Books | Rule", *rows).partition("\n\n")[2]
    return f"## Field mapping\n\n### {record}\n\n{body}"


def listed(heading: str, *items: str) -> str:
    """A section that is a list."""
    return section(heading, "\n".join(f"- {item}" for item in items))


CLIENT = "Client | `clients` | `accounts` | Desk | ↔ | hold | archive"
INVOICE = "Invoice | `invoices` | `bills` | Desk | → | hold | archive"
CLIENT_MORE = "Client | `email` = `mail` | | | in both | link only | every 5 minutes"
INVOICE_MORE = "Invoice | `number` = `number` | | | in Books | from go-live | every 5 minutes"
NUMBER = "`number` | → | `number` | "
MAIL = "`email` | ↔ | `mail` | "
