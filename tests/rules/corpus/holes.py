"""Sound documents with one hole each: the words that are taken out or changed, what is to be asked, and where.

A hole is (document, words, what stands there instead, the question, words of the line where it is asked). Words before
`…` are where the cut begins, words after it where it ends.
"""

# ruff: noqa: E501 - one hole stands in one line
from __future__ import annotations

HOLES: tuple[tuple[str, str, str, str, str], ...] = (
    # Overview and resources
    ("deals-to-invoices", "Reps of Meadow…phone down.", "", "overview-missing", "## Overview"),
    (
        "signatures-to-contracts",
        "contract in Lawdrawer.",
        "contract.",
        "overview-leaves-out-a-system",
        "Legal asks sales",
    ),
    ("orders-to-warehouse", "| Packhall API docs…Hanne Dahl |\n", "", "documentation-missing", "## Resources"),
    ("telematics-to-fleet", "| Fleetbase playground |", "| Fleetbase users |", "sandbox-missing", "## Resources"),
    ("staff-to-directory", "client certificate, Nora Lund", "tbd", "access-not-said", "Gatekeeper staging doors"),
    ("listings-to-portal", "OAuth client, Luc Martin", "ask Luc Martin", "credential-missing", "Openhouse docs"),
    # Owner and people
    ("donations-to-ledger", "Judith Oakes <judith@wells.example>, Wells for All.", "", "owner-missing", "## Owner"),
    (
        "bookings-both-ways",
        "Lotte de Vries <lotte@aurora.example>, Hotel Aurora.",
        "The IT department <it@aurora.example>, Hotel Aurora.",
        "owner-not-one-person",
        "The IT department",
    ),
    (
        "suppliers-to-erp",
        "<renata@delta.example>, Delta Pumps. Head",
        "<renata@delta.example>, Silva Consulting. Head",
        "owner-of-neither-company",
        "Silva Consulting",
    ),
    ("projects-and-hours", "| Engineer | Urs Frei", "| Accountant | Urs Frei", "engineer-missing", "## People"),
    (
        "menu-to-tills",
        "| End user: waiter | Luca Serra | Casa Verde | luca@verde.example |\n",
        "",
        "role-not-filled",
        "## People",
    ),
    (
        "attendees-to-crm",
        "karin@messe.example |\n| Project",
        " |\n| Project",
        "person-without-contact",
        "Partner contact",
    ),
    # Stories
    (
        "bookings-both-ways",
        "**no-double** (Bedrock → Staywise)",
        "**no-double** (Staywise → Bedrock)",
        "direction-without-story",
        "## User stories",
    ),
    ("suppliers-to-erp", "**blocked** (no-orders)", "**blocked**", "story-without-criterion", "- **no-orders**"),
    (
        "appointments-to-reminders",
        "a reminder waits within 15 minutes,",
        "a reminder waits,",
        "story-without-timing",
        "not-forgotten",
    ),
    (
        "stock-to-shop",
        "the shop shows 0 bags within",
        "the integration syncs the stock via webhook within",
        "story-about-mechanics",
        "sold-out",
    ),
    ("claims-and-repairs", "As a mechanic, when", "As a user, when", "story-without-person", "**begin**"),
    # Map
    (
        "deals-to-invoices",
        "| Deal | `deals` | `invoices` | Fieldbook | -> | report | keep |",
        "| Deal | `deals` | `invoices` | Fieldbook | -> | report | |",
        "delete-undecided",
        "| Deal | `deals`",
    ),
    (
        "bookings-both-ways",
        "| source of truth wins | delete |",
        "| | delete |",
        "conflict-undecided",
        "| Booking | `reservations`",
    ),
    (
        "telematics-to-fleet",
        "| → | source of truth wins | keep |",
        "| → | newest wins, else hold | keep |",
        "conflict-rule-cannot-apply",
        "| Lorry | `vehicles`",
    ),
    ("readers-and-newsletter", "newest wins, else hold", "newest wins", "tie-undecided", "| Reader | `readers`"),
    (
        "tickets-and-issues",
        "`closed` = `done` | Burrow |",
        "`closed` = `done` | |",
        "field-winner-undecided",
        "`status`",
    ),
    (
        "donations-to-ledger",
        "| in Almoner | since 2027-01-01 |",
        "| | since 2027-01-01 |",
        "create-missing-undecided",
        "`receipt_no` = `document_no`",
    ),
    (
        "signatures-to-contracts",
        "| never | link only | every",
        "| in Inkline | link only | every",
        "create-against-direction",
        "`number` = `reference`",
    ),
    (
        "staff-to-directory",
        "| in Gatekeeper | all | every 5 minutes |",
        "| in Gatekeeper | | every 5 minutes |",
        "start-undecided",
        "`personnel_no` = `employee_number`",
    ),
    (
        "suppliers-to-erp",
        "| link only | every 15 minutes |",
        "| link only | |",
        "frequency-undecided",
        "`duns` = `duns_no`",
    ),
    (
        "orders-to-warehouse",
        "`status` is `paid` | archive |",
        "`status` is `paid` | |",
        "leaving-undecided",
        "`number` = `external_ref`",
    ),
    ("menu-to-tills", "| Dish | `number` = `plu` |", "| Dish | |", "match-undecided", "| Dish | |"),
    (
        "attendees-to-crm",
        "`contacts` | Turnstile | → |",
        "`contacts` | | → |",
        "source-of-truth-missing",
        "| Attendee | `attendees`",
    ),
    (
        "projects-and-hours",
        "| `projects` | Planboard |",
        "| `projects` | Punchcard |",
        "truth-flows-nowhere",
        "| Project | `jobs`",
    ),
    ("faults-to-work-orders", "the linked Machine", "the linked Engine", "reference-to-unmapped-record", "`asset_id`"),
    (
        "students-to-courses",
        "archive by `suspended` = `true`",
        "archive by `suspended` = `yes`",
        "rule-value-not-accepted",
        "| Student | `students`",
    ),
    (
        "appointments-to-reminders",
        "archive by `status` = `void`",
        "archive by `status` = `cancelled`",
        "rule-value-not-accepted",
        "| Visit | `appointments`",
    ),
    (
        "orders-to-warehouse",
        "Tradewind: `status` is `paid`",
        "Tradewind: `status` is `payed`",
        "rule-value-not-accepted",
        "`number` = `external_ref`",
    ),
    ("listings-to-portal", "| Matched by | `ref` = `partner_ref` |\n", "", "match-undecided", "Home"),
    # Fields
    (
        "orders-to-warehouse",
        "| `rows[].count` | → | `lines[].pieces` | | |\n",
        "",
        "required-field-not-fed",
        "`rows[]` | →",
    ),
    ("suppliers-to-erp", "| `legal_name` | → | `name` | | |\n", "", "required-field-not-fed", "| Supplier |"),
    ("menu-to-tills", "| `till_name` |", "| `name` |", "text-may-not-fit", "`short_name`"),
    (
        "deals-to-invoices",
        "| `country` | -> | `country` | ISO code to country name |",
        "| `country` | <-> | `country` | country name to ISO code |",
        "text-may-not-fit",
        "`country`",
    ),
    (
        "memberships-to-books",
        "| cents to amount in `currency` |",
        "| at most 9 characters |",
        "type-does-not-fit",
        "`price_minor`",
    ),
    ("donations-to-ledger", "| date in Europe/London |", "| |", "moment-becomes-day", "`given_at`"),
    (
        "projects-and-hours",
        "| `hours_planned` | ← |",
        "| `hours_spent` | ← |",
        "read-only-field-written",
        "`hours_spent`",
    ),
    ("faults-to-work-orders", ", `stop` = 1", "", "value-without-pair", "`level`"),
    (
        "readers-and-newsletter",
        "| `forename`, `surname` | → |",
        "| `forename`, `surname` | ↔ |",
        "two-way-rule-without-inverse",
        "`forename`",
    ),
    (
        "readers-and-newsletter",
        "| `mail` | → | `email` |",
        "| `e_mail` | → | `email` |",
        "field-not-in-system",
        "`e_mail`",
    ),
    (
        "projects-and-hours",
        "| `customer` | ← | `client` |",
        "| `name` | ← | `client` |",
        "field-written-twice",
        "`client`",
    ),
    (
        "faults-to-work-orders",
        "| `machine_id` | the linked Machine |",
        "| `machine_id` | |",
        "reference-copied",
        "`asset_id`",
    ),
    (
        "listings-to-portal",
        "| `currency` | upper case |",
        "| `currency` | in nice letters |",
        "rule-not-understood",
        "`currency`",
    ),
    (
        "telematics-to-fleet",
        "| `odometer_km` | → | `km` |",
        "| `odometer_km` | ← | `km` |",
        "field-against-direction",
        "`odometer_km`",
    ),
    ("attendees-to-crm", "| `company` | → | `firm` | | |", "| | → | `firm` | | |", "row-without-source", "`firm`"),
    ("suppliers-to-erp", "| `duns` | → | `duns_no` | | |\n", "", "match-field-not-written", "`duns` = `duns_no`"),
    # Criteria
    (
        "menu-to-tills",
        "| `available` | → | `sold_out` | true = false, false = true | |\n",
        "",
        "criterion-field-not-mapped",
        "**sold-out**",
    ),
    (
        "signatures-to-contracts",
        "| `signature` | ← | `status`…`refused` = `expired` | |\n",
        "",
        "criterion-field-not-mapped",
        "**signed**",
    ),
    (
        "donations-to-ledger",
        "- **deleted**…within 3 hours.\n",
        "",
        "delete-without-criterion",
        "## Acceptance criteria",
    ),
    (
        "readers-and-newsletter",
        "- **forgotten**…for 3 hours.\n",
        "",
        "delete-without-criterion",
        "## Acceptance criteria",
    ),
    ("bookings-both-ways", "- **same-minute**…history.\n", "", "conflict-without-criterion", "## Acceptance criteria"),
    ("donations-to-ledger", "- **books-down**…return.\n", "", "downtime-without-criterion", "## Acceptance criteria"),
    ("students-to-courses", "- **renamed**…1 hour.\n", "", "rename-without-criterion", "## Acceptance criteria"),
    ("listings-to-portal", "- **no-city**…reason.\n", "", "bad-data-without-criterion", "## Acceptance criteria"),
    ("menu-to-tills", "- **season**…last.\n", "", "volume-without-criterion", "## Acceptance criteria"),
    ("tickets-and-issues", "- **own-issue**…1 hour.\n", "", "create-without-criterion", "## Acceptance criteria"),
    ("staff-to-directory", "When 40 of 100", "When 140 of 100", "criterion-count-impossible", "**mass-exit**"),
    (
        "attendees-to-crm",
        "its `was_there` is `true`",
        "its `was_here` is `true`",
        "criterion-field-unknown",
        "**checks-in**",
    ),
    (
        "projects-and-hours",
        "from `running` to `closed` in Planboard",
        "from `running` to `finished` in Planboard",
        "criterion-value-not-accepted",
        "**closed**",
    ),
    (
        "suppliers-to-erp",
        "the matching Supplier is archived in Forgebook within 1 hour.\n- **known**",
        "the matching Supplier is archived in Forgebook within 10 minutes.\n- **known**",
        "deadline-before-next-look",
        "**deleted**",
    ),
    (
        "deals-to-invoices",
        "it is tried 3 times in all",
        "it is tried 5 times in all",
        "tries-against-policy",
        "**refused**",
    ),
    (
        "telematics-to-fleet",
        "no matching Lorry exists in Fleetbase for 3 hours",
        "a matching Lorry exists in Fleetbase within 3 hours",
        "criterion-against-map",
        "**unknown**",
    ),
    # Scope
    (
        "claims-and-repairs",
        "| Conversion of currencies | never |\n",
        "",
        "usual-assumption-undecided",
        "## Out of scope",
    ),
    (
        "stock-to-shop",
        "- Starting over with a full transfer; ask Beat Meier.\n",
        "",
        "usual-assumption-undecided",
        "## Out of scope",
    ),
    (
        "listings-to-portal",
        "- Homes sold in the past.",
        "- Historical backfill of homes.",
        "scope-against-map",
        "| Starting | all |",
    ),
    (
        "bookings-both-ways",
        "- Bedrock allows 10 requests per second.",
        "- Bedrock allows 10 requests per second.\n- The limit of Staywise is 120 requests a minute for each key.",
        "fact-not-understood",
        "- The limit of Staywise",
    ),
    # Systems
    ("appointments-to-reminders", "`appointments` |", "`visits` |", "resource-not-in-system", "| Visit | `visits`"),
    ("donations-to-ledger", "archive by `reversed` = `true`", "archive", "operation-missing", "| Gift | `gifts`"),
    (
        "attendees-to-crm",
        "systems/leadwell.yaml)",
        "systems/leadwel.yaml)",
        "description-missing",
        "| Leadwell | Corvid",
    ),
    # Governance
    ("memberships-to-books", "version: 1.0.1", "version: 1.0.0", "version-not-raised", "version: 1.0.0"),
    ("tickets-and-issues", "version: 3.1.0", "version: 3.2.0", "version-without-change", "## Changes"),
    (
        "deals-to-invoices",
        "| 1.0.0 | 2026-03-02 | Sofia Brandt |",
        "| 1.0.0 | 2026-03-02 | |",
        "change-without-decider",
        "| 1.0.0 |",
    ),
    (
        "orders-to-warehouse",
        "## Changes",
        "## Questions\n\n| Question | From | For | About | Answer |\n|-|-|-|-|-|\n| Are gift cards shipped? | Jens Holm | Ines Ferreira | Order | |\n\n## Changes",
        "question-unanswered",
        "| Order | `orders`",
    ),
    (
        "menu-to-tills",
        "## Changes",
        "## Left open on purpose\n\n| Question | About | Decided by | Why |\n|-|-|-|-|\n| `delete-undecided` | Dish | Paolo R. Conti | none |\n\n## Changes",
        "silence-of-nothing",
        "| `delete-undecided`",
    ),
)


def planted(text: str, words: str, instead: str) -> str:
    """The text with the hole in it.

    Raises:
        ValueError: the words do not stand there, or stand there twice.
    """
    begin, cut, end = words.partition("…")
    if text.count(begin) != 1:
        raise ValueError(f"{begin!r} stands {text.count(begin)} times in the document")
    start = text.index(begin)
    stop = text.index(end, start + len(begin)) + len(end) if cut else start + len(begin)
    return text[:start] + instead + text[stop:]
