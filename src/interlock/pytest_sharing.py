"""Criteria that name a test, where several processes share the tests (pytest-xdist): both run in the same process.

Only that process knows what the test gave. The process that shares out looks into the documents once it is told what
there is; whatever way it shares out, the criterion goes where its test goes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from interlock.pytest_joining import UNKEPT

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling
    from xdist.workermanage import WorkerController

_ENDING = ".interlock.md"

Scope = Callable[[str], str]
"""The name of what is run in one process, by the id of an item of it."""


class Sharing:
    """Shares out criteria with their tests, and tells what a process could not keep."""

    @pytest.hookimpl(wrapper=True, optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Producer) -> Generator[None, Any, Any]:
        """The way that was chosen, with criteria beside their tests."""
        scheduler = yield
        # Where each process runs all items there is nothing to share out.
        return scheduler if config.getvalue("dist") == "each" else Shared(scheduler, config, log)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: WorkerController, error: object) -> None:
        """Say what evidence it could not keep."""
        del error
        reporter = node.config.pluginmanager.get_plugin("terminalreporter")
        for said in getattr(node, "workeroutput", {}).get(UNKEPT, ()) if reporter is not None else ():
            reporter.write_line(f"\n{said}")


class Shared:
    """A way of sharing out tests that is replaced, once it is known what there is, where a criterion names a test."""

    def __init__(self, scheduler: Scheduling, config: pytest.Config, log: Producer) -> None:
        self._inner = scheduler
        self._config = config
        self._log = log
        self._collections: dict[WorkerController, Sequence[str]] = {}
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        """What a process has found."""
        self._collections[node] = collection
        self._inner.add_node_collection(node, collection)

    def schedule(self) -> None:
        """Share out."""
        if not self._begun:
            self._begun = True
            joined = list(_joined(next(iter(self._collections.values()), ()), self._config))
            if joined:
                self._join(joined)
        self._inner.schedule()

    def _join(self, joined: Sequence[Sequence[str]]) -> None:
        from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - only where it is in use

        # pytest-xdist lets others choose scopes by this method; ways without scopes have each item by itself.
        known = getattr(self._inner, "_split_scope", None)
        scopes: Any = self._inner
        if known is None:
            scopes = LoadScopeScheduling(self._config, self._log)
            for node in self._inner.nodes:
                scopes.add_node(node)
                scopes.add_node_collection(node, self._collections[node])
        scopes._split_scope = merged(known or str, joined)  # noqa: SLF001
        self._inner = scopes


def merged(split: Scope, joined: Iterable[Sequence[str]]) -> Scope:
    """The scopes, those of items that belong together made one."""
    leads: dict[str, str] = {}

    def lead(scope: str) -> str:
        while scope in leads:
            scope = leads[scope]
        return scope

    for some in joined:
        first, *others = dict.fromkeys(lead(split(one)) for one in some)
        leads.update(dict.fromkeys(others, first))
    return lambda nodeid: lead(split(nodeid))


def _joined(collection: Sequence[str], config: pytest.Config) -> Iterator[list[str]]:
    """The ids of each criterion that names a test together with those of the test's cases."""
    by_file: dict[str, list[str]] = {}
    for one in collection:
        by_file.setdefault(one.partition("::")[0], []).append(one)
    places = {(config.rootpath / file).resolve(): ids for file, ids in by_file.items()}
    for path, ids in places.items():
        if not path.name.endswith(_ENDING):
            continue
        for name, file, names in _named(path):
            own = [one for one in ids if one.partition("::")[2] in {name, f"{name}@{one.rpartition('@')[2]}"}]
            cases = [one for one in places.get(file, ()) if _names(one)[: len(names)] == names]
            if own and cases:
                yield [*cases, *own]


def _named(document: Path) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """The criteria of a document that name a test, each with the test's file and names."""
    from interlock.errors import InterlockError  # noqa: PLC0415 - nothing of it is loaded until it is needed
    from interlock.journeys.project import load  # noqa: PLC0415

    try:
        project = load(document)
    except InterlockError:
        return  # its collection said so
    for one in project.document.criteria:
        if one.test is not None:
            yield one.name, (project.folder / one.test.file).resolve(), one.test.names


def _names(nodeid: str) -> tuple[str, ...]:
    """The names of an item in its file, without those of a case and of a group."""
    inner = nodeid.partition("::")[2].partition("[")[0]
    return tuple(inner.partition("@")[0].split("::"))
