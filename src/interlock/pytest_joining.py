"""Criteria that name a test: the test runs once, its outcome is the criterion's verdict, and it is kept as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from interlock.journeys.project import Project
    from interlock.model.document import Criterion, NamedTest
    from interlock.model.verdict import Verdict

_ENDING = ".interlock.md"
_MOST = 300
UNKEPT = "interlock_unkept"
"""Where a process that shares the tests with others puts what it could not keep."""


class Proved(Protocol):
    """The item of a criterion."""

    project: Project
    criterion: Criterion

    def mark(self, item: pytest.Item) -> None:
        """Make another item known by the criterion's names."""


@dataclass(slots=True)
class _Cases:
    """The cases of the test that proves a criterion, and the digests of the files of tests as they were loaded."""

    item: Proved
    test: NamedTest
    digests: Mapping[str, str]
    found: list[str] = field(default_factory=list)


def joining_of(config: pytest.Config) -> Joining:
    """The one of this run."""
    return config.stash[_KEY]


class Joining:
    """Joins the items of criteria with those of the tests that they name."""

    def __init__(self, config: pytest.Config) -> None:
        config.stash[_KEY] = self
        self._config = config
        self._cases: dict[str, _Cases] = {}
        self._reports: dict[str, dict[str, pytest.TestReport]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Where a document is asked for, so are the tests that its criteria name."""
        given = [Path(_path(one)) for one in self._config.args]
        folders = {(self._config.invocation_params.dir / one).resolve() for one in given}
        for argument in [one for one in self._config.args if _path(one).endswith(_ENDING)]:
            for file, name in _named(self._config.invocation_params.dir / _path(argument), argument):
                if folders.isdisjoint((file, *file.parents)):
                    self._config.args.append(f"{file}::{name}")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        """A test has the names of the criteria that it proves, and runs before them."""
        criteria = [one for one in items if getattr(one, "criterion", None) is not None and one.criterion.test]  # type: ignore[attr-defined]
        if not criteria:
            return (yield)
        known = [(_place(one), one) for one in items]
        for criterion in criteria:
            cases = self._cases[criterion.nodeid] = _cases_of(criterion)
            for case in _matching(criterion, known):
                cases.item.mark(case)
                cases.found.append(case.nodeid)
        result = yield
        last = set(map(id, criteria))
        items.sort(key=lambda one: id(one) in last)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a test gave; where it is tried again, the last time counts."""
        if self._cases:
            self._reports.setdefault(report.nodeid, {})[str(report.when)] = report

    def pytest_sessionfinish(self) -> None:
        """Keep what the tests gave; of several processes, the one in which all cases of a test ran."""
        from interlock.errors import InterlockError  # noqa: PLC0415
        from interlock.journeys.proving import keep_outcome  # noqa: PLC0415
        from interlock.model.verdict import Judgement  # noqa: PLC0415

        for cases in self._cases.values():
            verdict = self._judged(cases)
            if verdict.judgement is Judgement.CANNOT_TELL:
                continue
            try:
                keep_outcome(cases.item.project, verdict, cases.digests)
            except InterlockError as problem:
                self._say(f"interlock: the evidence of {verdict.criterion} is not kept: {problem}")

    def _say(self, text: str) -> None:
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput.setdefault(UNKEPT, []).append(text)  # the process that shares out says it
        elif reporter is not None:
            reporter.write_line(f"\n{text}")

    def verdict(self, item: pytest.Item) -> Verdict:
        """What the test of a criterion gave."""
        return self._judged(self._cases[item.nodeid])

    def _judged(self, cases: _Cases) -> Verdict:
        from interlock.model.verdict import Judgement, proved_by_test  # noqa: PLC0415

        criterion, test = cases.item.criterion, cases.test
        ran = [self._reports[one] for one in cases.found if one in self._reports]
        seconds = sum(report.duration for reports in ran for report in reports.values())
        named = f"its test `{test.name}`"
        wrong = [said for reports in ran for said in _wrong(reports)]
        unclear = [said for reports in ran for said in _unclear(reports)]
        if wrong:
            return proved_by_test(criterion, Judgement.NOT_MET, f"{named} {wrong[0]}", seconds=seconds)
        if unclear:
            reason = f"{named} {unclear[0]}"
        elif not cases.found:
            reason = f"{named} was not found among those that were collected"
        elif not ran:
            reason = f"{named} was not run here; choose it as well"
        elif len(ran) < len(cases.found) or self._is_one_case(test):
            reason = f"only some of the cases of {named} were run"
        else:
            return proved_by_test(criterion, Judgement.MET, f"{named} passed", seconds=seconds)
        return proved_by_test(criterion, Judgement.CANNOT_TELL, reason, seconds=seconds)

    def _is_one_case(self, test: NamedTest) -> bool:
        """Whether one case of a test was asked for by its name, so that the others were not even collected."""
        name = "::".join(test.names)
        return any(f"::{name}[" in one or one.partition("::")[2].startswith(f"{name}::") for one in self._config.args)


_KEY = pytest.StashKey[Joining]()


def _path(argument: str) -> str:
    return argument.partition("::")[0]


def _named(document: Path, argument: str) -> Iterator[tuple[Path, str]]:
    """The tests that are there of those that the criteria named in an argument name."""
    from interlock.errors import InterlockError  # noqa: PLC0415
    from interlock.journeys.named_tests import is_there  # noqa: PLC0415
    from interlock.journeys.project import load  # noqa: PLC0415

    try:
        project = load(document)
    except InterlockError:
        return  # its collection says so
    wanted = argument.partition("::")[2]
    for one in project.document.criteria:
        if one.test is not None and wanted in {"", one.name} and is_there(project.folder, one.test):
            yield (project.folder / one.test.file).resolve(), "::".join(one.test.names)


def _cases_of(item: pytest.Item) -> _Cases:
    from interlock.journeys.named_tests import digests_of_tests  # noqa: PLC0415

    test: NamedTest = item.criterion.test  # type: ignore[attr-defined]
    project: Project = item.project  # type: ignore[attr-defined]
    return _Cases(item, test, digests_of_tests(project.document, project.folder))  # type: ignore[arg-type]


def _place(item: pytest.Item) -> tuple[Path, tuple[str, ...]]:
    """The file of an item, and its names in it, without that of a case."""
    inner = [one for one in item.listchain() if isinstance(one, pytest.Class | pytest.Item)]
    return item.path.resolve(), tuple(str(getattr(one, "originalname", None) or one.name) for one in inner)


def _matching(
    criterion: pytest.Item, known: Sequence[tuple[tuple[Path, tuple[str, ...]], pytest.Item]]
) -> Iterator[pytest.Item]:
    test: NamedTest = criterion.criterion.test  # type: ignore[attr-defined]
    wanted = (criterion.path.parent / test.file).resolve()
    for (file, names), item in known:
        if file == wanted and names[: len(test.names)] == test.names:
            yield item


def _wrong(reports: Mapping[str, pytest.TestReport]) -> Iterator[str]:
    for when, said in (("setup", "could not be set up"), ("call", "failed"), ("teardown", "failed as it ended")):
        report = reports.get(when)
        if report is not None and report.failed:
            yield f"{said}: {_first_words(report)}"


def _unclear(reports: Mapping[str, pytest.TestReport]) -> Iterator[str]:
    for report in reports.values():
        if hasattr(report, "wasxfail"):
            yield "is expected to fail"
        elif report.skipped:
            yield "was skipped"
    if not {"setup", "call", "teardown"} <= reports.keys():
        yield "did not run to its end"


def _first_words(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    said = " ".join(str(crash.message if crash is not None else report.longreprtext).split())
    return said if len(said) <= _MOST else f"{said[: _MOST - 1]}…"
