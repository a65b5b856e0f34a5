"""The helper that the examples rely on does what its docstring says."""

from __future__ import annotations

from tests.rules.splice import splice

BASE = """\
---
version: 1
---

# Title

## Data map

| Record | Direction |
| ------ | --------- |
| A      | →         |

| Record | Starting |
| ------ | -------- |
| A      | all      |

## Field mapping

### A

| L | R |

### B

| L | R |

## Owner

Ida
"""


def test_a_table_replaces_the_one_that_is_most_alike() -> None:
    spliced = splice(BASE, "## Data map\n\n| Record | Direction |\n| --- | --- |\n| B | ← |\n")
    assert "| B | ← |" in spliced
    assert "| A      | all      |" in spliced
    assert "| A      | →         |" not in spliced


def test_a_sub_section_replaces_its_namesake() -> None:
    spliced = splice(BASE, "## Field mapping\n\n### A\n\n| X | Y |\n")
    assert "### A\n\n| X | Y |\n\n### B\n\n| L | R |\n\n## Owner" in spliced


def test_prose_replaces_the_section() -> None:
    assert splice(BASE, "## Owner\n\nKay").endswith("## Owner\n\nKay\n\n")


def test_an_empty_section_empties_it() -> None:
    assert "Ida" not in splice(BASE, "## Owner")


def test_front_matter_is_replaced() -> None:
    assert splice(BASE, "---\nversion: 2\n---").startswith("---\nversion: 2\n---\n\n# Title")
