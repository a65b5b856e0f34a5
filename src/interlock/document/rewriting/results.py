"""What must then be true: one clause of the second half, from symbols to an outcome in the language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from interlock.document.rewriting.events import Event
from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.lexer import Noun
from interlock.document.rewriting.sense import Sense


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome: its kind, its words, and its deadline; words may be empty where nothing has to be said."""

    kind: str
    text: str
    due: str = ""


ONCE = "once"
"""The kind of a clause that only says that what another one says happens once."""


@dataclass
class Setting:
    """What the clauses of one sentence are about."""

    event: Event
    sense: Sense

    @property
    def record(self) -> str:
        """The record that the sentence speaks of."""
        return self.event.record

    def where(self, found: re.Match[str], slot: str = "S") -> str:
        """The system of a slot, else the one that the trigger is not in."""
        named = self.sense.word(found, slot) if slot in found.groupdict() else ""
        return named or self.other

    @property
    def other(self) -> str:
        """The system that the trigger is not in."""
        left, right = self.sense.vocabulary.names.systems[:2]
        # A system that refuses is the one that is written to.
        return (right if self.event.system == left else left) if self.event.system else right

    def of(self, found: re.Match[str], slot: str = "R") -> str:
        """The record of a slot, else the sentence's own."""
        noun = self.sense.noun(found, slot) if slot in found.groupdict() else None
        return self.sense.record(noun) or self.record


Make = Callable[[Setting, re.Match[str]], Result | None]


def says_once(setting: Setting, made: Result) -> Result | None:
    """The outcome, said to happen once; None where that says nothing."""
    if made.kind in {"exists", "not_exists", "once"}:
        where = made.text.rpartition(" in ")[2]
        return Result("once", f"every {setting.record} exists exactly once in {where}")
    return None


def once(setting: Setting, made: Result) -> Result | None:
    """The outcome, said to happen once."""
    found = says_once(setting, made)
    return Result(found.kind, found.text, made.due) if found else None


def exists(setting: Setting, found: re.Match[str]) -> Result | None:
    """It arrives."""
    record, where = setting.of(found), setting.where(found)
    if not record or (where == setting.event.system and record == setting.record):
        return None
    if setting.event.shape == "changed":
        return equal(setting, found) if record == setting.record else None
    if setting.event.nothing:
        return Result("not_exists", f"no matching {record} exists in {where}")
    if (setting.event.count or 0) > 1 or (setting.event.many and setting.event.circumstance):
        return Result("exists", f"every {record} exists in {where}")
    return Result("exists", f"a matching {record} exists in {where}")


def two_exist(setting: Setting, found: re.Match[str]) -> Result:
    """Two records that the sentence names arrive."""
    first, second, where = setting.of(found), setting.of(found, "R2"), setting.where(found)
    return Result("exists", f"a matching {first} exists in {where} and a matching {second} exists in {where}")


def not_exists(setting: Setting, found: re.Match[str]) -> Result | None:
    """It does not arrive; said of an edit, nothing changes."""
    record, where = setting.of(found), setting.where(found)
    if setting.event.shape in {"changed", "changed_from_to"} and setting.event.field and record == setting.record:
        one = _field(setting, found, where)
        return Result("field_unchanged", f"its `{one.name}` is unchanged in {where}") if one else None
    if setting.event.shape in {"changed", "changed_to"} and record == setting.record:
        return Result("unchanged", f"the matching {record} is unchanged in {where}")
    if setting.event.shape == "exists_in_both":
        return Result("none_created", f"no {record} is created in {where}")
    return Result("not_exists", f"no matching {record} exists in {where}") if setting.event.shape != "deleted" else None


def none_in_either(setting: Setting, found: re.Match[str]) -> Result | None:
    """None is created in any system."""
    record = setting.of(found)
    if setting.event.shape == "created":
        return None
    left, right = setting.sense.vocabulary.names.systems[:2]
    return Result("none_created", f"no {record} is created in {left} and no {record} is created in {right}")


def no_other(setting: Setting, found: re.Match[str]) -> Result | None:
    """No second one is created."""
    record, where = setting.of(found), setting.where(found)
    if record == setting.record and setting.event.shape == "created":
        return Result("once", f"every {record} exists exactly once in {where}")
    return Result("none_created", f"no {record} is created in {where}") if setting.event.shape != "deleted" else None


def stays(setting: Setting, found: re.Match[str]) -> Result | None:
    """What was changed is not undone where it was changed: that is not looked at, and said so."""
    if setting.sense.word(found, "S") != setting.event.system or setting.event.shape == "deleted":
        return remains(setting, found)
    setting.sense.assume(f"that it stays in {setting.event.system} is not looked at")
    return Result("ignored", "")


def none_created(setting: Setting, found: re.Match[str]) -> Result:
    """None is created."""
    record, where = setting.of(found), setting.where(found)
    if setting.event.shape == "created" and record == setting.record:
        return Result("not_exists", f"no matching {record} exists in {where}")
    return Result("none_created", f"no {record} is created in {where}")


def gone(setting: Setting, found: re.Match[str]) -> Result | None:
    """It is deleted."""
    if setting.event.shape not in {"deleted", "merged"}:
        return None
    return Result("deleted", f"the matching {setting.of(found)} is deleted in {setting.where(found)}")


def not_gone(setting: Setting, found: re.Match[str]) -> Result | None:
    """None is deleted."""
    if setting.event.shape not in {"deleted", "merged"}:
        return None
    what = "archived" if "ARCHIVE" in found[0] else "deleted"
    # A guard that lets nobody delete speaks of archiving as well: the outcome looks at both.
    return Result("none_archived", f"no {setting.of(found)} is {what} in {setting.where(found)}")


def remains(setting: Setting, found: re.Match[str]) -> Result | None:
    """It stays where it is."""
    return not_gone(setting, found) if setting.event.shape == "deleted" else None


def archived(setting: Setting, found: re.Match[str]) -> Result:
    """It is archived."""
    return Result("archived", f"the matching {setting.of(found)} is archived in {setting.where(found)}")


def unchanged(setting: Setting, found: re.Match[str]) -> Result | None:
    """It, or a field of it, is as it was."""
    known, where = setting.sense.known_fields(found), setting.where(found)
    if known:
        one = setting.sense.field(known, setting.record, where)
        return Result("field_unchanged", f"its `{one.name}` is unchanged in {where}") if one else None
    return Result("unchanged", f"the matching {setting.of(found)} is unchanged in {where}")


def _field(setting: Setting, found: re.Match[str], where: str) -> KnownField | None:
    record = setting.of(found)
    known = setting.sense.known_fields(found)
    if known:
        return setting.sense.field(known, record, where)
    own = [k for k in setting.sense.vocabulary.fields if k.record == record and k.name == setting.event.field]
    return setting.sense.field(tuple(own), record, where) if own else None


def equal(setting: Setting, found: re.Match[str]) -> Result | None:
    """A field, or all of it, is as the mapping says."""
    where = setting.where(found)
    if setting.event.shape == "exists_in_both" or (where == setting.event.system and setting.other != where):
        return None
    one = _field(setting, found, where)
    if one is None:
        if setting.event.field or setting.sense.known_fields(found):
            return None
        return Result("fields_equal", f"its mapped fields are equal in {where}")
    if one.record != setting.record:
        return Result("field_equal", f"the {one.record}'s `{one.name}` is equal in {where}")
    return Result("field_equal", f"its `{one.name}` is equal in {where}")


def equal_in_both(setting: Setting, found: re.Match[str]) -> Result | None:
    """Every item is equal in both, once all is quiet."""
    if setting.event.shape != "quiet":
        return None
    return Result("equal_in_both", f"every {setting.sense.record(setting.sense.noun(found))} is equal in both")


def all_equal(setting: Setting, found: re.Match[str]) -> Result | None:
    """All mapped fields are as the mapping says; said of one field that changes, that field."""
    if setting.event.shape == "exists_in_both":
        return linked(setting, found)
    if setting.event.field and "allfields" not in found[0]:
        return equal(setting, found)
    own = "their" if (setting.event.count or 0) > 1 else "its"
    return Result("fields_equal", f"{own} mapped fields are equal in {setting.where(found)}")


def value_at(setting: Setting, found: re.Match[str]) -> Result | None:
    """It has a value, said with the system before it or after it."""
    return has_value(setting, found, setting.sense.word(found, "S") or setting.sense.word(found, "S2"))


def has_value(setting: Setting, found: re.Match[str], at: str = "") -> Result | None:
    """A field has a value."""
    value, where = setting.sense.word(found, "V") or setting.sense.word(found, "N"), at or setting.where(found)
    known = setting.sense.known_fields(found)
    one = _field(setting, found, where) if known else None
    if not known and value.isdigit() and setting.event.field:
        one = _field(setting, found, where)
    elif not known:
        one, value = setting.sense.valued(value, setting.of(found), where) or (None, value)
    if one is None or not value:
        return None
    value = next((v for v in one.values if v.casefold() == value.casefold()), value)
    if not known:
        setting.sense.assume(f"`{value}` is read as `{one.name}` `{value}`")
    subject = "its" if one.record == setting.record else f"the {one.record}'s"
    return Result("field_is", f"{subject} `{one.name}` is `{value}` in {where}")


def shows_as(setting: Setting, found: re.Match[str]) -> Result | None:
    """It shows as a word that may be a value, or what the mapping makes of the trigger."""
    value = setting.sense.word(found, "V")
    if value:
        known = has_value(setting, found)
        if known:
            return known
    made = equal(setting, found)
    if made is not None and setting.event.field:
        setting.sense.assume(f"how it shows is what the mapping makes of `{setting.event.field}`")
    return made


def held(setting: Setting, found: re.Match[str]) -> Result:
    """It is set aside."""
    reason = setting.sense.word(found, "K") if "K" in found.groupdict() else ""
    if reason:
        setting.sense.assume(f"the reason is told in Interlock's own words, not as “{reason}”")
    with_reason = " with a reason" if "reason" in found[0] or reason else ""
    return Result("held", ("they are held" if (setting.event.count or 0) > 1 else "it is held") + with_reason)


def tried(setting: Setting, found: re.Match[str]) -> Result:
    """So many tries; where the sentence counts those after the first, one more in all."""
    count = setting.sense.number(found)
    again = "intotal" not in found[0] and (" more " in found[0] or "RETRY" in found[0])
    if again:
        setting.sense.assume(f"{count} more tries after the first are {count + 1} in all")
        count += 1
    return Result("tried", f"it is tried {count} times in all")


def loser_kept(setting: Setting, found: re.Match[str]) -> Result | None:  # noqa: ARG001 - every maker takes both
    """The value of a system that gave way is in the history."""
    if setting.event.shape != "changed_in_both":
        return None
    return Result("loser_in_history", "the other value is in the history")


def linked(setting: Setting, found: re.Match[str]) -> Result | None:  # noqa: ARG001
    """The two are known as the same."""
    return Result("linked", "the two are linked") if setting.event.shape == "exists_in_both" else None


def wins(setting: Setting, found: re.Match[str]) -> Result | None:
    """The value of one system wins."""
    if setting.event.shape != "changed_in_both":
        return None
    return Result("value_wins", f"the value of {setting.sense.word(found, 'S')} is in both")


def rate(setting: Setting, found: re.Match[str]) -> Result | None:
    """So many requests and no more."""
    symbol = re.search(r"<Q\d+>", found[0])
    rate = setting.sense.lexed.known[symbol[0]] if symbol else None
    if not isinstance(rate, tuple):
        return None
    return Result(
        "rate_kept", f"no more than {rate[0]:,} requests {rate[1]} are sent to {setting.sense.word(found, 'S')}"
    )


def nothing_written(setting: Setting, found: re.Match[str]) -> Result:
    """Nothing is written."""
    named = setting.sense.word(found, "S") if "S" in found.groupdict() else ""
    return Result("nothing_written", f"nothing is written to {named or 'either system'}")


def one_left(setting: Setting, found: re.Match[str]) -> Result | None:
    """One of two is left."""
    if setting.event.shape not in {"merged", "exists_in_both"} or setting.sense.number(found) != 1:
        return None
    return Result("one_left", f"one of the two exists in {setting.where(found)}")


def not_lost(setting: Setting, found: re.Match[str]) -> Result | None:
    """None is lost."""
    record = setting.of(found)
    # Of what is deleted or only changed, nothing more has to be there.
    if setting.event.shape not in {"created", "changed_to"}:
        return None
    return Result("none_lost", f"no {record} is lost") if record else None


def arrives(setting: Setting, found: re.Match[str]) -> Result | None:
    """A change still arrives, in the direction in which the field flows."""
    event, sense = setting.event, setting.sense
    if event.shape != "label_renamed":
        return None
    known = sense.known_fields(found)
    label = next((k for k in sense.vocabulary.fields if k.record == event.record and k.name == event.field
                  and sense.vocabulary.system(k.side) == event.system), None)  # fmt: skip
    if label is None:
        return None
    source = label.side if label.flows.writes(label.side.other) else label.side.other
    named = sense.side(sense.word(found, "S")) if "S" in found.groupdict() and sense.word(found, "S") else source
    source = named or source
    one = sense.field(known or (label,), event.record, sense.vocabulary.system(source))
    if one is None:
        return None
    there = sense.vocabulary.system(source.other)
    return Result(
        "change_arrives", f"a change of `{one.name}` in {sense.vocabulary.system(source)} still arrives in {there}"
    )


def ignored(assumed: str = "") -> Make:
    """For a clause that asks for nothing that could be looked at; `assumed` says why."""

    def make(setting: Setting, _found: re.Match[str]) -> Result:
        if assumed:
            setting.sense.assume(assumed)
        return Result("ignored", "")

    return make


def says(kind: str, text: str) -> Make:
    """For a clause that always means the same."""
    return lambda _setting, _found: Result(kind, text)


def equal_across(setting: Setting, found: re.Match[str]) -> Result | None:
    """A field of each side, said to be equal: the one that is not where the trigger is."""
    where = setting.other
    for slot in ("F", "F2"):
        known = setting.sense.known_fields(found, slot)
        one = setting.sense.field(known, setting.record, where)
        if one is not None:
            return Result("field_equal", f"its `{one.name}` is equal in {where}")
    return None


def equal_other(setting: Setting, found: re.Match[str]) -> Result | None:
    """A field of the side that is written to is the same as that of the other side."""
    named = {setting.sense.word(found, "S"), setting.sense.word(found, "S2")} - {""}
    if named - {setting.other, setting.event.system}:
        return None
    one = setting.sense.field(setting.sense.known_fields(found), setting.record, setting.other)
    return Result("field_equal", f"its `{one.name}` is equal in {setting.other}") if one else None


def equal_at(setting: Setting, found: re.Match[str]) -> Result | None:
    """A field is the same, said with the system after it."""
    where = setting.sense.word(found, "S2") or setting.sense.word(found, "S") or setting.other
    one = setting.sense.field(setting.sense.known_fields(found), setting.record, where)
    return Result("field_equal", f"its `{one.name}` is equal in {where}") if one else None


def noun_of(setting: Setting, found: re.Match[str]) -> Noun | None:
    """The items that a clause speaks of."""
    return setting.sense.noun(found)
