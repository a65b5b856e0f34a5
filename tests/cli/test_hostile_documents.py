"""Documents made to harm whoever reads them: bounded time, a plain answer, and nothing steers a terminal."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT

from interlock.cli.commands import check
from interlock.journeys.check import cold_read
from interlock.journeys.project import Project, load_all
from interlock.rules import ColdRead

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FLOOR_MB = 1.0
_S_PER_MB = 10.0
"""Five times what the slowest takes on the machine that `docs/speed.md` speaks of, as others are slower."""

_MAP = "| Record | Storefront | ERP | Source of truth | Direction | On conflict | On delete |\n|-|-|-|-|-|-|-|\n"
_FIELDS = "### Order\n\n| Storefront | Direction | ERP | Rule |\n|-|-|-|-|\n"


def _section(name: str, body: str) -> Callable[[str], str]:
    """The example with another section of that name."""

    def put(text: str) -> str:
        begin = text.index(f"## {name}\n")
        end = text.find("\n## ", begin + 3)
        return f"{text[:begin]}## {name}\n\n{body}\n{text[end:] if end >= 0 else ''}"

    return put


def _many(count: int, line: str) -> str:
    return "".join(line.replace("#", str(n)) for n in range(count))


HOSTILE: dict[str, Callable[[str], str]] = {
    "a table of 100,000 rows": _section("Dates", "| What | When |\n|-|-|\n" + _many(100_000, "| a# | 2027-01-01 |\n")),
    "a data map of 4,000 records": _section(
        "Data map",
        _MAP + _many(4_000, "| Rec# | `customers` | `business-partners` | Storefront | ↔ | hold | keep |\n"),
    ),
    "4,000 fields that nobody knows": _section("Field mapping", _FIELDS + _many(4_000, "| `f#` | → | `g#` | |\n")),
    "one field 4,000 times": _section(
        "Field mapping", _FIELDS + _many(4_000, "| `number` | → | `external_reference` | |\n")
    ),
    "one list 2,000 times": _section("Field mapping", _FIELDS + _many(2_000, "| `line_items[]` | → | `lines[]` | |\n")),
    "10,000 sentences that nobody understands": _section(
        "Acceptance criteria", _many(10_000, "- **c#**: When the wombat # is frobbed, it is handled fast.\n")
    ),
    "a list of 2,000 items in a list of one": _section("Overview", "- a\n" + _many(2_000, "  - b#\n")),
    "a million list items": _section("Assumptions and considerations", "- a\n" * 1_000_000),
    "20,000 list items": _section("Assumptions and considerations", "- a\n" * 20_000),
    "10,000 systems": _section(
        "Systems", "| System | Company |\n|-|-|\n" + _many(10_000, "| System # | Company # |\n")
    ),
    "a cell of two million characters": _section(
        "Out of scope", "| Not in this version | x |\n|-|-|\n| " + "y" * 2_000_000 + " | z |"
    ),
    "a line of two million characters": _section("Overview", "x" * 2_000_000),
    "deep lists": _section("Overview", "- " * 200_000),
    "deep quotes": _section("Overview", ">" * 200_000),
    "brackets": _section("Overview", "[" * 100_000 + "](" * 50_000),
    "stars": _section("Acceptance criteria", "- " + "**a" * 100_000),
    "an alias bomb": lambda text: text.replace(
        "version: 1.0.0",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]" for n in range(20)),
        1,
    ),
    "a sentence made to be tried in every way": _section(
        "Acceptance criteria",
        _many(
            50,
            "- **c#**: When "
            + "an Order with a `number` and " * 25
            + "is created in Storefront, it is held and it is held.\n",
        ),
    ),
    "a rule made to be tried in every way": _section(
        "Field mapping", _FIELDS + _many(200, "| `number` | → | `total` | " + "join with a " * 60 + "|\n")
    ),
    "headings without end": lambda text: text + "## x\n" * 20_000,
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "no last line end": lambda text: text.rstrip("\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
}
_SOUND = {"carriage returns", "no last line end", "a byte order mark"}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_takes_bounded_time_and_is_answered(what: str, example: Path, call: Call) -> None:
    text = HOSTILE[what]((example / DOCUMENT).read_text())
    (example / DOCUMENT).write_bytes(text.encode())
    megabytes = max(len(text.encode()) / 1_000_000, _FLOOR_MB)
    begun = time.process_time()
    said = call("check", "--format", "json")
    taken = time.process_time() - begun
    assert taken < megabytes * _S_PER_MB, what
    assert said.code == (0 if what in _SOUND else said.code)
    assert said.code in (0, 1, 2)
    if said.code < 2:
        assert isinstance(orjson.loads(said.out)["findings"], list)


def test_thousands_of_findings_are_counted_on_a_terminal(example: Path, call: Call) -> None:
    text = HOSTILE["a data map of 4,000 records"]((example / DOCUMENT).read_text())
    (example / DOCUMENT).write_text(text)
    found = orjson.loads(call("check", "--format", "json").out)["findings"]
    assert len(found) > 1_000
    shown = call("check").out
    assert shown.count(f"{DOCUMENT}:") < 600
    assert f"{len(found) - 500:,} more findings, not shown here: " in " ".join(shown.split())


_NAMES = {
    "escape sequences": "\x1b[2J\x1b]0;owned\x07",
    "a bell and a backspace": "\x07\x08\x7f",
    "text that is turned around": "\u202egnitset\u202c",
    "isolates": "\u2066a\u2069",
    "no width": "Or\u200bder",
    "a line that looks like a log's": "x\r2026-01-01 ERROR all is lost",
    "a script": "<script>alert(1)</script>",
    "a formula": '=HYPERLINK("http://x","y")',
    "a path": "../../../etc/passwd",
    "an address": "https://evil.example/x",
    "a secret's name": "env:ERP_CLIENT_SECRET",
    "a command": "$(touch owned); `touch owned`",
    "a format": "%s%s%n {0} {{}}",
    "an annotation of a build service": "::error::x%0A::add-mask::y",
}


@pytest.fixture
def _asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is read and asked about once, whatever the number of forms in which the findings are shown."""
    monkeypatch.setattr(check, "load_all", cache(load_all))
    reads: dict[str, ColdRead] = {}

    def once(project: Project, *, others: Sequence[Project], scope_only: bool) -> ColdRead:
        path = project.document.path
        if path not in reads:
            reads[path] = cold_read(project, others=others, scope_only=scope_only)
        return reads[path]

    monkeypatch.setattr(check, "cold_read", once)


@pytest.mark.parametrize("what", _NAMES)
@pytest.mark.usefixtures("_asked_once")
def test_names_steer_nothing(what: str, example: Path, call: Call) -> None:
    text = (example / DOCUMENT).read_text()
    for number, name in enumerate(("Order", "Storefront", "Ada Lovelace", "no-retyping")):
        text = text.replace(name, f"{_NAMES[what]}{number}")
    (example / DOCUMENT).write_bytes(text.encode())
    before = {path for path in example.rglob("*") if path.suffix != ".json" and ".interlock" not in path.parts}
    for form in ("text", "json", "github", "sarif", "junit"):
        said = call("check", "--format", form)
        assert said.code in (0, 1, 2), form
        assert _STEERING.search(said.out + said.err) is None, form
        assert "very-secret" not in said.out + said.err
        if form == "junit":
            assert "<script>" not in said.out
        if form == "github":
            assert all(
                line.startswith(("::error ", "::warning ", "::notice ")) for line in said.out.splitlines() if line
            )
    after = {path for path in example.rglob("*") if path.suffix != ".json" and ".interlock" not in path.parts}
    assert after == before


_REFERENCES = [
    "../../../../etc/passwd",
    "/etc/passwd",
    "https://evil.example/x.yaml",
    "file:///etc/passwd",
    "systems/\x00.yaml",
    "systems",
]


@pytest.mark.parametrize("path", _REFERENCES)
def test_a_description_is_read_in_the_folder_only(path: str, example: Path, call: Call) -> None:
    text = (example / DOCUMENT).read_text()
    (example / DOCUMENT).write_text(text.replace("(systems/storefront.openapi.yaml)", f"({path})"))
    said = call("check", "--format", "json")
    assert said.code == (1 if "\x00" not in path else 2)
    assert "root:" not in said.out + said.err
