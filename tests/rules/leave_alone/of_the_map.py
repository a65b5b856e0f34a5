"""What looks suspicious in the data map, and is right."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from tests.rules.leave_alone.parts import (
    CLIENT,
    CLIENT_MORE,
    INVOICE,
    INVOICE_MORE,
    MAIL,
    NUMBER,
    decisions,
    fields,
    more,
    section,
    table,
)

CASES: tuple[tuple[str, str, str], ...] = (
    ("records-missing", "one record is enough", decisions(INVOICE)),
    (
        "records-missing",
        "the record has a block of its own",
        section(
            "Data map",
            "### Client\n\n| Decision | Value |\n|-|-|\n| Desk | `clients` |\n| Books | `accounts` |\n| Direction | → |",
        ),
    ),
    ("records-missing", "the record has nothing but a name", table("Data map", "Record | Desk | Books", "Client | | ")),
    (
        "direction-undecided",
        "it is written with signs",
        decisions(
            "Client | `clients` | `accounts` | Desk | <-> | hold | keep",
            "Invoice | `invoices` | `bills` | Desk | -> | hold | keep",
        ),
    ),
    (
        "direction-undecided",
        "what stands there is not understood, and asked about as such",
        decisions("Client | `clients` | `accounts` | Desk | to and fro | hold | keep"),
    ),
    (
        "direction-undecided",
        "no field has one, they follow the record",
        fields("Client", "`email` | | `mail` | ", "`phone` | | `phone` | "),
    ),
    (
        "source-of-truth-missing",
        "it is written in other letters",
        decisions("Client | `clients` | `accounts` | DESK | ↔ | hold | keep"),
    ),
    (
        "source-of-truth-missing",
        "the column is called Owner",
        table(
            "Data map",
            "Record | Desk | Books | Owner | Direction | On conflict | On delete",
            "Client | `clients` | `accounts` | Desk | ↔ | hold | keep",
            INVOICE,
        ),
    ),
    (
        "source-of-truth-missing",
        "a system that is not there is asked about as such",
        decisions("Client | `clients` | `accounts` | Till | ↔ | hold | keep"),
    ),
    (
        "truth-flows-nowhere",
        "the record flows both ways",
        decisions("Client | `clients` | `accounts` | Books | ↔ | hold | keep"),
    ),
    (
        "truth-flows-nowhere",
        "the record flows from the right",
        decisions("Client | `clients` | `accounts` | Books | ← | hold | keep"),
    ),
    (
        "truth-flows-nowhere",
        "the direction is open",
        decisions("Client | `clients` | `accounts` | Books | | hold | keep"),
    ),
    (
        "conflict-undecided",
        "the direction is open, and asked first",
        decisions("Invoice | `invoices` | `bills` | Desk | | | keep"),
    ),
    (
        "conflict-undecided",
        "edits are reported",
        decisions("Invoice | `invoices` | `bills` | Desk | → | report | keep", CLIENT),
    ),
    (
        "conflict-undecided",
        "a system is named",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | Books wins | keep", INVOICE),
    ),
    (
        "conflict-rule-cannot-apply",
        "edits come back",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | newest wins, else hold | keep"),
    ),
    (
        "conflict-rule-cannot-apply",
        "the edit is undone",
        decisions("Invoice | `invoices` | `bills` | Desk | → | source of truth wins | keep"),
    ),
    (
        "conflict-rule-cannot-apply",
        "the edit is held",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | keep"),
    ),
    (
        "tie-undecided",
        "nothing has to be newer",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | source of truth wins | keep"),
    ),
    (
        "tie-undecided",
        "the tie is held",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | newest wins, else hold | keep"),
    ),
    (
        "tie-undecided",
        "the tie goes to a system",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | newest wins, else Books | keep"),
    ),
    (
        "field-winner-undecided",
        "no field flows both ways",
        decisions("Invoice | `invoices` | `bills` | Desk | → | per field | keep"),
    ),
    ("field-winner-undecided", "the record decides for its fields", decisions(CLIENT, INVOICE)),
    (
        "field-winner-undecided",
        "each two-way field says it",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | per field | keep")
        + "\n## Field mapping\n\n### Client\n\n| Desk | Direction | Books | Rule | Wins |\n|-|-|-|-|-|\n| `email` | ↔ | `mail` | | Desk |\n| `phone` | → | `phone` | | |\n",
    ),
    (
        "delete-undecided",
        "what stands there is not understood, and asked about as such",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | burn it"),
    ),
    (
        "delete-undecided",
        "keeping is a decision",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | keep", INVOICE),
    ),
    (
        "delete-undecided",
        "asking is a decision",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | ask", INVOICE),
    ),
    (
        "delete-rule-cannot-apply",
        "the record flows there, too",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | archive in Desk"),
    ),
    (
        "delete-rule-cannot-apply",
        "the system is the one it flows into",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | archive in Books"),
    ),
    (
        "delete-rule-cannot-apply",
        "no system is named",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | archive"),
    ),
    (
        "resource-mapped-twice",
        "two records read it and none writes it",
        decisions(
            "Invoice | `invoices` | `bills` | Desk | → | hold | keep",
            "Tenant | `invoices` | `people` | Desk | → | hold | keep",
        ),
    ),
    (
        "resource-mapped-twice",
        "conditions tell them apart",
        decisions(
            "Client | `clients` | `accounts` | Desk | → | hold | keep",
            "Tenant | `tenants` | `accounts` | Desk | → | hold | keep",
        )
        + "\n"
        + more(
            "Client | `email` = `mail` | Books: `remark` is `c` | hold | in Books | all | at once",
            "Tenant | `email` = `mail` | Books: `remark` is `t` | hold | in Books | all | at once",
        ).partition("\n\n")[2],
    ),
    (
        "resource-mapped-twice",
        "one name means two things in two systems",
        decisions(
            "Client | `clients` | `accounts` | Desk | → | hold | keep",
            "Tenant | `accounts` | `people` | Desk | → | hold | keep",
        ),
    ),
    (
        "match-undecided",
        "two fields together",
        more("Client | `email` = `mail`, `phone` = `phone` | | | never | all | at once", INVOICE_MORE),
    ),
    (
        "match-undecided",
        "case does not count",
        more("Client | `email` = `mail`, ignoring case | | | never | all | at once", INVOICE_MORE),
    ),
    (
        "match-undecided",
        "a key that is not understood is asked about as such",
        more("Client | by e-mail | | | never | all | at once", INVOICE_MORE),
    ),
    (
        "match-field-not-written",
        "nothing is created",
        more("Client | `note` = `remark` | | | never | link only | at once", INVOICE_MORE),
    ),
    (
        "match-field-not-written",
        "the system sets the field itself",
        more("Client | `email` = `code` | | | in Books | link only | at once", INVOICE_MORE),
    ),
    (
        "match-field-not-written",
        "it is created where the field is written",
        more("Client | `phone` = `remark` | | | in Desk | link only | at once", INVOICE_MORE),
    ),
    (
        "leaving-undecided",
        "there is no condition to leave",
        more("Invoice | `number` = `number` | | | in Books | all | at once", CLIENT_MORE),
    ),
    (
        "leaving-undecided",
        "it is held",
        more("Invoice | `number` = `number` | Desk: `status` is `paid` | hold | in Books | all | at once", CLIENT_MORE),
    ),
    (
        "leaving-undecided",
        "the condition is the other system's and decided",
        more("Client | `email` = `mail` | Books: `remark` is `x` | archive | never | all | at once", INVOICE_MORE),
    ),
    (
        "create-missing-undecided",
        "never is a decision",
        more("Client | `email` = `mail` | | | never | all | at once", INVOICE_MORE),
    ),
    (
        "create-missing-undecided",
        "one system of a two-way record",
        more("Client | `email` = `mail` | | | in Books | all | at once", INVOICE_MORE),
    ),
    (
        "create-missing-undecided",
        "it is asked about as not understood",
        more("Client | `email` = `mail` | | | sometimes | all | at once", INVOICE_MORE),
    ),
    (
        "create-against-direction",
        "nothing is created",
        more("Invoice | `number` = `number` | | | never | all | at once", CLIENT_MORE),
    ),
    (
        "create-against-direction",
        "the two-way record may be created in either",
        more("Client | `email` = `mail` | | | in Desk | all | at once", INVOICE_MORE),
    ),
    (
        "create-against-direction",
        "the direction is open",
        decisions("Invoice | `invoices` | `bills` | Desk | | hold | keep", CLIENT),
    ),
    (
        "start-undecided",
        "a day is a decision",
        more("Client | `email` = `mail` | | | never | since 2027-01-01 | at once", INVOICE_MORE),
    ),
    (
        "start-undecided",
        "linking only is a decision",
        more("Client | `email` = `mail` | | | in both | link only | at once", INVOICE_MORE),
    ),
    (
        "start-undecided",
        "it is asked about as not understood",
        more("Client | `email` = `mail` | | | never | soon | at once", INVOICE_MORE),
    ),
    ("frequency-undecided", "at once", more("Client | `email` = `mail` | | | never | all | at once", INVOICE_MORE)),
    (
        "frequency-undecided",
        "a time of day",
        more("Client | `email` = `mail` | | | never | all | at 02:00 in Europe/Berlin", INVOICE_MORE),
    ),
    (
        "frequency-undecided",
        "it is asked about as not understood",
        more("Client | `email` = `mail` | | | never | all | often", INVOICE_MORE),
    ),
    ("record-without-fields", "one field is enough", fields("Client", MAIL)),
    ("record-without-fields", "a constant is a field", fields("Invoice", " | → | `state` | always `open`")),
    ("record-without-fields", "a row that is not understood is one", fields("Client", "mail | ↔ | `mail` | ")),
    (
        "direction-without-field",
        "one field each way",
        fields("Client", "`email` | → | `mail` | ", "`phone` | ← | `phone` | "),
    ),
    ("direction-without-field", "rows without an arrow follow the record", fields("Client", "`email` | | `mail` | ")),
    ("direction-without-field", "a constant is carried", fields("Invoice", " | → | `state` | always `open`")),
    (
        "field-against-direction",
        "a two-way record has one-way fields",
        fields("Client", "`email` | → | `mail` | ", "`phone` | ← | `phone` | "),
    ),
    (
        "field-against-direction",
        "rows without an arrow follow the record",
        fields("Invoice", "`number` | | `number` | "),
    ),
    (
        "field-against-direction",
        "the direction of the record is open",
        decisions("Invoice | `invoices` | `bills` | Desk | | hold | keep"),
    ),
    (
        "reference-cycle",
        "what is optional can be filled later",
        fields("Client", MAIL, "`note` | → | `remark` | the linked Client"),
    ),
    (
        "reference-cycle",
        "each system needs the other record, none needs both",
        fields("Client", MAIL, "`note` | ← | `remark` | the linked Invoice"),
    ),
    (
        "reference-cycle",
        "a chain is no circle",
        fields("Invoice", NUMBER, "`client_id` | → | `account_id` | the linked Client"),
    ),
    (
        "reference-against-direction",
        "what is referred to flows both ways",
        fields("Invoice", NUMBER, "`client_id` | → | `account_id` | the linked Client"),
    ),
    (
        "reference-against-direction",
        "what is referred to flows the same way",
        table(
            "Data map",
            "Record | Desk | Books | Source of truth | Direction | On conflict | On delete",
            "Client | `clients` | `accounts` | Desk | → | source of truth wins | archive",
        ),
    ),
    (
        "reference-against-direction",
        "the direction of what is referred to is open",
        table(
            "Data map",
            "Record | Desk | Books | Source of truth | Direction | On conflict | On delete",
            "Client | `clients` | `accounts` | Desk | | source of truth wins | archive",
        ),
    ),
    (
        "reference-to-unmapped-record",
        "the name is written in small letters",
        fields("Invoice", NUMBER, "`client_id` | → | `account_id` | the linked client"),
    ),
    (
        "reference-to-unmapped-record",
        "a record refers to itself",
        fields("Client", MAIL, "`note` | → | `remark` | the linked Client"),
    ),
    (
        "reference-to-unmapped-record",
        "a table has the name of no record",
        fields("Client", MAIL, "`note` | → | `remark` | by table Suppliers"),
    ),
    ("names-look-alike", "a name in another script", section("Terms", "- `Счёт` = Invoice where `status` is `sent`")),
    (
        "names-look-alike",
        "letters with accents",
        section("Terms", "- `Réclamation` = Invoice where `status` is `sent`"),
    ),
    (
        "names-look-alike",
        "two scripts in words of their own",
        section("Terms", "- `Счёт open` = Invoice where `status` is `sent`"),
    ),
)
