"""What looks suspicious in criteria, scope, changes and decisions, and is right."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from tests.rules.leave_alone.parts import (
    CLIENT,
    CLIENT_MORE,
    INVOICE,
    INVOICE_MORE,
    decisions,
    fields,
    listed,
    more,
    section,
    table,
)


def criteria(*items: str) -> str:
    """The acceptance criteria."""
    return listed("Acceptance criteria", *(f"**c{number}**: When {item}." for number, item in enumerate(items)))


def excluded(*rows: str) -> str:
    """What is out of scope, as a table of one column."""
    return table("Out of scope", "Not in this version | Candidate for", *(f"{row} | v2" for row in rows))


def assumed(*items: str) -> str:
    """The assumptions, with the limits of both systems."""
    return listed(
        "Assumptions and considerations",
        "Desk allows 600 requests per minute.",
        "Books allows 120 requests per minute.",
        *items,
    )


def left_open(row: str, *parts: str) -> str:
    """A row of Left open on purpose below other parts."""
    return "\n".join([*parts, table("Left open on purpose", "Question | About | Decided by | Why", row)])


def changes(*rows: str) -> str:
    """The table of Changes."""
    return table("Changes", "Version | Date | Decided by | What and why", *rows)


NO_DELETE_RULE = decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | ", INVOICE)
USUAL = ("custom fields", "backfill", "other currencies", "re-sync", "no other records")

CASES: tuple[tuple[str, str, str], ...] = (
    # Criteria
    (
        "create-without-criterion",
        "a value is named",
        criteria(
            "an Invoice is created in Desk with `status` `sent`, a matching Invoice exists in Books within 15 minutes",
            "a Client is created in Desk, a matching Client exists in Books within 15 minutes",
            "a Client is created in Books, a matching Client exists in Desk within 15 minutes",
        ),
    ),
    (
        "create-without-criterion",
        "what must not come is said",
        criteria(
            "an Invoice is created in Desk, no matching Invoice exists in Books for 1 hour",
            "a Client is created in Desk, no matching Client exists in Books for 1 hour",
            "a Client is created in Books, no matching Client exists in Desk for 1 hour",
        ),
    ),
    (
        "create-without-criterion",
        "many are created",
        criteria(
            "200 Invoices are created in Desk while Books is down for 30 minutes, every Invoice exists exactly once in Books within 10 minutes of its return",
            "20 Clients are created in Desk, every Client exists exactly once in Books within 15 minutes",
            "20 Clients are created in Books, every Client exists exactly once in Desk within 15 minutes",
        ),
    ),
    (
        "criterion-count-impossible",
        "all of them are deleted",
        criteria("20 of 20 Invoices are deleted in Desk, the owner is asked within 1 hour"),
    ),
    (
        "criterion-count-impossible",
        "how many there are is not said",
        criteria("30 Invoices are deleted in Desk, the owner is asked within 1 hour"),
    ),
    (
        "criterion-count-impossible",
        "a field that is no list is there, and not counted",
        criteria(
            "an Invoice with a `currency` is created in Desk, a matching Invoice exists in Books within 15 minutes"
        ),
    ),
    (
        "delete-without-criterion",
        "several are deleted",
        criteria(
            "30 of 100 Invoices are deleted in Desk, the owner is asked within 1 hour",
            "a Client is deleted in Desk, the owner is asked within 1 hour",
            "a Client is deleted in Books, the owner is asked within 1 hour",
        ),
    ),
    (
        "delete-without-criterion",
        "nothing flows from that side",
        decisions("Client | `clients` | `accounts` | Desk | → | hold | archive", INVOICE),
    ),
    (
        "delete-without-criterion",
        "what is kept is said",
        criteria(
            "an Invoice is deleted in Desk, the matching Invoice is unchanged in Books for 1 hour",
            "a Client is deleted in Desk, the matching Client is unchanged in Books for 1 hour",
            "a Client is deleted in Books, the matching Client is unchanged in Desk for 1 hour",
        ),
    ),
    (
        "conflict-without-criterion",
        "the other side is named first",
        criteria(
            "a Client's `name` changes in Books and 2 minutes later in Desk, the value of Desk is in both within 15 minutes"
        ),
    ),
    (
        "conflict-without-criterion",
        "no field flows both ways",
        fields("Client", "`email` | → | `mail` | ", "`phone` | ← | `phone` | ")
        + "\n"
        + criteria("a Client is created in Desk, a matching Client exists in Books within 15 minutes"),
    ),
    (
        "conflict-without-criterion",
        "the record flows one way",
        decisions("Client | `clients` | `accounts` | Desk | → | hold | archive", INVOICE)
        + "\n"
        + criteria("a Client is created in Desk, a matching Client exists in Books within 15 minutes"),
    ),
    (
        "downtime-without-criterion",
        "nothing flows into the other system",
        decisions("Client | `clients` | `accounts` | Desk | → | hold | archive", INVOICE)
        + "\n"
        + criteria(
            "20 Invoices are created in Desk while Books is down for 1 hour, every Invoice exists exactly once in Books within 10 minutes of its return"
        ),
    ),
    (
        "downtime-without-criterion",
        "one criterion for each system is enough",
        criteria(
            "20 Clients are created in Desk while Books is down for 1 hour, every Client exists exactly once in Books within 10 minutes of its return",
            "20 Clients change in Books while Desk is down for 1 hour, their mapped fields are equal in Desk within 10 minutes of its return",
        ),
    ),
    (
        "downtime-without-criterion",
        "the direction is open",
        decisions(
            "Client | `clients` | `accounts` | Desk | | hold | archive",
            "Invoice | `invoices` | `bills` | Desk | | hold | archive",
        )
        + "\n"
        + criteria("a Client is created in Desk, a matching Client exists in Books within 15 minutes"),
    ),
    (
        "rename-without-criterion",
        "one of either system is enough",
        criteria(
            "the label of `status` of Invoice is renamed in Desk, a change of `status` in Desk still arrives in Books within 15 minutes"
        ),
    ),
    ("rename-without-criterion", "there is no record", section("Data map") + "\n" + section("Acceptance criteria")),
    (
        "rename-without-criterion",
        "the field flows one way",
        criteria(
            "the label of `number` of Invoice is renamed in Books, a change of `number` in Desk still arrives in Books within 15 minutes"
        ),
    ),
    (
        "bad-data-without-criterion",
        "a value is missing",
        criteria("an Invoice without `number` is created in Desk, it is held with a reason"),
    ),
    (
        "bad-data-without-criterion",
        "a system refuses",
        criteria("Desk answers 400 to a Client, it is held with a reason"),
    ),
    ("bad-data-without-criterion", "there is no record", section("Data map") + "\n" + section("Acceptance criteria")),
    (
        "volume-without-criterion",
        "many change",
        criteria(
            "500 Clients change in Books within 1 hour, their mapped fields are equal in Desk within 30 minutes of the last"
        ),
    ),
    (
        "volume-without-criterion",
        "a few in a day are the busiest day of some",
        criteria(
            "10 Invoices are created in Desk within 1 day, every Invoice exists exactly once in Books within 15 minutes of the last"
        ),
    ),
    ("volume-without-criterion", "there is no record", section("Data map") + "\n" + section("Acceptance criteria")),
    (
        "vague-word",
        "such a word is a value",
        criteria(
            "an Invoice's `number` changes from `many` to `fast` in Desk, its `number` is `some` in Books within 1 hour"
        ),
    ),
    (
        "vague-word",
        "such letters are in another word",
        criteria("a Client's `fastening` changes in Desk, its `workshop` is equal in Books within 1 hour"),
    ),
    (
        "vague-word",
        "numbers are named",
        criteria(
            "3,000 Invoices are created in Desk within 1 hour, every Invoice exists exactly once in Books within 15 minutes of the last"
        ),
    ),
    (
        "criterion-against-map",
        "it must not come, and cannot",
        criteria("an Invoice is created in Books, no matching Invoice exists in Desk for 1 hour"),
    ),
    (
        "criterion-against-map",
        "what exists on both sides is found",
        more("Client | `email` = `mail` | | | never | link only | at once", INVOICE_MORE)
        + "\n"
        + criteria("a Client with the same `email` exists in both systems before the first run, the two are linked"),
    ),
    (
        "criterion-against-map",
        "a kept one is unchanged",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | keep", INVOICE)
        + "\n"
        + criteria("a Client is deleted in Desk, the matching Client is unchanged in Books for 1 hour"),
    ),
    (
        "criterion-field-unknown",
        "it is known though it is not mapped",
        criteria("an Invoice's `weight` changes in Desk, the matching Invoice is unchanged in Books for 1 hour"),
    ),
    (
        "criterion-field-unknown",
        "each side has its own name",
        criteria(
            "an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `closed` in Books within 15 minutes"
        ),
    ),
    (
        "criterion-field-unknown",
        "an array is called without its brackets",
        criteria(
            "an Invoice with 3 `entries` is created in Desk, a matching Invoice exists in Books within 15 minutes"
        ),
    ),
    (
        "criterion-field-not-mapped",
        "archiving writes it",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | archive by `origin` = `gone`", CLIENT)
        + "\n"
        + criteria("an Invoice is deleted in Desk, its `origin` is `gone` in Books within 15 minutes"),
    ),
    (
        "criterion-field-not-mapped",
        "the system itself changes it",
        criteria("a Client's `phone` changes in Books, its `remark` is `x` in Books within 15 minutes"),
    ),
    (
        "criterion-field-not-mapped",
        "a field of an element is written",
        fields(
            "Invoice",
            "`number` | → | `number` | ",
            "`entries[]` | → | `lines[]` | ",
            "`entries[].code` | → | `lines[].sku` | ",
        )
        + "\n"
        + criteria("an Invoice's `entries` changes in Desk, its `lines` is equal in Books within 15 minutes"),
    ),
    (
        "criterion-value-not-accepted",
        "the field lists no values",
        criteria(
            "an Invoice's `number` changes from `1` to `2` in Desk, its `number` is `2` in Books within 15 minutes"
        ),
    ),
    (
        "criterion-value-not-accepted",
        "each side has its own values",
        criteria(
            "an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `closed` in Books within 15 minutes"
        ),
    ),
    (
        "criterion-value-not-accepted",
        "a truth is written as one",
        criteria(
            "an Invoice's `paid` changes from `false` to `true` in Desk, its `state` is `closed` in Books within 15 minutes"
        ),
    ),
    (
        "tries-against-policy",
        "one and three times more are four",
        criteria("Books answers 422 to an Invoice, it is tried 4 times in all"),
    ),
    (
        "tries-against-policy",
        "another answer has no row",
        criteria("Books answers 409 to an Invoice, it is tried 2 times in all"),
    ),
    (
        "tries-against-policy",
        "the row names no number",
        table("When something goes wrong", "When | Then", "a 422 answer | retry with backoff and alert")
        + "\n"
        + criteria("Books answers 422 to an Invoice, it is tried 2 times in all"),
    ),
    (
        "deadline-before-next-look",
        "what must not come has no deadline",
        criteria("an Invoice is created in Books, no matching Invoice exists in Desk for 1 minute"),
    ),
    (
        "deadline-before-next-look",
        "it is looked for at once",
        more(
            "Client | `email` = `mail` | | | in both | link only | every 5 minutes",
            "Invoice | `number` = `number` | | | in Books | from go-live | every 1 minute",
        )
        + "\n"
        + criteria("an Invoice is created in Desk, a matching Invoice exists in Books within 5 minutes"),
    ),
    (
        "deadline-before-next-look",
        "an hour is long enough",
        criteria("a Client's `phone` changes in Desk, its `phone` is equal in Books within 1 hour"),
    ),
    # Scope
    ("out-of-scope-missing", "it is a list", listed("Out of scope", "Everything else.")),
    ("out-of-scope-missing", "one row is enough to begin with", excluded("Gift cards")),
    ("out-of-scope-missing", "no candidate is named", table("Out of scope", "What", "Gift cards")),
    (
        "usual-assumption-undecided",
        "all in two rows",
        excluded("Custom fields, backfill, other currencies, re-sync", "No other records"),
    ),
    (
        "usual-assumption-undecided",
        "in other words",
        listed(
            "Out of scope",
            "Invoices of former years.",
            "Fields that users create.",
            "Everything is in euros.",
            "Sending all of it again.",
            "Anything else.",
        ),
    ),
    (
        "usual-assumption-undecided",
        "some are assumptions",
        excluded("custom fields", "backfill", "re-sync")
        + "\n"
        + assumed("Desk has no currency but the pound.", "No further records will flow in 2027."),
    ),
    (
        "scope-against-map",
        "only links are made",
        more("Client | `email` = `mail` | | | never | all | at once", INVOICE_MORE) + "\n" + excluded(*USUAL),
    ),
    (
        "scope-against-map",
        "the backfill of another record is meant",
        more("Client | `email` = `mail` | | | in both | all | at once", INVOICE_MORE),
    ),
    (
        "scope-against-map",
        "old things of another kind are meant",
        more("Client | `email` = `mail` | | | in both | all | at once", INVOICE_MORE)
        + "\n"
        + excluded("Historical door logs", *USUAL[:1], *USUAL[2:]),
    ),
    ("document-too-long", "the tables are long", excluded(*(f"thing {number} of some sort" for number in range(40)))),
    (
        "document-too-long",
        "the criteria are long",
        criteria(
            *(
                f"an Invoice's `number` changes from `{n}` to `x` in Desk, its `number` is `x` in Books within 1 hour"
                for n in range(80)
            )
        ),
    ),
    ("document-too-long", "the overview fills a page", section("Overview", "Desk and Books. (500 words more)")),
    # Systems
    (
        "description-missing",
        "the address has no text",
        table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk.yaml",
            "Books | Birch | y | `systems/books.yaml`",
        ),
    ),
    (
        "description-missing",
        "the columns stand in another order",
        table(
            "Systems",
            "API description | System | Company",
            "[d](systems/desk.yaml) | Desk | Acorn",
            "[b](systems/books.yaml) | Books | Birch",
        ),
    ),
    (
        "description-missing",
        "the text of the link is another",
        table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | [our API](systems/desk.yaml)",
            "Books | Birch | y | [theirs](systems/books.yaml)",
        ),
    ),
    (
        "resource-not-in-system",
        "it stands without backticks",
        decisions("Client | clients | accounts | Desk | ↔ | hold | keep", INVOICE),
    ),
    (
        "resource-not-in-system",
        "another record has the same name there",
        decisions("Tenant | `tenants` | `people` | Desk | → | hold | keep"),
    ),
    (
        "resource-not-in-system",
        "the description is not there, and asked for",
        table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/no.yaml",
            "Books | Birch | y | systems/no.yaml",
        ),
    ),
    (
        "operation-missing",
        "a field archives",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | archive by `state` = `closed`"),
    ),
    (
        "operation-missing",
        "what is only read need not be written",
        decisions("Invoice | `bills` | `journals` | Books | ← | hold | keep").replace("`bills`", "`invoices`"),
    ),
    (
        "operation-missing",
        "nothing is deleted there",
        decisions("Client | `clients` | `accounts` | Desk | ↔ | hold | ask", INVOICE),
    ),
    ("identity-unknown", "the id is called id", decisions(CLIENT, INVOICE)),
    (
        "identity-unknown",
        "the resource is not known, and asked about",
        decisions("Client | `customers` | `accounts` | Desk | ↔ | hold | keep"),
    ),
    (
        "identity-unknown",
        "it is another record that has none",
        decisions("Client | `clients` | `accounts` | Desk | → | hold | keep")
        + "\n"
        + table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk.yaml",
            "Books | Birch | y | systems/books-blind.yaml",
        ),
    ),
    ("paging-not-readable", "pages are counted", decisions(CLIENT, INVOICE)),
    (
        "paging-not-readable",
        "it is another list that is stuck",
        decisions("Invoice | `invoices` | `bills` | Desk | → | hold | keep")
        + "\n"
        + table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk.yaml",
            "Books | Birch | y | systems/books-blind.yaml",
        ),
    ),
    (
        "paging-not-readable",
        "the resource is not known, and asked about",
        decisions("Client | `clients` | `konten` | Desk | ↔ | hold | keep"),
    ),
    ("deletes-not-visible", "deletes do nothing", decisions("Invoice | `invoices` | `bills` | Desk | → | hold | keep")),
    (
        "deletes-not-visible",
        "the system is not the source",
        decisions("Client | `clients` | `accounts` | Books | ← | hold | archive")
        + "\n"
        + table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk-bare.yaml",
            "Books | Birch | y | systems/books.yaml",
        ),
    ),
    (
        "deletes-not-visible",
        "a complete comparison is agreed",
        table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk-bare.yaml",
            "Books | Birch | y | systems/books.yaml",
        )
        + "\n"
        + assumed("Deletes in Desk are found by a complete comparison."),
    ),
    (
        "lost-create-not-recoverable",
        "nothing is created",
        more("Invoice | `number` = `number` | | | never | all | at once", CLIENT_MORE),
    ),
    (
        "lost-create-not-recoverable",
        "it is created where it can be found",
        table(
            "Systems",
            "System | Company | What it is | API description",
            "Desk | Acorn | x | systems/desk-bare.yaml",
            "Books | Birch | y | systems/books.yaml",
        )
        + "\n"
        + more("Client | `email` = `mail` | | | in Books | all | at once", INVOICE_MORE),
    ),
    (
        "lost-create-not-recoverable",
        "the moment of creation tells",
        more("Client | `email` = `mail` | | | in both | all | at once", INVOICE_MORE),
    ),
    (
        "rate-limit-unknown",
        "per second is a rate",
        listed(
            "Assumptions and considerations",
            "Desk allows 10 requests per second.",
            "Books allows 5 requests in 1 second.",
        ),
    ),
    (
        "rate-limit-unknown",
        "names are written in small letters",
        listed(
            "Assumptions and considerations",
            "desk allows 600 requests per minute.",
            "books allows 120 requests per minute.",
        ),
    ),
    (
        "rate-limit-unknown",
        "two limits are stated",
        listed(
            "Assumptions and considerations",
            "Desk allows 600 requests per minute.",
            "Desk allows 10,000 requests per day.",
            "Books allows 120 requests per minute.",
        ),
    ),
    (
        "item-count-unknown",
        "both counts are there",
        assumed("Desk keeps 2,000 Clients and 9,000 Invoices.", "Books keeps 2,100 Clients and 9,000 Invoices."),
    ),
    (
        "item-count-unknown",
        "they stand in lines of their own",
        assumed(
            "Desk keeps 2,000 Clients.",
            "Desk keeps 9,000 Invoices.",
            "Books keeps 2,100 Clients.",
            "Books keeps 9,000 Invoices.",
        ),
    ),
    (
        "item-count-unknown",
        "no limit is known, and asked for",
        listed("Assumptions and considerations", "Nothing is known."),
    ),
    (
        "limit-too-low-for-polling",
        "two records every five minutes are little",
        assumed("Desk keeps 2,000 Clients and 9,000 Invoices.", "Books keeps 2,100 Clients and 9,000 Invoices."),
    ),
    (
        "limit-too-low-for-polling",
        "a low limit and few items",
        listed(
            "Assumptions and considerations",
            "Desk allows 30 requests per minute.",
            "Books allows 30 requests per minute.",
            "Desk keeps 20 Clients and 90 Invoices.",
            "Books keeps 20 Clients and 90 Invoices.",
        ),
    ),
    (
        "limit-too-low-for-polling",
        "no limit is known, and asked for",
        listed("Assumptions and considerations", "Nothing is known."),
    ),
    (
        "volume-beyond-limit",
        "as many as fit",
        criteria(
            "100 Invoices are created in Desk within 1 hour, every Invoice exists exactly once in Books within 15 minutes of the last"
        ),
    ),
    (
        "volume-beyond-limit",
        "one item is no volume",
        criteria("an Invoice is created in Desk, a matching Invoice exists in Books within 15 minutes"),
    ),
    (
        "volume-beyond-limit",
        "no limit is known, and asked for",
        listed("Assumptions and considerations", "Nothing is known."),
    ),
    (
        "changes-beyond-limit",
        "a few changes a day",
        assumed(
            "100 Clients are created in Desk per day.",
            "Desk keeps 200 Clients and 900 Invoices.",
            "Books keeps 200 Clients and 900 Invoices.",
        ),
    ),
    (
        "changes-beyond-limit",
        "many change where nothing flows from",
        assumed(
            "90,000 Invoices are created in Books per day.",
            "Desk keeps 200 Clients and 900 Invoices.",
            "Books keeps 200 Clients and 900 Invoices.",
        ),
    ),
    (
        "changes-beyond-limit",
        "no number is stated",
        assumed(
            "Many Clients are created in Desk.",
            "Desk keeps 200 Clients and 900 Invoices.",
            "Books keeps 200 Clients and 900 Invoices.",
        ),
    ),
    ("first-run-longer-than-window", "no window is stated", table("Dates", "What | When", "Target | 2027-02-01")),
    (
        "first-run-longer-than-window",
        "the window is long enough",
        table("Dates", "What | When", "Go-live window | weekends, 00:00 to 23:00 in Europe/Berlin"),
    ),
    (
        "first-run-longer-than-window",
        "nothing is taken over",
        more("Client | `email` = `mail` | | | in both | from go-live | every 5 minutes", INVOICE_MORE)
        + "\n"
        + table("Dates", "What | When", "Go-live window | 05:00 to 07:00"),
    ),
    # Governance
    ("version-missing", "it is no number", "---\ninterlock: 1\nversion: draft\n---\n"),
    ("version-missing", "it is in quotes", '---\ninterlock: 1\nversion: "1.1.0"\n---\n'),
    ("version-missing", "it is a number to YAML", "---\ninterlock: 1\nversion: 1.1\n---\n"),
    ("version-not-raised", "a draft has no order", changes("draft | | Ida Rhodes | x", "1.1.0 | | Ida Rhodes | y")),
    ("version-not-raised", "the row has fewer parts", changes("1.1 | | Ida Rhodes | x", "1.1.0 | | Ida Rhodes | y")),
    (
        "version-not-raised",
        "the rows stand in the other order",
        changes("1.1.0 | | Ida Rhodes | x", "1.0.0 | | Ida Rhodes | y"),
    ),
    ("version-without-change", "there is no version, and it is asked for", "---\ninterlock: 1\n---\n"),
    ("version-without-change", "the row stands first", changes("1.1.0 | | Ida Rhodes | x", "1.0.0 | | Ida Rhodes | y")),
    (
        "version-without-change",
        "there are two rows of it",
        changes("1.1.0 | | Ida Rhodes | x", "1.1.0 | | Ida Rhodes | y"),
    ),
    ("change-without-decider", "it is the e-mail of the owner", changes("1.1.0 | | ida@acorn.example | x")),
    ("change-without-decider", "two have decided", changes("1.1.0 | | Ida Rhodes and Betty Holbert | x")),
    (
        "change-without-decider",
        "somebody else has, and that is asked about as such",
        changes("1.1.0 | | Kay McNulty | x"),
    ),
    (
        "change-decided-by-another",
        "two have decided, one of them the owner",
        changes("1.1.0 | | Ida Rhodes and Betty Holbert | x"),
    ),
    ("change-decided-by-another", "it is written in small letters", changes("1.1.0 | | ida rhodes | x")),
    ("change-decided-by-another", "nobody is named, and that is asked about as such", changes("1.1.0 | | | x")),
    (
        "question-unanswered",
        "it has an answer",
        table("Questions", "Question | From | For | Answer", "Why? | Kay | Ida Rhodes | Because."),
    ),
    ("question-unanswered", "the section is empty", section("Questions")),
    (
        "question-unanswered",
        "a row without a question",
        table("Questions", "Question | From | For | Answer", " | Kay | Ida Rhodes | "),
    ),
    (
        "silence-without-decision",
        "one word is a reason",
        left_open("`delete-undecided` | Client | Ida Rhodes | never", NO_DELETE_RULE),
    ),
    (
        "silence-without-decision",
        "the name is the e-mail address",
        left_open("`delete-undecided` | Client | ida@acorn.example | nobody deletes", NO_DELETE_RULE),
    ),
    ("silence-without-decision", "the section is empty", section("Left open on purpose")),
    (
        "silence-by-somebody-else",
        "the name is written in small letters",
        left_open("`delete-undecided` | Client | ida rhodes | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-by-somebody-else",
        "a deputy may decide",
        left_open(
            "`delete-undecided` | Client | Kay McNulty | nobody deletes",
            NO_DELETE_RULE,
            table(
                "People",
                "Role | Name | Company | Contact",
                "Analyst | Ida Rhodes | Acorn | x",
                "Deputy of the owner | Kay McNulty | Acorn | k",
            ),
        ),
    ),
    (
        "silence-by-somebody-else",
        "nobody is named, and that is asked about as such",
        left_open("`delete-undecided` | Client | | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-of-nothing",
        "the record is named in small letters",
        left_open("`delete-undecided` | client | Ida Rhodes | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-of-nothing",
        "the question has no backticks",
        left_open("delete-undecided | `Client` | Ida Rhodes | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-of-nothing",
        "a description is missing, so its rules were silent",
        left_open(
            "`text-may-not-fit` | | Ida Rhodes | cut by hand",
            table(
                "Systems",
                "System | Company | What it is | API description",
                "Desk | Acorn | x | systems/no.yaml",
                "Books | Birch | y | systems/books.yaml",
            ),
        ),
    ),
    (
        "silence-too-wide",
        "it is asked only once",
        left_open("`delete-undecided` | | Ida Rhodes | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-too-wide",
        "all are meant",
        left_open(
            "`delete-undecided` | all | Ida Rhodes | nobody deletes",
            decisions(
                "Client | `clients` | `accounts` | Desk | ↔ | hold | ",
                "Invoice | `invoices` | `bills` | Desk | → | hold | ",
            ),
        ),
    ),
    (
        "silence-too-wide",
        "both are named",
        left_open(
            "`delete-undecided` | Client | Ida Rhodes | x |\n| `delete-undecided` | Invoice | Ida Rhodes | x",
            decisions(
                "Client | `clients` | `accounts` | Desk | ↔ | hold | ",
                "Invoice | `invoices` | `bills` | Desk | → | hold | ",
            ),
        ),
    ),
    (
        "silence-of-an-error",
        "a question is no error",
        left_open("`delete-undecided` | Client | Ida Rhodes | nobody deletes", NO_DELETE_RULE),
    ),
    (
        "silence-of-an-error",
        "the error is not there, and that is asked about as such",
        left_open("`field-not-in-system` | Client | Ida Rhodes | comes next month"),
    ),
    (
        "silence-of-an-error",
        "a warning is no error",
        left_open(
            "`truth-flows-nowhere` | Client | Ida Rhodes | Books is cleaner",
            decisions("Client | `clients` | `accounts` | Desk | ← | hold | archive", INVOICE),
        ),
    ),
)
