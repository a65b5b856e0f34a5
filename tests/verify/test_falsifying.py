"""Integrations broken on purpose: each way is noticed by the sentence that it asks for, and by no sound integration."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest
from tests.verify.helpers import Case as Bench
from tests.verify.helpers import example, with_criterion

from interlock.document import read
from interlock.journeys.falsifying import with_criteria
from interlock.model.falsification import Worth
from interlock.model.place import whole_file
from interlock.model.verdict import Judgement, Verdict
from interlock.verify import breakages, falsify
from interlock.verify.breakages._base import Case, Spot
from interlock.verify.falsifying import Hunt, Trial, Trials, hunt

CASE = Case(example().document, example().profiles)


def _spot(name: str) -> Spot:
    """The last place in the example, which is seldom the one for which a breakage was written."""
    return list(breakages()[name].spots(CASE))[-1]


@cache
def _sound(sentence: str) -> tuple[Bench, Verdict]:
    case = with_criterion(sentence)
    return case, case.verdict("one")


def test_there_are_many_ways_and_each_is_another_one() -> None:
    titles = [one.title for one in breakages()]
    assert len(titles) >= 40
    assert len(set(titles)) == len(titles)


@cache
def _broken(name: str) -> tuple[str, Verdict]:
    """The sentence that a breakage asks for, and the verdict on what is broken so."""
    breakage, spot = breakages()[name], _spot(name)
    sentence = breakage.criterion(CASE, spot)
    return sentence, _sound(sentence)[0].verdict("one", build=breakage.build(spot))


@pytest.mark.parametrize("name", list(breakages().items))
def test_the_sentence_is_met_by_a_sound_integration_and_failed_by_the_broken_one(name: str) -> None:
    sentence, broken = _broken(name)
    _, sound = _sound(sentence)
    assert sound.judgement is Judgement.MET, sound.reason
    assert broken.judgement is Judgement.NOT_MET, broken.reason


# Of breakages that look the same in the sentence that they ask for: one that tells the first from the second.
_TOLD_APART = [
    (
        "goes_by_old_copies",
        "updates_ignored",
        "Order",
        (
            "When an Order's `payment_status` changes to `paid` in Storefront, a matching Order exists in ERP within "
            "15 minutes."
        ),
    ),
    (
        "direction_swapped",
        "updates_ignored",
        "Stock",
        "When a Stock's `available` changes in ERP, nothing is written to ERP.",
    ),
    (
        "direction_swapped",
        "goes_by_old_copies",
        "Stock",
        "When a Stock's `available` changes in ERP, nothing is written to ERP.",
    ),
    (
        "delete_as_blank_update",
        "deletes_ignored",
        "Order",
        "When an Order is deleted in Storefront, no field of it is emptied in ERP.",
    ),
    (
        "runs_once",
        "looks_too_seldom",
        "",
        "When a Customer is created in Storefront, a matching Customer exists in ERP within 1 day.",
    ),
    (
        "does_nothing",
        "runs_once",
        "",
        (
            "When a Customer with the same `email` exists in both systems before the first run, the two are linked and "
            "no Customer is created in ERP."
        ),
    ),
    (
        "does_nothing",
        "looks_too_seldom",
        "",
        "When a Customer is created in Storefront, a matching Customer exists in ERP within 1 day.",
    ),
]


@pytest.mark.parametrize(("name", "other", "record", "sentence"), _TOLD_APART)
def test_a_sentence_tells_breakages_apart(name: str, other: str, record: str, sentence: str) -> None:
    case, sound = _sound(sentence)
    assert sound.judgement is Judgement.MET, sound.reason
    for one, fails in ((name, True), (other, False)):
        spot = next(spot for spot in breakages()[one].spots(CASE) if spot.record == record)
        verdict = case.verdict("one", build=breakages()[one].build(spot))
        assert (verdict.judgement is Judgement.NOT_MET) is fails, f"{one}: {verdict.reason}"


def test_no_two_breakages_fail_in_the_same_way_unless_a_sentence_tells_them_apart() -> None:
    seen: dict[tuple[str, str], list[str]] = {}
    told = {frozenset(row[:2]) for row in _TOLD_APART}
    for name in breakages().items:
        sentence, broken = _broken(name)
        alike = seen.setdefault((sentence, broken.reason), [])
        assert [one for one in alike if frozenset({name, one}) not in told] == []
        alike.append(name)


def test_a_hunt_can_be_done_by_another_process() -> None:
    task = Hunt(CASE.document, CASE.profiles, "does_nothing", Spot(), ("unpaid-stays", "arrives"), 0)
    (met, failed) = hunt(pickle.loads(pickle.dumps(task)))  # noqa: S301 - what was just dumped
    assert met == Trial("unpaid-stays", "")
    assert failed.criterion == "arrives"
    assert "no matching Order" in failed.reason


def _verdicts(**seconds: float) -> list[Verdict]:
    """Verdicts on these criteria of the example: met where the seconds are not negative."""
    return [
        Verdict(
            name.replace("_", "-"),
            "",
            whole_file("x"),
            Judgement.MET if took >= 0 else Judgement.NOT_MET,
            "",
            real_s=took,
        )
        for name, took in seconds.items()
    ]


def _notices(**noticed: set[str]) -> Callable[[Callable[[Hunt], Trials], Iterable[Hunt]], Iterator[Trials]]:
    """Hunts of which the outcome is known: each criterion with the breakages that it notices."""

    def one(task: Hunt) -> Trials:
        trials = []
        for name in task.criteria:
            failed = task.breakage in noticed.get(name.replace("-", "_"), set())
            trials.append(Trial(name, "seen" if failed else ""))
            if failed and task.first:
                break
        return tuple(trials)

    return lambda _hunt, tasks: map(one, tasks)


def test_what_nothing_notices_is_a_gap_and_what_notices_nothing_is_vacuous() -> None:
    sound = _verdicts(arrives=1.0, refunded=0.5, whole_order=2.0, sold_out=1.0, erp_down=-1.0)
    each = _notices(arrives={"does_nothing", "creates_nothing"}, refunded={"does_nothing"}, whole_order=set())
    found = falsify(CASE.document, CASE.profiles, sound, each=each)
    worth = {one.criterion: one.worth for one in found.weighed}
    assert worth == {
        "arrives": Worth.CATCHES,
        "refunded": Worth.ADDS_NOTHING,
        "whole-order": Worth.VACUOUS,
        "sold-out": Worth.VACUOUS,
        "erp-down": Worth.NOT_MET,
    }
    caught = {(one.breakage, one.where) for one in found.broken if one.caught}
    assert caught == {("does_nothing", "the whole integration"), ("creates_nothing", "Order in ERP")}
    assert len(found.gaps) == len(found.broken) - 2
    assert all("erp-down" not in one.tried for one in found.broken)


def test_the_likeliest_is_tried_first_and_of_those_the_quickest() -> None:
    sound = _verdicts(line_removed=0.1, whole_order=3.0, order_deleted=2.0, sold_out=0.1)
    found = falsify(CASE.document, CASE.profiles, sound, each=_notices())
    by = {(one.breakage, one.where): one.tried for one in found.broken}
    assert by["deletes_ignored", "Order in ERP"] == ("order-deleted", "line-removed", "whole-order")
    assert by["list_item_lost", "Order in ERP"] == ("whole-order", "line-removed", "order-deleted")
    assert by["deletes_ignored", "Customer in ERP"] == ()


def test_what_takes_long_is_tried_only_where_it_is_likely_unless_all_is_asked_for() -> None:
    sound = _verdicts(arrives=1.0, refunded=1.0, order_deleted=1.0, erp_down=60.0)

    def tried(*, thorough: bool) -> int:
        found = falsify(CASE.document, CASE.profiles, sound, each=_notices(), thorough=thorough)
        return sum("erp-down" in one.tried for one in found.broken if one.where == "Order in ERP")

    assert 0 < tried(thorough=False) < tried(thorough=True)


def test_missing_criteria_are_written_with_names_of_their_own() -> None:
    sentences = [breakages()[name].criterion(CASE, _spot(name)) for name in breakages().items]
    mended = read(with_criteria(CASE.document.text, "a.interlock.md", sentences), "a.interlock.md").document
    new = mended.criteria[len(CASE.document.criteria) :]
    assert [one.text for one in new] == list(dict.fromkeys(sentences))
    assert all(one.understood for one in new)
    assert len({one.name for one in mended.criteria}) == len(mended.criteria)
