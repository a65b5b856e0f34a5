"""What every ledger does with hints and notices; the conformance suite runs these on each kind of ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interlock.model.alert import Alert
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.model.webhooks import Hint

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def hint(item_id: str, event: str = "", *, side: Side = Side.LEFT, minutes: int = 0) -> Hint:
    return Hint(side, "things", item_id, NOW + timedelta(minutes=minutes), event)


def waiting(ledger: Ledger) -> list[str]:
    return [one.item_id for one in ledger.hints(most=100)]


def hints_are_a_set_of_items(ledger: Ledger) -> None:
    assert ledger.take_hints([hint("1"), hint("2"), hint("1")]) == 3
    assert waiting(ledger) == ["2", "1"]
    assert ledger.waiting_hints() == 2
    assert ledger.hints(most=1)[0].item_id == "2"
    ledger.take_hints([hint("9", side=Side.RIGHT)])
    assert [one.item_id for one in ledger.hints(most=9, side=Side.RIGHT)] == ["9"]
    assert [one.item_id for one in ledger.hints(most=9, side=Side.LEFT)] == ["2", "1"]


def an_event_is_taken_once(ledger: Ledger) -> None:
    assert ledger.take_hints([hint("1", "e1")]) == 1
    ledger.drop_hints(ledger.hints(most=9))
    assert ledger.take_hints([hint("1", "e1"), hint("1", "e2"), hint("1", "e1", side=Side.RIGHT)]) == 2
    ledger.forget_events(NOW + timedelta(minutes=1))
    assert ledger.take_hints([hint("1", "e1")]) == 1


def what_comes_in_while_one_is_followed_still_waits(ledger: Ledger) -> None:
    ledger.take_hints([hint("1"), hint("2")])
    followed = ledger.hints(most=9)
    ledger.take_hints([hint("1")])
    ledger.drop_hints(followed)
    assert waiting(ledger) == ["1"]


def alert(message: str = "down", *, subject: str = "Shop", over: bool = False, minutes: int = 0) -> Alert:
    return Alert(NOW + timedelta(minutes=minutes), "system down", subject, message, "Ada", over)


def a_notice_is_due_until_it_was_told(ledger: Ledger) -> None:
    assert ledger.put_notice(alert())
    assert not ledger.put_notice(alert(minutes=5)), "people are told of a state once"
    (first,) = ledger.notices()
    assert (first.alert, first.since, first.due, first.told_at) == (alert(), NOW, True, None)
    ledger.told_notices([first], NOW)
    (told,) = ledger.notices()
    assert (told.due, told.told_at) == (False, NOW)
    assert ledger.put_notice(alert("down, too", minutes=9))
    (again,) = ledger.notices()
    assert (again.due, again.since) == (True, NOW)


def a_notice_ends_when_people_know_that_it_is_over(ledger: Ledger) -> None:
    assert not ledger.put_notice(alert(over=True)), "nothing began that could be over"
    ledger.put_notice(alert())
    assert ledger.put_notice(alert("up", over=True, minutes=7))
    assert not ledger.put_notice(alert("up", over=True, minutes=8))
    (over,) = ledger.notices()
    assert (over.alert.over, over.since, over.due) == (True, NOW, True)
    ledger.told_notices([over], NOW)
    assert ledger.notices() == ()


def what_changes_while_people_are_told_is_told_too(ledger: Ledger) -> None:
    ledger.put_notice(alert())
    read = ledger.notices()
    ledger.put_notice(alert("up", over=True))
    ledger.told_notices(read, NOW)
    assert [(one.due, one.alert.over) for one in ledger.notices()] == [(True, True)]
    ledger.put_notice(alert(minutes=30))
    assert [(one.due, one.since) for one in ledger.notices()] == [(True, NOW + timedelta(minutes=30))]


def what_comes_second_does_not_take_the_place_of_what_was_not_told(ledger: Ledger) -> None:
    assert ledger.put_notice(alert("one"))
    assert ledger.put_notice(alert("two"))
    assert not ledger.put_notice(alert("one"))
    (both,) = ledger.notices()
    assert both.alert.message == "one; two"
    ledger.told_notices([both], NOW)
    assert not ledger.put_notice(alert("two"))
    assert ledger.put_notice(alert("three"))
    assert [(one.due, one.alert.message) for one in ledger.notices()] == [(True, "three")]
    for number in range(999):
        ledger.put_notice(alert(f"number {number}"))
    assert len(ledger.notices()[0].alert.message) <= 2000


INBOX = (
    what_comes_second_does_not_take_the_place_of_what_was_not_told,
    hints_are_a_set_of_items,
    an_event_is_taken_once,
    what_comes_in_while_one_is_followed_still_waits,
    a_notice_is_due_until_it_was_told,
    a_notice_ends_when_people_know_that_it_is_over,
    what_changes_while_people_are_told_is_told_too,
)
