"""Nothing in the product knows an example: no record, field, system, company or person of one stands in `src/`."""

import re
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


def test_no_vendor_of_the_test_data_stands_in_the_source(shared_data: Path) -> None:
    vendors = {
        path.stem.split("-")[0] for path in (shared_data / "openapi").glob("*.*") if path.suffix in {".json", ".yaml"}
    }
    assert len(vendors) > 5, "the test looks for nothing"
    pattern = re.compile(r"\b(" + "|".join(sorted(vendors)) + r")\b", re.IGNORECASE)
    found = [
        f"{source.relative_to(ROOT)}:{number}: {match[0]}"
        for source in SOURCES
        for number, line in enumerate(source.read_text().splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []
