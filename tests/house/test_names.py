"""Nothing in the product knows an example: no record, field, system, company or person of one stands in `src/`."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from interlock.document import read

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.interlock.md"))
SOURCES = sorted((ROOT / "src").rglob("*.py"))
DISTINCT_NAME = re.compile(r"[a-z]+([_-][a-z]+)+|[A-Z][a-z]+([A-Z][a-z]+)+")
# Words that are both a field of an example and a term of this trade, in any API.
GENERAL = {"first_name", "last_name", "country_code", "email_address", "unit_price", "line_items"}


def distinct_names(path: Path) -> set[str]:
    """The names in a document that can only come from it: systems, companies, people, compound field names."""
    document = read(path.read_text(), str(path)).document
    proper = {row.name for row in document.systems} | {row.company for row in document.systems}
    proper |= {person.name for person in document.people}
    names: set[str] = set()
    for record in document.records:
        names |= {record.left.text, record.right.text}
        for row in record.fields:
            for cell in (row.left, row.right):
                for field in cell.value or ():
                    names |= {part.removesuffix("[]") for part in field.parts}
    compound = {name for name in names if DISTINCT_NAME.fullmatch(name)}
    return (compound | {name for name in proper if len(name) > 3}) - GENERAL


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_name_of_an_example_stands_in_the_source(path: Path) -> None:
    names = distinct_names(path)
    assert len(names) > 3, "the test looks for nothing"
    pattern = re.compile(r"(?<![\w-])(" + "|".join(re.escape(name) for name in sorted(names)) + r")(?![\w-])")
    found = [
        f"{source.relative_to(ROOT)}:{number}: {match[0]}"
        for source in SOURCES
        for number, line in enumerate(source.read_text().splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


# Systems whose descriptions the learner is measured on elsewhere: it knows none of them by name.
_OTHER_VENDORS = {
    "shopify", "zendesk", "chargebee", "jira", "atlassian", "pipedrive", "mailchimp", "sendgrid", "twilio", "freshdesk",
    "gorgias", "gitlab", "github", "sentry", "braintree", "quickbooks", "woocommerce", "magento", "akeneo", "billbee",
    "codat", "docusign", "zuora", "apideck", "salesloft", "launchdarkly", "trello", "squareup", "telnyx", "paylocity",
    "hubapi", "salesforce", "netsuite", "vtex",
}  # fmt: skip


def _hosts(shared_data: Path) -> set[str]:
    """The domains of the servers that the descriptions name, without what every domain has."""
    found: set[str] = set()
    for path in (shared_data / "openapi").iterdir():
        for host in re.findall(r"https?://(?:[\w-]+\.)*([\w-]{4,})\.(?:com|io|co|net)\b", path.read_text()[:200_000]):
            found.add(host.lower())
    return {h for h in found if h not in _COMMON_HOSTS}


_COMMON_HOSTS = {
    "example", "examples", "google", "apache", "gravatar", "wikipedia", "domain", "facebook", "amazonaws", "test",
    "webhook", "address", "youtube", "yourdomain", "mydomain", "mywebsite", "website", "schema",
}  # fmt: skip


def test_no_vendor_of_the_test_data_stands_in_the_source(shared_data: Path) -> None:
    vendors = {
        path.stem.split("-")[0] for path in (shared_data / "openapi").glob("*.*") if path.suffix in {".json", ".yaml"}
    }
    assert len(vendors) > 5, "the test looks for nothing"
    assert _named(vendors, SOURCES) == []


def test_the_learner_knows_no_system_by_its_name_or_its_address(shared_data: Path) -> None:
    """Neither those of the test data, by vendor, domain and file, nor others that it is measured on."""
    learner = [source for source in SOURCES if source.is_relative_to(ROOT / "src" / "interlock" / "systems")]
    assert len(learner) > 30
    files = {path.stem for path in (shared_data / "openapi").iterdir() if path.suffix != ".md"}
    assert _named(_hosts(shared_data) | files | _OTHER_VENDORS, learner) == []


def _named(words: set[str], sources: Sequence[Path]) -> list[str]:
    pattern = re.compile(r"(?:\b|_)(" + "|".join(sorted(words)) + r")(?:\b|_|\d)", re.IGNORECASE)
    return [
        f"{source.relative_to(ROOT)}:{number}: {match[0]}"
        for source in sources
        for number, line in enumerate(source.read_text().splitlines(), 1)
        if (match := pattern.search(line))
    ]
