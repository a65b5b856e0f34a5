"""What looks like a contradiction between criteria, map, mapping and scope, and is none."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from tests.rules.leave_alone.of_criteria import assumed, criteria, excluded
from tests.rules.leave_alone.parts import CLIENT, INVOICE, INVOICE_MORE, decisions, fields, more, section, table

_PHONE = "a Client's `phone` changes in Desk and 2 minutes later in Books, "
_CHANGES = "a Client's `phone` changes in Books, "
_WRONG = "When something goes wrong"
_NUMBER = "`number` | → | `number` | "


def policy(then: str) -> str:
    """The error policy of one row."""
    return table(_WRONG, "When | Then", f"a 422 answer | {then}")


def conflict(rule: str) -> str:
    """The data map with that conflict rule for Client."""
    return decisions(f"Client | `clients` | `accounts` | Desk | ↔ | {rule} | archive", INVOICE)


def matched(by: str) -> str:
    """The data map with Client matched so."""
    return more(f"Client | {by} | | | in both | link only | every 5 minutes", INVOICE_MORE)


def entries(rule: str, *, notes: str = "") -> str:
    """A list mapped with that rule."""
    rows = (f"`entries[]` | → | `lines[]` | {rule} | {notes}", "`entries[].code` | → | `lines[].sku` | | ")
    body = table("x", "Desk | Direction | Books | Rule | Notes", f"{_NUMBER}| ", *rows).partition("\n\n")[2]
    return f"## Field mapping\n\n### Invoice\n\n{body}"


def noted(*rows: str) -> str:
    """The fields of Client with their notes."""
    return (
        "## Field mapping\n\n### Client\n\n"
        + table("x", "Desk | Direction | Books | Rule | Notes", *rows).partition("\n\n")[2]
    )


CASES: tuple[tuple[str, str, str], ...] = (
    # The data map
    (
        "criterion-against-map",
        "a draft does not satisfy the condition",
        criteria("an Invoice is created in Desk with `status` `draft`, no matching Invoice exists in Books for 1 hour"),
    ),
    (
        "criterion-against-map",
        "it stays away for less than a look takes",
        criteria("an Invoice is created in Desk, no matching Invoice exists in Books for 1 minute"),
    ),
    (
        "criterion-against-map",
        "it stays away while the system is down",
        criteria(
            "an Invoice is created in Desk while Books is down for 1 hour, no matching Invoice exists in Books for 30 minutes"
        ),
    ),
    (
        "criterion-against-map",
        "many deletes are held",
        criteria(
            "30 of 100 Clients are deleted in Desk, no Client is archived in Books for 1 hour and the owner is asked"
        ),
    ),
    (
        "criterion-against-map",
        "what was there before starts from go-live",
        criteria("an Invoice was created in Desk before go-live, no matching Invoice exists in Books for 1 hour"),
    ),
    (
        "criterion-against-map",
        "without its number nobody can tell",
        criteria("an Invoice without `number` is created in Desk, no matching Invoice exists in Books for 1 hour"),
    ),
    (
        "value-against-rule",
        "the rule gives it",
        criteria(
            "an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `closed` in Books within 15 minutes"
        ),
    ),
    (
        "value-against-rule",
        "the sentence does not say what comes",
        criteria("an Invoice's `status` changes in Desk, its `state` is `open` in Books within 15 minutes"),
    ),
    (
        "value-against-rule",
        "a number may be spelt otherwise",
        fields("Invoice", _NUMBER, "`weight` | → | `units` | ")
        + criteria(
            "an Invoice's `weight` changes from 1 to `2.0` in Desk, its `units` is 2 in Books within 15 minutes"
        ),
    ),
    (
        "unchanged-against-mapping",
        "the field does not flow",
        criteria("a Client's `note` changes in Desk, the matching Client is unchanged in Books for 1 hour"),
    ),
    (
        "unchanged-against-mapping",
        "another field stays",
        criteria("a Client's `name` changes in Desk, its `phone` is unchanged in Books for 1 hour"),
    ),
    (
        "unchanged-against-mapping",
        "both values become the same",
        fields("Invoice", _NUMBER, "`currency` | → | `currency` | upper case")
        + criteria(
            "an Invoice's `currency` changes from `eur` to `EUR` in Desk, the matching Invoice is unchanged in Books for 1 hour"
        ),
    ),
    (
        "unchanged-against-mapping",
        "it is not looked for in that time",
        criteria(f"{_CHANGES}its `phone` is unchanged in Desk for 1 minute"),
    ),
    (
        "winner-against-map",
        "the named system wins",
        conflict("Books wins") + "\n" + criteria(f"{_PHONE}the value of Books is in both within 15 minutes"),
    ),
    ("winner-against-map", "it is held", conflict("hold") + "\n" + criteria(f"{_PHONE}it is held")),
    (
        "winner-against-map",
        "the first has arrived before the second is made",
        conflict("source of truth wins")
        + "\n"
        + criteria(
            "a Client's `phone` changes in Desk and 2 hours later in Books, the value of Books is in both within 15 minutes"
        ),
    ),
    (
        "winner-against-map",
        "nobody knows when they changed, so the rule for that decides",
        criteria(f"{_PHONE}the value of Desk is in both within 15 minutes"),
    ),
    # Criteria among themselves
    (
        "criteria-contradict",
        "they begin with other values",
        criteria(
            "an Invoice is created in Desk with `status` `draft`, no matching Invoice exists in Books for 1 hour",
            "an Invoice is created in Desk, a matching Invoice exists in Books within 15 minutes",
        ),
    ),
    (
        "criteria-contradict",
        "one is before the other",
        criteria(
            "an Invoice is created in Desk, no matching Invoice exists in Books for 1 minute",
            "an Invoice is created in Desk, a matching Invoice exists in Books within 15 minutes",
        ),
    ),
    (
        "criteria-contradict",
        "they speak of different fields",
        criteria(
            f"{_CHANGES}its `phone` is `1` in Desk within 15 minutes",
            f"{_CHANGES}its `name` is `2` in Desk within 15 minutes",
        ),
    ),
    (
        "criteria-contradict",
        "one begins in a circumstance",
        criteria(
            "an Invoice is created in Desk while Books is down for 1 hour, no matching Invoice exists in Books for 30 minutes",
            "an Invoice is created in Desk, a matching Invoice exists in Books within 15 minutes",
        ),
    ),
    (
        "time-of-nothing",
        "two changes at the same time",
        criteria("a Client's `phone` changes in Desk and at the same time in Books, it is held"),
    ),
    ("time-of-nothing", "a second is a time", criteria(f"{_CHANGES}its `phone` is equal in Desk within 1 second")),
    ("time-of-nothing", "no time is said", criteria("Books answers 422 to an Invoice, it is held")),
    (
        "linked-by-another-field",
        "the name on the other side",
        criteria("a Client with the same `mail` exists in both systems before the first run, the two are linked"),
    ),
    (
        "linked-by-another-field",
        "one of two fields",
        matched("`email` = `mail`, `phone` = `phone`")
        + "\n"
        + criteria("a Client with the same `phone` exists in both systems before the first run, the two are linked"),
    ),
    (
        "linked-by-another-field",
        "they are not linked",
        criteria(
            "a Client with the same `phone` exists in both systems before the first run, no Client is created in Books"
        ),
    ),
    (
        "alert-against-policy",
        "an alert after a while is one",
        policy("retry 3 times with backoff, then hold the item and alert after 15 minutes"),
    ),
    (
        "alert-against-policy",
        "no row speaks of the answer",
        policy("hold the item") + "\n" + criteria("Books answers 409 to an Invoice, an alert is sent"),
    ),
    (
        "alert-against-policy",
        "no alert is expected",
        policy("hold the item") + "\n" + criteria("Books answers 422 to an Invoice, it is held"),
    ),
    # Overview, map and fields
    (
        "overview-without-reason",
        "two short sentences",
        section("Overview", "Invoices reach Books by themselves. Desk no longer prints them for anybody to retype."),
    ),
    ("overview-without-reason", "nothing is there, which is asked about itself", section("Overview")),
    (
        "overview-without-reason",
        "a sentence of twelve words",
        section("Overview", "Invoices from Desk become bills in Books without anyone retyping a single line."),
    ),
    ("match-tells-nothing-apart", "a number of its own", matched("`phone` = `phone`")),
    (
        "match-tells-nothing-apart",
        "a second field tells them apart",
        more(
            "Client | `email` = `mail` | | | in both | link only | every 5 minutes",
            "Invoice | `client_id` = `account_id`, `number` = `number` | | | in Books | from go-live | every 5 minutes",
        ),
    ),
    (
        "match-tells-nothing-apart",
        "nothing is known of the field",
        more(
            "Client | `email` = `mail` | | | in both | link only | every 5 minutes",
            "Invoice | `nummer` = `nummer` | | | in Books | from go-live | every 5 minutes",
        ),
    ),
    ("units-differ", "both are cents", fields("Invoice", _NUMBER, "`amount_cents` | → | `total_cents` | ")),
    (
        "units-differ",
        "a rule converts",
        fields("Invoice", _NUMBER, "`amount_cents` | → | `amount` | cents to amount in `currency`"),
    ),
    ("units-differ", "one name says nothing", fields("Invoice", _NUMBER, "`weight` | → | `units` | ")),
    ("list-without-key", "they are paired", entries("paired by `code` = `sku`")),
    ("list-without-key", "the order decides, as Notes say", entries("", notes="the order decides")),
    (
        "list-without-key",
        "a list of plain values has no fields",
        fields("Invoice", _NUMBER, "`tags[]` | → | `labels[]` | "),
    ),
    (
        "personal-value-shown",
        "Notes say that it may be",
        noted("`email` | ↔ | `mail` | | may be shown", "`phone` | ↔ | `phone` | | sensitive"),
    ),
    (
        "personal-value-shown",
        "a name of a thing",
        noted("`email` | ↔ | `mail` | | sensitive", "`name` | ↔ | `title` | | "),
    ),
    ("personal-value-shown", "a country", noted("`email` | ↔ | `mail` | | sensitive", "`country` | ↔ | `land` | | ")),
    ("required-field-not-read", "it is what they are matched by", fields("Client", "`name` | ↔ | `title` | ")),
    (
        "required-field-not-read",
        "an assumption says so",
        matched("`phone` = `phone`").replace("in both", "in Desk")
        + "\n"
        + fields("Client", "`phone` | ↔ | `phone` | ")
        + "\n"
        + assumed("The `email` and the `mail` of a client stay where they are."),
    ),
    ("required-field-not-read", "nothing is mapped yet", section("Field mapping")),
    # Scope
    (
        "deletes-against-scope",
        "nothing is deleted",
        decisions(CLIENT, "Invoice | `invoices` | `bills` | Desk | → | hold | keep")
        + "\n"
        + excluded(
            "Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "Deletes of invoices"
        ),
    ),
    (
        "deletes-against-scope",
        "deletes of something else",
        excluded(
            "Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "Deletes of attachments"
        ),
    ),
    (
        "deletes-against-scope",
        "deleted items are something else",
        excluded(
            "Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "A view of deleted invoices"
        ),
    ),
    (
        "mapped-record-out-of-scope",
        "only some of them",
        excluded(
            "Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "Clients of other companies"
        ),
    ),
    (
        "mapped-record-out-of-scope",
        "a part of the record",
        excluded("Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "Invoice attachments"),
    ),
    (
        "mapped-record-out-of-scope",
        "another record",
        excluded("Custom fields", "Backfill", "Other currencies", "Re-sync", "No other records", "Quotes"),
    ),
)
