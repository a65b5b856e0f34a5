"""What looks suspicious in the field mapping, and is right."""

from __future__ import annotations

from tests.rules.leave_alone.parts import (
    CLIENT_MORE,
    INVOICE_MORE,
    MAIL,
    NUMBER,
    decisions,
    fields,
    listed,
    more,
    table,
)

SIZES = table("Tables", "x | y").replace(
    "| x | y |\n|-|-|", "### States\n\n| Desk | Books |\n|-|-|\n| draft | open |\n| sent | open |\n| paid | closed |"
)

CASES: tuple[tuple[str, str, str], ...] = (
    ("field-not-in-system", "the id is there without being listed", fields("Client", "`id` | → | `remark` | ", MAIL)),
    (
        "field-not-in-system",
        "the elements of an array",
        fields("Invoice", NUMBER, "`entries[]` | → | `lines[]` | ", "`entries[].code` | → | `lines[].sku` | "),
    ),
    (
        "field-not-in-system",
        "the resource is not known, and asked about",
        decisions("Client | `customers` | `accounts` | Desk | ↔ | hold | keep"),
    ),
    (
        "field-written-twice",
        "once there and once back",
        fields("Client", MAIL, "`name` | → | `title` | ", "`note` | ← | `title` | "),
    ),
    (
        "field-written-twice",
        "one field is read twice",
        fields("Client", MAIL, "`name` | → | `title` | ", "`name` | → | `headline` | at most 60 characters"),
    ),
    (
        "field-written-twice",
        "two records write fields of the same name",
        fields("Client", MAIL) + "\n" + fields("Invoice", NUMBER).partition("\n\n")[2],
    ),
    ("read-only-field-written", "it is only read", fields("Client", "`id` | → | `remark` | ", MAIL)),
    ("read-only-field-written", "it is read from the right", fields("Client", MAIL, "`note` | ← | `code` | ")),
    (
        "read-only-field-written",
        "only its namesake is read-only",
        fields("Invoice", NUMBER, "`currency` | → | `currency` | "),
    ),
    ("source-not-readable", "it is only written", fields("Client", MAIL, "`pin` | ← | `code` | ")),
    ("source-not-readable", "a constant reads nothing", fields("Client", MAIL, "`pin` | ← | | always `0000`")),
    ("source-not-readable", "its neighbour is shown", fields("Client", MAIL, "`points` | → | `points` | ")),
    (
        "required-field-not-fed",
        "what has a default need not be fed",
        fields("Invoice", NUMBER, "`client_id` | → | `account_id` | the linked Client"),
    ),
    (
        "required-field-not-fed",
        "no element is written field by field",
        fields(
            "Invoice", NUMBER, "`client_id` | → | `account_id` | the linked Client", "`entries[]` | → | `lines[]` | "
        ),
    ),
    (
        "required-field-not-fed",
        "a constant feeds it",
        fields(
            "Invoice",
            NUMBER,
            "`client_id` | → | `account_id` | the linked Client",
            "`entries[]` | → | `lines[]` | ",
            "`entries[].code` | → | `lines[].sku` | ",
            " | → | `lines[].price` | always 0",
        ),
    ),
    (
        "required-field-not-fed",
        "nothing is created there",
        more("Invoice | `number` = `number` | | | never | link only | at once", CLIENT_MORE)
        + "\n"
        + fields("Invoice", "`amount_cents` | → | `amount` | cents to amount in `currency`"),
    ),
    (
        "created-without-value",
        "another row fills it",
        fields(
            "Client",
            MAIL,
            "`name`, `note` | → | `title` | join with a space",
            "`name`, `note` | ← | | ",
            "`name` | ← | `headline` | ",
            "`note` | ← | `remark` | ",
        ),
    ),
    (
        "created-without-value",
        "nothing is created at that end",
        more("Client | `email` = `mail` | | | in Books | all | at once", INVOICE_MORE)
        + "\n"
        + fields("Client", MAIL, "`name`, `note` | → | `title` | join with a space"),
    ),
    ("created-without-value", "a plain copy one way is a choice", fields("Client", MAIL, "`note` | → | `remark` | ")),
    (
        "created-without-value",
        "the system sets it itself",
        fields("Client", MAIL, "`id`, `id` | → | `remark` | join with a space"),
    ),
    (
        "field-fixed-after-create",
        "a constant never changes",
        fields("Invoice", NUMBER, " | → | `origin` | always `desk`"),
    ),
    (
        "field-fixed-after-create",
        "that it never changes is agreed",
        fields("Invoice", NUMBER, "`currency` | → | `origin` | ")
        + "\n"
        + listed(
            "Assumptions and considerations",
            "Desk allows 600 requests per minute.",
            "Books allows 120 requests per minute.",
            "What becomes `origin` does not change in Desk.",
        ),
    ),
    ("field-fixed-after-create", "no update tells what it takes", fields("Client", MAIL, "`note` | → | `remark` | ")),
    (
        "reference-copied",
        "the link is named",
        fields("Invoice", NUMBER, "`client_id` | → | `account_id` | the linked Client"),
    ),
    ("reference-copied", "a foreign id in a field of text", fields("Client", MAIL, "`id` | → | `remark` | ")),
    (
        "reference-copied",
        "values are paired",
        fields("Invoice", NUMBER, "`status` | → | `account_id` | `draft` = `7`, `sent` = `8`, `paid` = `9`"),
    ),
    ("row-without-source", "a constant needs none", fields("Invoice", NUMBER, " | → | `state` | always `open`")),
    ("row-without-source", "a constant for the left", fields("Client", MAIL, "`note` | ← | | always `x`")),
    (
        "row-without-source",
        "two fields are one source",
        fields("Client", MAIL, "`name`, `note` | → | `title` | join with a space"),
    ),
    ("row-without-target", "a constant has a target", fields("Invoice", NUMBER, " | → | `state` | always `open`")),
    ("row-without-target", "the target is on the left", fields("Client", MAIL, "`note` | ← | `remark` | ")),
    ("row-without-target", "the row has no arrow, and its record both", fields("Client", "`email` | | `mail` | ")),
    ("rule-not-understood", "it begins with a capital", fields("Client", MAIL, "`name` | ↔ | `title` | Trim")),
    (
        "rule-not-understood",
        "it has other spaces",
        fields("Invoice", NUMBER, "`amount_cents` | → | `amount` | cents  to amount in  `currency`"),
    ),
    (
        "rule-not-understood",
        "it is the other way of saying it",
        fields("Client", MAIL, "`country_code` | ↔ | `land` | country code to name"),
    ),
    (
        "rule-value-not-accepted",
        "the field lists no values",
        fields("Invoice", NUMBER, " | → | `currency` | always `XYZ`"),
    ),
    (
        "rule-value-not-accepted",
        "the condition is on a field without a list",
        more(
            "Invoice | `number` = `number` | Desk: `currency` is `XYZ` | hold | in Books | all | at once", CLIENT_MORE
        ),
    ),
    (
        "rule-value-not-accepted",
        "a truth is written as one",
        more("Invoice | `number` = `number` | Desk: `paid` is `true` | hold | in Books | all | at once", CLIENT_MORE),
    ),
    (
        "rule-value-not-accepted",
        "it is archived by a value that is there",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | archive by `state` = `closed`"),
    ),
    (
        "value-without-pair",
        "a text may be anything",
        fields("Invoice", NUMBER, "`currency` | → | `state` | `EUR` = `open`"),
    ),
    (
        "value-without-pair",
        "the condition leaves it out",
        fields("Invoice", NUMBER, "`status` | → | `state` | `sent` = `open`, `paid` = `closed`"),
    ),
    (
        "value-without-pair",
        "a table has all of them",
        fields("Invoice", NUMBER, "`status` | → | `state` | by table States") + "\n" + SIZES,
    ),
    ("value-without-pair", "it only comes back", fields("Client", MAIL, "`note` | ← | `title` | `a` = `b`")),
    ("choice-does-not-fit", "the source may be anything", fields("Invoice", NUMBER, "`currency` | → | `state` | ")),
    (
        "choice-does-not-fit",
        "values are paired",
        fields("Invoice", NUMBER, "`status` | → | `state` | `draft` = `open`, `sent` = `open`, `paid` = `closed`"),
    ),
    ("choice-does-not-fit", "the target may be anything", fields("Invoice", NUMBER, "`status` | → | `currency` | ")),
    ("text-may-not-fit", "it is cut", fields("Client", MAIL, "`name` | → | `headline` | at most 60 characters")),
    ("text-may-not-fit", "both ends are as long", fields("Client", MAIL, "`name` | ↔ | `title` | ")),
    ("text-may-not-fit", "the source states no length", fields("Client", MAIL, "`phone` | → | `headline` | ")),
    (
        "text-may-not-fit",
        "names are written where names fit",
        fields("Client", MAIL, "`country_code` | ↔ | `land` | ISO code to country name"),
    ),
    (
        "rule-gives-strange-value",
        "what is too long is cut",
        fields("Client", MAIL, "`note` | → | `headline` | cut to 60 characters"),
    ),
    ("rule-gives-strange-value", "no length is stated", fields("Client", MAIL, "`phone` | → | `headline` | trim")),
    (
        "rule-gives-strange-value",
        "what is longer is held, as it says",
        fields("Client", MAIL, "`name` | → | `headline` | at most 60 characters"),
    ),
    (
        "rule-loses-part-of-value",
        "the source has no longer ones",
        fields("Client", MAIL, "`name` | → | `title` | cut to 120 characters"),
    ),
    (
        "rule-loses-part-of-value",
        "no value is as long",
        fields("Client", MAIL, "`name` | → | `remark` | cut to 200 characters"),
    ),
    (
        "rule-loses-part-of-value",
        "whole numbers have no places",
        fields("Invoice", NUMBER, "`amount_cents` | → | `amount` | rounded to 2 places"),
    ),
    ("type-does-not-fit", "whole numbers are numbers", fields("Invoice", NUMBER, "`amount_cents` | → | `amount` | ")),
    (
        "type-does-not-fit",
        "any text can be written large",
        fields("Invoice", NUMBER, "`id` | → | `currency` | upper case"),
    ),
    ("type-does-not-fit", "a moment is a Unix time", fields("Invoice", NUMBER, "`written_at` | → | `stamp` | ")),
    (
        "type-does-not-fit",
        "both show the same, one as text",
        fields("Invoice", NUMBER, "`amount_cents` | → | `currency` | equal"),
    ),
    ("number-loses-decimals", "whole numbers have none", fields("Invoice", NUMBER, "`amount_cents` | → | `units` | ")),
    (
        "number-loses-decimals",
        "cents are counted",
        fields("Invoice", NUMBER, "`weight` | → | `units` | amount in `currency` to cents"),
    ),
    ("number-loses-decimals", "the target has decimals", fields("Invoice", NUMBER, "`weight` | → | `amount` | ")),
    (
        "moment-becomes-day",
        "the zone is named",
        fields("Invoice", NUMBER, "`written_at` | → | `booked_on` | date in Europe/Berlin"),
    ),
    ("moment-becomes-day", "both are days", fields("Invoice", NUMBER, "`due_on` | → | `booked_on` | ")),
    ("moment-becomes-day", "both are moments", fields("Invoice", NUMBER, "`written_at` | → | `opened_at` | ")),
    (
        "two-way-rule-without-inverse",
        "small and capital letters are one address",
        fields("Client", "`email` | ↔ | `mail` | e-mail address"),
    ),
    (
        "two-way-rule-without-inverse",
        "the row is one-way",
        fields("Client", MAIL, "`name`, `note` | → | `title` | join with a space"),
    ),
    (
        "two-way-rule-without-inverse",
        "pairs can be read backwards",
        fields("Client", MAIL, "`note` | ↔ | `remark` | `a` = `b`, `c` = `d`"),
    ),
    (
        "counted-number-both-ways",
        "it flows one way",
        fields("Client", MAIL, "`phone` | ↔ | `phone` | ", "`points` | → | `points` | "),
    ),
    (
        "counted-number-both-ways",
        "one system wins",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | source of truth wins | keep")
        + "\n"
        + fields("Client", MAIL, "`points` | ↔ | `points` | "),
    ),
    ("counted-number-both-ways", "nothing is counted in a name", fields("Client", MAIL, "`name` | ↔ | `title` | ")),
)
