"""`verify`: what each option does or why it is refused, the formats, and what is kept as evidence."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from tests.cli.conftest import Call

from interlock.journeys.evidence import kept
from interlock.journeys.project import load

_QUICK = ("sold-out", "stock-deleted")


@pytest.fixture
def document(example: Path) -> Path:
    """The example with two quick criteria only."""
    path = example / "orders.interlock.md"
    head, rest = path.read_text().split("## Acceptance criteria\n", 1)
    lines = [line for line in rest.splitlines() if line.startswith(tuple(f"- **{name}**" for name in _QUICK))]
    path.write_text(f"{head}## Acceptance criteria\n\n" + "\n".join(lines) + "\n\n## " + rest.split("\n## ", 1)[1])
    return path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--dry-run",), "`--dry-run` says nothing without `--gaps`"),
        (("--dry-run", "--falsify"), "`--dry-run` says nothing without `--gaps`"),
        (("--thorough",), "`--thorough` says nothing without `--falsify`"),
        (("--gaps", "--only", "sold-out"), "`--only` cannot be had here"),
        (("--falsify", "--repeat", "2"), "`--repeat` cannot be had here"),
        (("--falsify", "--timeline"), "`--timeline` cannot be had here"),
        (("--only", "no-retyping"), "no criterion speaks of `no-retyping`"),
        (("--only", "customer"), "no criterion speaks of `customer`"),
    ],
)
def test_what_cannot_be_honoured_is_refused(
    arguments: tuple[str, ...], message: str, document: Path, call: Call
) -> None:
    said = call("verify", str(document), *arguments)
    assert said.code == 2
    assert message in said.err
    assert not said.out


def test_all_criteria_are_kept_as_evidence_that_the_same_run_writes_again(document: Path, call: Call) -> None:
    said = call("verify", str(document))
    assert said.code == 0, said.out + said.err
    assert said.err == f"kept in `{document.parent / 'evidence' / 'orders.verification.json'}`\n"
    (piece,) = kept(load(document)).of("verification")
    assert piece.holds
    assert piece.evidence.verdict == "met"
    details = json.loads((document.parent / piece.file).read_text())["details"]
    assert [one["criterion"] for one in details["criteria"]] == list(_QUICK)
    assert {line["kind"] for one in details["criteria"] for line in one["timeline"]} == {
        "done",
        "request",
        "state",
        "judged",
    }
    again = call("verify", str(document), "--quiet", "--format", "json")
    assert not again.err
    assert json.loads((document.parent / piece.file).read_text())["details"] == details
    document.write_text(document.read_text().replace("stays unchanged", "stays").replace("for 1 hour", "for 2 hours"))
    (piece,) = kept(load(document)).of("verification")
    assert piece.void == ("the scope of the document has changed since",)


def test_some_criteria_are_no_evidence(document: Path, call: Call) -> None:
    assert call("verify", str(document), "--only", "sold-out").code == 0
    assert not (document.parent / "evidence").exists()


def test_where_nothing_can_be_kept_the_verdicts_count_all_the_same(document: Path, call: Call) -> None:
    (document.parent / "evidence").write_text("a file")
    said = call("verify", str(document))
    assert said.code == 0
    assert "these verdicts are not kept as evidence: " in said.err


def test_several_seeds_and_processes(document: Path, call: Call) -> None:
    said = call("verify", str(document), "--repeat", "2", "--seed", "7", "--jobs", "2", "--format", "json")
    assert said.code == 0, said.err
    verdicts = json.loads(said.out)["verdicts"]
    assert [one["criterion"] for one in verdicts] == list(_QUICK)
    assert all([seed["seed"] for seed in one["seeds"]] == [7, 8] for one in verdicts)
    assert verdicts[0]["reproduce"] == f"interlock verify {document} --only sold-out --seed 7"


def test_forms_for_build_services(document: Path, call: Call) -> None:
    suites = Xml.fromstring(call("verify", str(document), "--format", "junit").out)  # noqa: S314 - made here
    assert [case.get("name") for case in suites.iter("testcase")] == list(_QUICK)
    document.write_text(document.read_text().replace("`stock_quantity` is 0", "`stock_quantity` is 1"))
    said = call("verify", str(document), "--format", "github")
    assert said.code == 1
    (line,) = said.out.splitlines()
    assert line.startswith(f"::error file={document},line=")
    assert "it first went wrong at 2026-" in line
