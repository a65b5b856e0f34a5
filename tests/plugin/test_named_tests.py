"""Criteria that name a test: the test's outcome is the verdict, is kept, and counts while nothing of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.journeys.helpers import copied

from interlock.journeys.evidence import kept
from interlock.journeys.falsifying import falsify
from interlock.journeys.gating import gates
from interlock.journeys.project import load
from interlock.journeys.verifying import keep_verdicts, verify
from interlock.model.gate import every_gate
from interlock.model.verdict import Judgement
from interlock.pytest_sharing import merged
from interlock.render import verdict_text

pytest_plugins = ["pytester"]

_PASSES = """
import pathlib

pathlib.Path("loaded").touch()

def test_rounding():
    runs = pathlib.Path("runs")
    runs.write_text((runs.read_text() if runs.exists() else "") + "x")
"""
_CRITERION = "- **rounding** (no-retyping): Cents are rounded just as our accountants like it. (test: {})"


@pytest.fixture
def document(pytester: pytest.Pytester) -> Path:
    """The example with one criterion, which names a test that passes."""
    path = copied("orders", pytester.path) / "orders.interlock.md"
    _criteria(path, _CRITERION.format("test_orders.py::test_rounding"))
    (pytester.path / "test_orders.py").write_text(_PASSES)
    return path


def _criteria(path: Path, *lines: str) -> None:
    head, rest = path.read_text().split("## Acceptance criteria\n", 1)
    path.write_text(f"{head}## Acceptance criteria\n\n" + "\n".join(lines) + "\n\n## " + rest.split("\n## ", 1)[1])


def _run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:asyncio", "-p", "no:cacheprovider", "--strict-markers", *arguments)


def _verdict(document: Path) -> tuple[Judgement, str]:
    (found,) = verify(load(document))
    return found.judgement, found.reason


def _gate(document: Path) -> tuple[str, ...]:
    return next(one for one in every_gate(gates(load(document))) if one.code == "criteria-verified").missing


def _fails(pytester: pytest.Pytester, document: Path) -> None:
    """The same test fails now, for a reason that is not in its file."""
    conftest = pytester.path / "conftest.py"
    conftest.write_text(
        "import pytest\n\ndef pytest_runtest_call(item):\n    if 'md' not in item.nodeid: raise OSError('no')\n"
    )
    _run(pytester).assert_outcomes(failed=2)
    conftest.unlink()
    assert _verdict(document)[0] is Judgement.NOT_MET


def _asked(document: Path) -> list[tuple[str, str]]:
    found = load(document).findings
    return [
        (one.severity.value, one.message) for one in found if one.code in {"named-test", "criterion-not-understood"}
    ]


def test_the_test_runs_once_and_is_the_verdict_while_nothing_of_it_changes(
    pytester: pytest.Pytester, document: Path
) -> None:
    assert _asked(document) == []
    unknown = (Judgement.CANNOT_TELL, "proved by the test `test_orders.py::test_rounding`; run `pytest`")
    assert _verdict(document) == unknown
    assert not (pytester.path / "loaded").exists()

    said = _run(pytester, "-v")
    said.assert_outcomes(passed=2)
    said.stdout.fnmatch_lines(["test_orders.py::test_rounding PASSED*", "orders.interlock.md::rounding PASSED*"])
    assert (pytester.path / "runs").read_text() == "x"
    (proof,) = kept(load(document)).of("tests")
    assert (proof.evidence.about, proof.evidence.verdict, proof.holds) == ("rounding", "met", True)
    first = (document.parent / proof.file).read_bytes()

    project = load(document)
    verdicts = list(verify(project))
    judgement, reason = verdicts[0].judgement, verdicts[0].reason
    assert judgement is Judgement.MET
    assert reason == f"its test `test_orders.py::test_rounding` passed (on {proof.evidence.made_at.date()})"
    assert "pytest" in verdict_text(verdicts[0], timeline=True) or verdicts[0].test
    assert keep_verdicts(project, verdicts) is not None
    assert kept(project).of("verification")[0].holds
    assert _gate(document) == ()

    _fails(pytester, document)
    assert _gate(document) == ("`rounding` not met: its test `test_orders.py::test_rounding` failed: OSError: no",)
    (document.parent / proof.file).write_bytes(first)

    _run(pytester).assert_outcomes(passed=2)
    assert (document.parent / proof.file).read_bytes() == first, "it says the same, so it is not written again"

    test = pytester.path / "test_orders.py"
    test.write_text(f"{_PASSES}\n# changed")
    assert _verdict(document) == unknown
    (void,) = kept(load(document)).of("verification")
    assert void.void == ("the file of tests `test_orders.py` has changed since",)
    test.write_text(_PASSES.replace("\n", "\r\n"))
    assert _verdict(document)[0] is Judgement.MET, "another line ending is no other test"
    document.write_text(document.read_text().replace("just as our", "unlike our"))
    assert _verdict(document) == unknown


_TESTS = """
import pytest

@pytest.fixture
def disk():
    raise OSError("no disk")

def test_fails(): assert 2.5 == 2.49
def test_set_up(disk): pass
@pytest.mark.skip
def test_skipped(): pass
@pytest.mark.xfail
def test_expected(): assert 0
@pytest.mark.parametrize("n", [1, 2])
def test_cases(n): assert n == 1
class TestSums:
    def test_inner(self): pass
if False:
    not_there = '''
def test_quoted(): pass
'''
"""
_OUTCOMES = {
    "test_fails": ("not met", "failed: assert 2.5 == 2.49"),
    "test_set_up": ("not met", "could not be set up: OSError: no disk"),
    "test_skipped": ("cannot tell", "was skipped"),
    "test_expected": ("cannot tell", "is expected to fail"),
    "test_cases": ("not met", "failed: assert 2 == 1"),
    "TestSums::test_inner": ("met", "passed"),
    "TestSums": ("met", "passed"),
    "test_quoted": ("cannot tell", "was not found among those that were collected"),
}


def test_what_it_gives_is_the_verdict(pytester: pytest.Pytester, document: Path) -> None:
    (pytester.path / "test_orders.py").write_text(_TESTS)
    lines = [f"- **{name.replace('::', '-')}**: Anything at all. (test: test_orders.py::{name})" for name in _OUTCOMES]
    _criteria(document, *lines)
    said = " ".join(_run(pytester).stdout.str().split())
    told = {one.criterion: one for one in verify(load(document))}
    held = {one.evidence.about: one.evidence.verdict for one in kept(load(document)).of("tests")}
    for name, (judgement, reason) in _OUTCOMES.items():
        verdict = told[name.replace("::", "-")]
        assert verdict.judgement.value == judgement, name
        assert held.get(verdict.criterion, "cannot tell") == judgement, name
        if judgement != "met":
            assert f"✗ {verdict.criterion}: {judgement}" in said or f"? {verdict.criterion}: {judgement}" in said, name
            assert f"its test `test_orders.py::{name}` {reason}" in said
        if judgement != "cannot tell":
            assert verdict.reason.startswith(f"its test `test_orders.py::{name}` {reason} (on 20")


_CHOSEN = {
    "the document alone": (("orders.interlock.md",), 2, "met"),
    "its criterion alone": (("orders.interlock.md::rounding",), 2, "met"),
    "by the criterion's name": (("-m", "rounding"), 2, "met"),
    "without criteria": (("-m", "not interlock"), 0, ""),
    "the test alone": (("test_orders.py",), 1, ""),
}


@pytest.mark.parametrize("case", _CHOSEN)
def test_criterion_and_test_are_chosen_together(pytester: pytest.Pytester, document: Path, case: str) -> None:
    arguments, passed, kept_as = _CHOSEN[case]
    _run(pytester, *arguments).assert_outcomes(passed=passed, deselected=0 if passed else 2)
    assert [one.evidence.verdict for one in kept(load(document)).of("tests")] == ([kept_as] if kept_as else [])


def test_some_cases_of_it_prove_nothing(pytester: pytest.Pytester, document: Path) -> None:
    text = "import pytest\n\n@pytest.mark.parametrize('n', ['a', 'b'])\ndef test_rounding(n): pass"
    (pytester.path / "test_orders.py").write_text(text)
    for arguments in (
        ("test_orders.py::test_rounding[a]", "orders.interlock.md"),
        ("--deselect", "test_orders.py::test_rounding[b]"),
    ):
        _run(pytester, *arguments).stdout.fnmatch_lines(["*only some of the cases of*"])
    assert not kept(load(document)).of("tests")
    _run(pytester).assert_outcomes(passed=3)


_WRONG = {
    "test_orders.py::test_rounding": [],
    "`test_orders.py::TestSums::test_rounding`": [("question", "`TestSums::test_rounding` is not in `test_orders.py`")],
    "test_others.py::test_rounding": [("question", "`test_others.py` is not there")],
    "../test_orders.py::test_rounding": [("error", "`../test_orders.py` lies outside the project's folder")],
    "test_orders.py": [("error", "`test_orders.py` names no test")],
    "/etc/x.py::test_rounding": [("error", "`/etc/x.py::test_rounding` names no test")],
    "": [("error", "`` names no test")],
}


def test_it_is_asked_about_where_it_is_not_there(document: Path) -> None:
    lines = [_CRITERION.format(named).replace("rounding", f"n{n}", 1) for n, named in enumerate(_WRONG)]
    _criteria(document, *lines)
    found, expected = _asked(document), [one for some in _WRONG.values() for one in some]
    assert [severity for severity, _ in found] == [severity for severity, _ in expected]
    assert all(message in said for (_, message), (_, said) in zip(expected, found, strict=True)), found


def test_it_is_not_counted_as_worthless(pytester: pytest.Pytester, document: Path) -> None:
    _run(pytester).assert_outcomes(passed=2)
    found = falsify(load(document), only=["rounding"])
    assert [one.criterion for one in found.sound] == ["rounding"]
    assert not found.weighed and not found.vacuous and not found.broken


_SHARED = """
import os, pytest

@pytest.mark.parametrize("n", range(4))
def test_rounding(n): pass

@pytest.mark.parametrize("n", range(3))
def test_other(n): assert n < 2

def test_skipped(): pytest.skip()

@pytest.mark.parametrize("n", range(12))
def test_none(n): pass
"""


def test_several_processes_share_the_tests(pytester: pytest.Pytester, document: Path) -> None:
    pytest.importorskip("xdist")
    (pytester.path / "test_orders.py").write_text(_SHARED)
    names = ("rounding", "other", "skipped")
    _criteria(document, *(f"- **{one}**: Anything. (test: test_orders.py::test_{one})" for one in names))
    arguments = ("-p", "no:asyncio", "-p", "no:cacheprovider", "-p", "xdist", "-n", "2")
    said = pytester.runpytest_subprocess(*arguments)
    said.assert_outcomes(passed=19, failed=3, skipped=1)
    told = " ".join(said.stdout.str().split())
    assert "its test `test_orders.py::test_other` failed: assert 2 < 2" in told
    assert "its test `test_orders.py::test_skipped` was skipped" in told
    held = {one.evidence.about: one.evidence.verdict for one in kept(load(document)).of("tests")}
    assert held == {"rounding": "met", "other": "not met"}


def test_what_belongs_together_is_run_in_one_process_and_the_rest_as_it_was_shared_out() -> None:
    def file_of(nodeid: str) -> str:
        return nodeid.partition("::")[0]

    joined = [["a.py::x", "d.md::one"], ["b.py::y[1]", "b.py::y[2]", "d.md::two"], ["c.py::z", "e.md::three"]]
    ids = ["a.py::x", "a.py::other", "b.py::y[1]", "c.py::z", "d.md::two", "e.md::three", "f.py::w"]
    by_file = [merged(file_of, joined)(one) for one in ids]
    together = [by_file.index(one) for one in by_file]
    assert together == [0, 0, 0, 3, 0, 3, 6], "what shares a file stays together"
    alone = merged(str, joined)
    assert alone("d.md::two") == alone("b.py::y[2]") == alone("b.py::y[1]") != alone("d.md::one") == alone("a.py::x")
    assert alone("a.py::other") == "a.py::other"
