"""Acceptance criteria as tests: pytest collects each criterion of each `NAME.interlock.md`, and lends the bench.

A criterion is an item with the document's file and line; its names, its stories' and its records' are markers
(`-m no-retyping`) and words for `-k`. What is not met, or cannot be told, fails with what was seen. A criterion that
names a test is that test's outcome (`interlock.pytest_joining`). `interlock_bench`
lends a team's own tests the same bench. `-p no:interlock` leaves all of it out; until a document is met, nothing of
Interlock is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from interlock.pytest_joining import Joining, joining_of
from interlock.pytest_sharing import Sharing

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from interlock.journeys.project import Project
    from interlock.model.document import Criterion
    from interlock.model.verdict import Verdict
    from interlock.verify.workbench import Workbench

_ENDING = ".interlock.md"
_MARKER = re.compile(r"[^\W_][\w-]*")
_SEED = "--interlock-seed"
# Markers by which pytest itself leaves tests out or changes how they count: a name in a document must not.
_OF_PYTEST = frozenset({"filterwarnings", "parametrize", "skip", "skipif", "usefixtures", "xfail"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """The seed of what the bench makes up."""
    group = parser.getgroup("interlock", "acceptance criteria of integration documents")
    group.addoption(_SEED, type=int, default=0, help="another seed makes other items (default: 0)")


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    config.addinivalue_line("markers", "interlock: an acceptance criterion of an integration document")
    config.addinivalue_line(
        "markers", "interlock_document(path): the document, or its folder, of which `interlock_bench` is the bench"
    )
    config.pluginmanager.register(Joining(config), "interlock-joining")
    config.pluginmanager.register(Sharing(), "interlock-sharing")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A document is collected, whatever its folder."""
    if not file_path.name.endswith(_ENDING):
        return None
    found: DocumentFile = DocumentFile.from_parent(parent, path=file_path)
    return found


class DocumentFile(pytest.File):
    """A document with its criteria."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each criterion, in the order of the document."""
        from interlock.errors import InterlockError  # noqa: PLC0415 - nothing of it is loaded until it is needed
        from interlock.journeys.connect import demand_sound  # noqa: PLC0415
        from interlock.journeys.project import load  # noqa: PLC0415
        from interlock.journeys.verifying import demand_criteria  # noqa: PLC0415

        try:
            project = load(self.path)
            demand_sound(project)  # a heading that is not understood may be why there are no criteria
            if not project.document.criteria:
                return
            demand_criteria(project)
        except InterlockError as problem:
            hint = f"\n{problem.hint}" if problem.hint else ""
            raise self.CollectError(f"{problem.message}{hint}") from None
        for criterion in project.document.criteria:
            yield CriterionItem.from_parent(self, name=criterion.name, project=project, criterion=criterion)


class NotMet(Exception):
    """A criterion is not met, or cannot be told."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class CriterionItem(pytest.Item):
    """One acceptance criterion as a test."""

    def __init__(self, *, project: Project, criterion: Criterion, **more: Any) -> None:
        super().__init__(**more)
        self.project = project
        self.criterion = criterion
        self.mark(self)

    def mark(self, item: pytest.Item) -> None:
        """Make an item known by the names of this criterion: this one itself, or the test that proves it."""
        item.add_marker("interlock")
        for name in _names(self.project, self.criterion):
            item.extra_keyword_matches.add(name)
            if _MARKER.fullmatch(name) and name not in _OF_PYTEST:
                self.config.addinivalue_line("markers", f"{name}: a criterion, story or record of a document")
                item.add_marker(name)

    def runtest(self) -> None:
        """Play it in virtual time; where a test proves it, take what that gave.

        Raises:
            NotMet: it is not met, or cannot be told.
        """
        from interlock.model.verdict import Judgement  # noqa: PLC0415

        verdict = self._played() if self.criterion.test is None else joining_of(self.config).verdict(self)
        if verdict.judgement is not Judgement.MET:
            raise NotMet(verdict)

    def _played(self) -> Verdict:
        from interlock.journeys.verifying import verify  # noqa: PLC0415

        name, seed = self.criterion.name, self.config.getoption(_SEED)
        return next(one for one in verify(self.project, only=[name], seed=seed) if one.criterion == name)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        """The verdict with what was seen, instead of lines of this program."""
        if isinstance(excinfo.value, NotMet):
            from interlock.render import verdict_text  # noqa: PLC0415

            return verdict_text(excinfo.value.verdict)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands in the document."""
        return self.path, self.criterion.span.line - 1, self.criterion.name


def _names(project: Project, criterion: Criterion) -> Iterator[str]:
    from interlock.verify.verifying import spoken_of  # noqa: PLC0415

    spoken = spoken_of(criterion)
    yield criterion.name
    yield from criterion.stories
    yield from (record.name for record in project.document.records if record.name.casefold() in spoken)


Test = Callable[["Workbench"], Awaitable[None]]


@pytest.fixture
def interlock_bench(request: pytest.FixtureRequest) -> Callable[[Test], None]:
    """Plays a test of one's own: an async function that is given a `Workbench` (`interlock.verify.workbench`).

    The document is the one that the marker `interlock_document` names, else the only one beside the test's file.
    """
    from interlock.journeys.project import load  # noqa: PLC0415
    from interlock.journeys.verifying import demand_described  # noqa: PLC0415
    from interlock.render import observation_lines  # noqa: PLC0415
    from interlock.verify.workbench import Failed, try_out  # noqa: PLC0415

    marker = request.node.get_closest_marker("interlock_document")
    named = Path(marker.args[0]) if marker is not None else Path()
    project = load(request.path.parent / named)
    demand_described(project)
    seed = request.config.getoption(_SEED)

    def play(test: Test) -> None:
        try:
            try_out(project.document, project.profiles, test, seed=seed)
        except Failed as failed:
            request.node.add_report_section("call", "what was seen", "\n".join(observation_lines(failed.seen)))
            raise failed.problem from None

    return play
