"""An item can be deleted or archived, as the document wants it."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import Verb
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, does, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    archive = subject.operation(Verb.ARCHIVE)
    if archive is None and subject.record.archive_flag.value is not None:
        flag = subject.record.archive_flag
        return known(flag, f"archived by `{flag.value.field}` = `{flag.value.value}`" if flag.value is not None else "")
    told = does(subject.operation(Verb.ARCHIVE, Verb.DELETE), "it describes neither a delete nor an archive")
    return told if told.answer is Answer.YES else Told(told.answer, told.how, told.confidence)


def _promises(use: Use) -> Iterator[Promise]:
    if use.deletes_to_here:
        yield from use.decision("on_delete")
        yield from use.arriving("deleted")
        yield from use.outcomes("archived")


ABILITY = Ability(
    title="deletes or archives items",
    told=_told,
    promises=_promises,
    question="By which call, or by which field, is an item of `{record}` deleted or archived?",
    why="a delete at the other end is to be carried over",
    settles=((By.VENDOR, "the call or field, whether it can be undone, and what refuses it"),),
    states="{record}.archive_flag=FIELD = VALUE",
    weight=8,
)
