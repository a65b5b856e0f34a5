"""What looks suspicious in overview, resources, owner, people and stories, and is right."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from tests.rules.leave_alone.parts import listed, people, resources, section, systems, table

CASES: tuple[tuple[str, str, str], ...] = (
    ("overview-missing", "one short sentence is a reason", section("Overview", "Desk feeds Books.")),
    (
        "overview-missing",
        "a list says why as well as prose",
        section("Overview", "- Desk and Books\n\nNobody retypes between Desk and Books."),
    ),
    (
        "overview-missing",
        "a quotation is a reason",
        section("Overview", "> Since May nobody knows what Books has that Desk lacks."),
    ),
    (
        "overview-leaves-out-a-system",
        "names are written in other letters",
        section("Overview", "What DESK knows, BOOKS knows."),
    ),
    (
        "overview-leaves-out-a-system",
        "the name stands in the second paragraph",
        section("Overview", "Desk is slow.\n\nBooks is not."),
    ),
    (
        "overview-leaves-out-a-system",
        "the name has an ending",
        section("Overview", "Desk's invoices are Books' bills."),
    ),
    ("access-not-said", "nothing is needed, and that is said", resources("Desk sandbox | x | none needed")),
    ("access-not-said", "one word is enough", resources("Desk docs | x | open", "Books docs | y | public")),
    ("access-not-said", "who gives it is said without what it is", resources("Books ledger | x | from Betty Holbert")),
    (
        "credential-missing",
        "the key of one resource serves the system",
        resources("Desk docs | x | open", "Desk sandbox | y | bearer token", "Books docs | z | API key"),
    ),
    (
        "credential-missing",
        "the resource itself is the credential",
        resources("Desk API key | vault of Acorn | Kay McNulty", "Books OAuth client | vault | Jean Bartik"),
    ),
    (
        "credential-missing",
        "none is needed, and that is said",
        resources("Desk API | x | no authentication inside the office", "Books API | y | mTLS"),
    ),
    (
        "documentation-missing",
        "it is called by another word",
        resources("Desk handbook, API part | x | open", "Documentation of Books | y | open"),
    ),
    (
        "documentation-missing",
        "it is a file, no address",
        resources("Desk API guide | docs/desk.pdf | open", "Books manual | docs/books.pdf | open"),
    ),
    ("documentation-missing", "one row is about both", resources("API reference of Desk and Books | x | open")),
    (
        "sandbox-missing",
        "it is called by another word",
        resources("Desk test system | x | open", "Books staging | y | open"),
    ),
    (
        "sandbox-missing",
        "it is a trial account",
        resources("Trial account of Desk | x | open", "Demo company in Books | y | open"),
    ),
    ("sandbox-missing", "one row is about both", resources("Desk and Books playground | x | open")),
    ("owner-missing", "a title stands before the name", section("Owner", "Dr. Ida Rhodes <ida@acorn.example>, Acorn.")),
    (
        "owner-missing",
        "the owner is a table",
        table("Owner", "Name | Company | Contact", "Ida Rhodes | Acorn | ida@acorn.example"),
    ),
    (
        "owner-missing",
        "what is written is not understood, and asked about as such",
        section("Owner", "Somebody, some day."),
    ),
    (
        "owner-not-one-person",
        "the name has `and` in it",
        section("Owner", "Anders Sandell <anders@acorn.example>, Acorn. He asks the team."),
    ),
    (
        "owner-not-one-person",
        "the sentence after the name speaks of others",
        section("Owner", "Ida Rhodes <ida@acorn.example>, Acorn. She and her team decide."),
    ),
    ("owner-not-one-person", "a name of three words", section("Owner", "Ida Maria Orson <ida@acorn.example>, Acorn.")),
    (
        "owner-not-in-people",
        "the name is written in small letters",
        section("Owner", "ida rhodes <ida@acorn.example>, Acorn."),
    ),
    ("owner-not-in-people", "the role is another one", people("Product manager | Ida Rhodes | Acorn | x")),
    (
        "owner-not-in-people",
        "there are two rows of the same name",
        people("Analyst | Ida Rhodes | Acorn | x", "End user | Ida Rhodes | Acorn | x"),
    ),
    (
        "owner-of-neither-company",
        "more is said after the company",
        section("Owner", "Ida Rhodes <ida@acorn.example>, Acorn, who has the engineers for it."),
    ),
    (
        "owner-of-neither-company",
        "the company is written in other letters",
        section("Owner", "Ida Rhodes <ida@acorn.example>, ACORN."),
    ),
    (
        "owner-of-neither-company",
        "the owner is of the partner",
        section("Owner", "Betty Holbert <betty@birch.example>, Birch."),
    ),
    (
        "engineer-missing",
        "they are called developers",
        people("Lead developer | Kay | Acorn | k", "Software engineer | Jean | birch | j"),
    ),
    (
        "engineer-missing",
        "one person has two roles",
        people("Engineer and analyst | Kay | Acorn | k", "Programmer, tester | Jean | Birch | j"),
    ),
    (
        "engineer-missing",
        "a company has two",
        people("Engineer | Kay | Acorn | k", "Engineer | Ann | Acorn | a", "Engineer | Jean | Birch | j"),
    ),
    ("company-missing", "one company has both", systems("Desk | Acorn | x | ", "Books | Acorn | y | ")),
    ("company-missing", "it is not settled which", systems("Desk | Acorn | x | ", "Books | Birch or Elm | y | ")),
    ("company-missing", "the name is one letter", systems("Desk | A | x | ", "Books | B | y | ")),
    ("person-without-contact", "nobody is needed", people("End user | not needed | Acorn | ")),
    (
        "person-without-contact",
        "nobody is needed, in other words",
        people("Tester | none needed. | | ", "Analyst | n/a | | "),
    ),
    ("person-without-contact", "a telephone is a contact", people("End user | Ruth Lichter | Acorn | ext. 12")),
    (
        "role-not-filled",
        "roles have other names",
        people(
            "Business analyst | A | Acorn | a",
            "Program manager | B | Acorn | b",
            "Power user | C | Acorn | c",
            "QA | D | Birch | d",
            "Partner manager | E | Birch | e",
        ),
    ),
    (
        "role-not-filled",
        "a role is declared not needed",
        people(
            "Analyst | A | Acorn | a",
            "Project manager | not needed | | ",
            "User | C | Acorn | c",
            "Test lead | D | Birch | d",
            "Contact | E | Birch | e",
        ),
    ),
    (
        "role-not-filled",
        "one person has all of them",
        people("Analyst, project lead, tester, user and partner contact | A | Acorn | a"),
    ),
    (
        "direction-without-story",
        "the story speaks of the record in the plural",
        listed(
            "User stories",
            "**a** (Desk → Books): As an accountant, when invoices are written, they and their clients are in the books within 15 minutes, so that I close.",
            "**b** (Books → Desk): As a clerk, when clients move, I know within 1 hour, so that I find them.",
        ),
    ),
    (
        "direction-without-story",
        "only the criterion of the story names the record",
        listed(
            "User stories",
            "**closed-month** (Desk → Books): As an accountant, when work is billed, I see it within 15 minutes, so that I close.",
            "**new-clients** (Desk → Books): As an accountant, when somebody signs up, I see it within 15 minutes, so that I rest.",
            "**one-address** (Books → Desk): As a clerk, when a phone is corrected, I see it within 15 minutes, so that I call.",
        ),
    ),
    (
        "direction-without-story",
        "the arrow is written with two signs",
        listed(
            "User stories",
            "**closed-month** (Desk -> Books): As an accountant, when an invoice is written for a client, I see it within 15 minutes, so that I close.",
            "**b** (Books -> Desk): As a clerk, when a client moves, I know within 1 hour, so that I find them.",
        ),
    ),
    (
        "story-about-mechanics",
        "in sync is said of people",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when I hit it in sync with the bell, I rest within 1 hour, so that I live.",
        ),
    ),
    (
        "story-about-mechanics",
        "a person reads something",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client calls, I see the balance within 1 hour, so that I can answer.",
        ),
    ),
    (
        "story-about-mechanics",
        "an apiarist has bees",
        listed(
            "User stories",
            "**a** (Desk → Books): As an apiarist, when a client orders honey, the bill is there within 1 hour, so that I am paid.",
        ),
    ),
    (
        "story-without-person",
        "a user of something has work",
        listed(
            "User stories",
            "**a** (Desk → Books): As a user of the till, when a client pays, I see it within 1 hour, so that I can close.",
        ),
    ),
    (
        "story-without-person",
        "a manager is somebody",
        listed(
            "User stories",
            "**a** (Desk → Books): As a manager, when a client pays, I see it within 1 hour, so that I sleep.",
        ),
    ),
    (
        "story-without-person",
        "a team lead is no team",
        listed(
            "User stories",
            "**a** (Desk → Books): As a team lead, when a client pays, I see it within 1 hour, so that I sleep.",
        ),
    ),
    (
        "story-without-timing",
        "at once is a time",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client pays, I see it at once, so that I can thank.",
        ),
    ),
    (
        "story-without-timing",
        "the next morning is a time",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client pays, I see it the next morning, so that I can thank.",
        ),
    ),
    (
        "story-without-timing",
        "the time has no situation before it",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, I see each payment within 90 seconds, so that I can thank.",
        ),
    ),
    (
        "story-without-criterion",
        "names are compared without case",
        listed(
            "User stories",
            "**Closed-Month** (Desk → Books): As an accountant, when an invoice is written, I see it within 15 minutes, so that I close.",
        ),
    ),
    (
        "story-without-criterion",
        "a criterion is for two stories",
        listed(
            "Acceptance criteria",
            "**a** (closed-month, new-clients, one-address): When an Invoice is created in Desk, a matching Invoice exists in Books within 15 minutes.",
        ),
    ),
    (
        "story-without-criterion",
        "a story without a name is asked about as such",
        listed("User stories", "As a clerk, when a client pays, I see it within 1 hour, so that I can thank."),
    ),
    (
        "story-sooner-than-seen",
        "the story waits as long as a look takes",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client pays, I see it within 20 minutes, so that I can thank.",
        ),
    ),
    (
        "story-sooner-than-seen",
        "the story names no number",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client pays, I see it the same day, so that I can thank.",
        ),
    ),
    (
        "story-sooner-than-seen",
        "the time is another thing's",
        listed(
            "User stories",
            "**a** (Desk → Books): As a clerk, when a client has paid within 1 minute, I see it the next day, so that I can thank.",
        ),
    ),
    ("hidden-characters", "a language that is written from right to left", section("Overview", "מסמך Desk Books")),
    (
        "hidden-characters",
        "a picture that is joined of several",
        section("Overview", "Desk and Books 👩‍👩‍👧 together."),
    ),
    ("hidden-characters", "a blank that keeps words together", section("Overview", "Desk\u00a0and Books.")),
)
