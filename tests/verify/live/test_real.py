"""Criteria on real systems: what is met, what cannot be told there, and that nobody else's items were touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from tests.kills.servers import CannotInstall
from tests.verify.live.places import Between, kinto_and_pocketbase, kinto_and_tryton

from interlock.journeys.project import load
from interlock.journeys.verifying_live import live, verify_live
from interlock.model.verdict import Judgement, Verdict

CRITERIA = """
## Acceptance criteria

- **back**: When a Contact is created in Books, a matching Contact exists in Shop within 5 minutes.
- **deleted**: When a Contact is deleted in Shop, the matching Contact is deleted in Books within 5 minutes.
- **lost**: When a Contact is created in Shop while the answers of Books are lost, every Contact exists exactly once in Books within 5 minutes.
- **known**: When a Contact with the same `email` exists in both systems before the first run, the two are linked and no Contact is created in Books.
- **quiet**: After 1 hour of quiet, every Contact is equal in both.
- **label**: When the label of `phone` of Contact is renamed in Shop, a change of `phone` in Shop still arrives in Books within 5 minutes.
- **volume**: When 5,000 Contacts are created in Shop, every Contact exists exactly once in Books within 5 minutes.
"""  # noqa: E501
OF_PARTIES = """
## Acceptance criteria

- **renamed**: When a Contact's `name` changes in Books, its `name` is equal in Shop within 1 minute.
- **lost**: When a Contact is created in Shop while the answers of Books are lost, every Contact exists exactly once in Books within 5 minutes.
"""  # noqa: E501
NOT_THERE = {
    "quiet": "it needs 1 hour of real time, and `--patience` allows 1 minute",
    "label": "the label of a field of a real system is not renamed by a test",
    "volume": "making and taking away 5,000 items needs",
}
Start = Callable[[Path, str], AbstractContextManager[Between]]


@dataclass
class Played:
    """What came of it, and what both systems showed to others before and after."""

    verdicts: dict[str, Verdict]
    before: list[bytes]
    after: list[bytes]
    left: list[object]
    noted: list[Path]


def play(start: Start, folder: Path, criteria: str, secrets: pytest.MonkeyPatch) -> Played:
    with start(folder, criteria) as between:
        for name, secret in between.secrets.items():
            secrets.setenv(name, secret)
        before = [one.shown() for one in between.systems]
        on = live(load(between.document), None)
        verdicts = {one.criterion: one for one in verify_live(on, patience=timedelta(minutes=1))}
        noted = list((between.document.parent / ".interlock" / "live").glob("*.journal"))
        return Played(verdicts, before, [one.shown() for one in between.systems], list(on.left), noted)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Played]]:
    """Both pairs at the same time, as most of it is waiting."""
    with pytest.MonkeyPatch.context() as secrets, ThreadPoolExecutor(2) as pool:
        starts: dict[str, tuple[Start, str]] = {
            "pocketbase": (kinto_and_pocketbase, CRITERIA),
            "tryton": (kinto_and_tryton, OF_PARTIES),
        }
        jobs = {
            name: pool.submit(play, start, tmp_path_factory.mktemp(name) / "it", criteria, secrets)
            for name, (start, criteria) in starts.items()
        }

        def of(name: str) -> Played:
            try:
                return jobs[name].result()
            except CannotInstall as fault:
                pytest.skip(f"it cannot be had here: {fault}")

        yield of


@pytest.mark.parametrize("criterion", ["back", "deleted", "lost", "known"])
def test_criteria_are_met_between_kinto_and_pocketbase_both_ways(
    criterion: str, played: Callable[[str], Played]
) -> None:
    verdict = played("pocketbase").verdicts[criterion]
    assert verdict.judgement is Judgement.MET, verdict
    if criterion == "lost":
        assert any("answer lost" in line.what for line in verdict.timeline), "the fault was made on the way"


@pytest.mark.parametrize("criterion", NOT_THERE)
def test_what_cannot_be_played_there_says_why(criterion: str, played: Callable[[str], Played]) -> None:
    verdict = played("pocketbase").verdicts[criterion]
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert verdict.reason.startswith(NOT_THERE[criterion])


@pytest.mark.parametrize("criterion", ["renamed", "lost"])
def test_criteria_are_met_with_tryton_on_one_side(criterion: str, played: Callable[[str], Played]) -> None:
    verdict = played("tryton").verdicts[criterion]
    assert verdict.judgement is Judgement.MET, verdict


@pytest.mark.parametrize("pair", ["pocketbase", "tryton"])
def test_items_of_others_are_not_touched_and_nothing_stays(pair: str, played: Callable[[str], Played]) -> None:
    """Some of them have the same match key on both sides: an integration that saw them would link and change them."""
    found = played(pair)
    assert found.after == found.before
    assert all(len(shown) > 300 for shown in found.before)
    assert found.left == []
    assert found.noted == [], "nothing is left that would have to be remembered"
