"""Three real systems, installed from the package index and probed over sockets; what they answer is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.kills.servers import CannotInstall
from tests.probing.real import Place, kinto, pocketbase, tryton

from interlock.systems import learn

Answers = dict[str, dict[str, Any]]


@dataclass
class System:
    """How a system is started, what its requests carry, and where its items are."""

    start: Callable[[Path], AbstractContextManager[tuple[Any, Place]]]
    authorization: Callable[[Any], str]
    items: str
    denied: bool = True
    """whether its description says what it does not do"""


SYSTEMS = {
    "kinto": System(kinto, lambda server: str(server.authorization), "/records", denied=False),
    "pocketbase": System(pocketbase, lambda server: str(server.token), "/records?perPage=500"),
    "tryton": System(tryton, lambda server: f"Bearer {server.token}", "/rest/model/party.party"),
}


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Answers, Place]]:
    """What came of each system; all are probed at the same time, as most of it is waiting."""
    folder = tmp_path_factory.mktemp("real")
    with ThreadPoolExecutor(len(SYSTEMS)) as pool:
        found = {name: pool.submit(_probed, system, folder / name) for name, system in SYSTEMS.items()}

    def of(name: str) -> tuple[Answers, Place]:
        try:
            return found[name].result()
        except CannotInstall as fault:
            pytest.skip(f"it cannot be had here: {fault}")

    return of


def _probed(system: System, folder: Path) -> tuple[Answers, Place]:
    """The answers of a system by probe, after it was probed with writes; it must be left as it was."""
    with system.start(folder) as (server, where):
        where.authorization = system.authorization(server)
        before = where.items(system.items)
        done = where.probe("--write", "--format", "json")
        assert where.items(system.items) == before
    assert before > 10
    assert done.code == (1 if system.denied else 0), done.err
    told = orjson.loads(done.out)
    assert told["left"] == []
    said = re.search(r"at most (\d+) requests", done.err)
    assert said is not None
    assert told["requests"] <= int(said[1])
    for secret in (*where.secrets.values(), where.authorization):
        assert (
            secret not in done.out + done.err + (where.folder / "systems" / f"{where.system}.probed.yaml").read_text()
        )
    return {one["probe"]: one for one in told["answers"]}, where


def _said(answers: Answers, **wanted: str) -> None:
    for probe, answer in wanted.items():
        assert answers[probe]["answer"].startswith(answer), (probe, answers[probe])


@pytest.mark.slow
def test_kinto_checks_versions_and_shows_deletes(probed: Callable[[str], tuple[Answers, Place]]) -> None:
    answers, where = probed("kinto")
    _said(
        answers,
        since_filters="yes",
        since_inclusive="no: only what changed later",
        version_protects="yes, 412",
        etag_answers="yes, a strong one, heeded when reading",
        deleted_answers="asked for alone: 404; in the list: marked by `deleted`; deleted again: 404",
        stamp_moves="yes; also when the same value is written again",
        unknown_parameter_answer="the list is empty then",
        paging_complete="yes, through",
        missing_id_answer="404, as JSON",
        unsent_fields_kept="yes (PATCH)",
    )
    name = where.folder / where.description
    seen = (where.folder / "systems" / "Contacts.probed.yaml").read_bytes()
    record = learn("Contacts", name.read_bytes(), file=str(name), probed=seen).profile.records[0]
    assert record.since.value is not None
    assert record.since.value.inclusive is False
    assert record.deletes.value is not None
    assert str(record.deletes.value.field) == "deleted"
    assert record.version.confidence.value == "sure"


@pytest.mark.slow
def test_pocketbase_writes_moments_with_a_blank_and_checks_no_version(
    probed: Callable[[str], tuple[Answers, Place]],
) -> None:
    answers, where = probed("pocketbase")
    _said(
        answers,
        since_filters="yes",
        version_protects="no: items carry no version",
        deleted_answers="asked for alone: 404; in the list: not shown; deleted again: 404",
        unique_enforced="`title` no: a second one is taken; `code` yes",
        unknown_parameter_answer="it is ignored",
        list_lag="it is shown at once",
    )
    evidence = orjson.dumps(answers["since_filters"]["evidence"]).decode()
    assert re.search(r"updated >= '\d{4}-\d\d-\d\d \d\d:", evidence), (
        "a T in place of the blank leaves out today's changes"
    )
    name = where.folder / where.description
    seen = (where.folder / "systems" / "People.probed.yaml").read_bytes()
    record = learn("People", name.read_bytes(), file=str(name), probed=seen).profile.records[0]
    updated = record.field("updated")
    assert updated is not None
    assert str(updated.example)[10] == " "
    assert [str(f.path) for f in record.fields if f.unique.value] == ["code"]


@pytest.mark.slow
def test_tryton_counts_items_where_pages_are_said_and_ignores_versions(
    probed: Callable[[str], tuple[Answers, Place]],
) -> None:
    answers, _ = probed("tryton")
    _said(
        answers,
        paging_complete="no: ",
        version_protects="no: items carry no version",
        missing_id_answer="404, a web page",
        unique_enforced="yes (`code`)",
        create_answers="no: `name` is otherwise when read alone",
        deleted_answers="asked for alone: 404; in the list: not shown",
        unknown_parameter_answer="it is ignored",
    )
    assert "`p` counts items and not pages" in answers["paging_complete"]["answer"]
