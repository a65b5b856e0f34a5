"""What happens: the first half of a sentence, from symbols to a trigger in the language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from interlock.document.rewriting.gist import plain_trigger
from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.lexer import Noun
from interlock.document.rewriting.patterns import pattern, tidy, whole
from interlock.document.rewriting.sense import Sense, a, plural
from interlock.document.rewriting.specials import take_specials
from interlock.document.rewriting.times import said
from interlock.document.rewriting.turning import turned

SEVERAL = 50
"""How many items a sentence means that speaks of many and gives no number."""


@dataclass
class Event:
    """A trigger: which shape, of which record (or a term for some of its items), where, and what is special."""

    shape: str
    record: str = ""
    term: str = ""
    system: str = ""
    count: int | None = None
    of: int | None = None
    field: str = ""
    before: str = ""
    after: str = ""
    second: str = ""
    gap: str = ""
    many: bool = False
    nothing: bool = False
    tries: int | None = None
    specials: list[str] = dataclasses.field(default_factory=list)
    spread: str = ""
    circumstance: str = ""

    def said(self) -> str:
        """As the language says it, from `When` on."""
        parts = (_SAID[self.shape](self), *self.specials, self.spread, self.circumstance)
        return " ".join(part for part in parts if part)

    def circumstance_needs_many(self, circumstance: str) -> bool:
        """Whether one item would show too little: where all of them are spoken of while something is wrong."""
        return self.shape == "created" and self.count is None and circumstance.startswith("while") and self.many

    @property
    def noun(self) -> str:
        """The items with their article."""
        return a(self.term or self.record)


def _items(event: Event, verb: str) -> str:
    many = event.count
    if many and many > 1:
        amount = f"{many:,} of {event.of:,}" if event.of else f"{many:,}"
        return f"When {amount} {plural(event.record)} {'are ' if verb != 'change' else ''}{verb} in {event.system}"
    if verb == "change":
        return f"When {event.noun} changes in {event.system}"
    return f"When {event.noun} is {verb} in {event.system}"


_SAID: dict[str, Callable[[Event], str]] = {
    "created": lambda e: _items(e, "created"),
    "deleted": lambda e: _items(e, "deleted"),
    "changed": lambda e: f"When {e.noun}'s `{e.field}` changes in {e.system}" if e.field else _items(e, "change"),
    "changed_to": lambda e: f"When {e.noun}'s `{e.field}` changes to `{e.after}` in {e.system}",
    "changed_from_to": lambda e: f"When {e.noun}'s `{e.field}` changes from `{e.before}` to `{e.after}` in {e.system}",
    "changed_in_both": lambda e: (
        f"When {e.noun}'s `{e.field}` changes in {e.system} and {e.gap or 'at the same time'} in {e.second}"
    ),
    "answered": lambda e: f"When {e.system} answers {e.after} to {e.noun}",
    "exists_in_both": lambda e: f"When {e.noun} with the same `{e.field}` exists in both systems",
    "merged": lambda e: f"When {e.noun} is merged into another in {e.system}",
    "label_renamed": lambda e: f"When the label of `{e.field}` of {e.record} is renamed in {e.system}",
    "element_removed": lambda e: (
        f"When {e.count} of {e.of} `{e.field}` {'is' if e.count == 1 else 'are'} removed from {e.noun} in {e.system}"
    ),
    "quiet": lambda e: f"After {e.gap} of quiet",
}

_BE = r"(?:(?:have|be|become|RECEIVE|have be|that|that have|that be|that have be) )*"
_IN = r"(?: (?:in|on|at|from|to|of|by) {S})?"
_TO = r"(?:to|as|at)?"
_HOW = r"(?: (?:together|D))?"

Make = Callable[[Sense, re.Match[str]], Event | None]


def event(sense: Sense, symbols: str) -> Event | None:
    """The trigger that all the symbols say."""
    text = tidy(symbols)
    text = re.sub(r"^x (?=CREATE|DELETE|CHANGE|RENAME|MERGE|SET)", "", text)
    text = re.sub(r"\bsame\b(?! <F)|\btogether\b|^same (?=<F\d+> of)", " ", text)
    text = _addressed(sense, text)
    text = re.sub(r"(?<=CREATE) only (?=in )", " ", text)
    text = pattern("{F} in {S} of {R}").sub(lambda m: f"<F{m['F']}> of <R{m['R']}> in <S{m['S']}>", text)
    text, spread = _spread(sense, tidy(text))
    text, specials = take_specials(sense, tidy(text))
    text = tidy(re.sub(r"(<[RF]\d+>) that(?= |$)", r"\1", text))
    passive = turned(text, sense.lexed)
    loose = plain_trigger(passive) if sense.loose else ""
    for order in dict.fromkeys((text, passive, loose)):
        for words, make in _TRIGGERS:
            found = whole(words, order)
            made = make(sense, found) if found else None
            if made is not None:
                made.specials += _not_before(made, specials)
                made.spread = spread if (made.count or 0) > 1 else ""
                return made if spread == made.spread or not spread else None
    return None


def _addressed(sense: Sense, text: str) -> str:
    """`a comment on a ticket` and `an invoice to a client` without the item that each of them refers to anyway."""
    found = pattern("(?<!MERGE ){R} (?:to|for|on|of) {R2}(?= |$)").search(text)
    if found is None:
        return text
    record, other = sense.record(sense.noun(found)), sense.record(sense.noun(found, "R2"))
    refers = any(k.record == record and k.refers.casefold() == other.casefold() for k in sense.vocabulary.fields)
    return tidy(f"{text[: found.start()]} <R{found['R']}> {text[found.end() :]}") if refers else text


def _not_before(made: Event, specials: list[str]) -> list[str]:
    """What is special, but for the value that the trigger changes, which is then the one before."""
    for special in specials:
        value = (
            re.fullmatch(rf"with `{re.escape(made.field)}` `([^`]*)`", special) if made.shape == "changed_to" else None
        )
        if value:
            made.shape, made.before = "changed_from_to", value[1]
            return [one for one in specials if one != special]
    return specials


def _spread(sense: Sense, text: str) -> tuple[str, str]:
    for symbol in re.findall(r"<D\d+>", text):
        due = sense.due(symbol)
        if re.fullmatch(r"within [\w, ]+", due) and " of " not in due and re.search(r"<R\d+>", text):
            return tidy(text.replace(symbol, "")), due
    return text, ""


def _of(sense: Sense, found: re.Match[str], shape: str, **more: object) -> Event | None:
    noun = sense.noun(found) if "R" in found.groupdict() else None
    made = Event(shape, sense.record(noun), system=sense.word(found, "S"), **more)  # type: ignore[arg-type]
    if isinstance(noun, Noun):
        made.term, made.count, made.of, made.many = noun.term, noun.count, noun.of, noun.all
    return made


def _changed(sense: Sense, found: re.Match[str], shape: str = "changed", **more: object) -> Event | None:
    made = _of(sense, found, shape, **more)
    known = sense.known_fields(found)
    if made is None or not known:
        return made
    return made if _with_field(sense, made, known) else None


def _with_field(sense: Sense, made: Event, known: tuple[KnownField, ...]) -> bool:
    one = sense.field(known, made.record, made.system)
    if one is None:
        return False
    made.record, made.field = made.record or one.record, one.name
    if not made.system:
        made.system = sense.vocabulary.system(one.side)
    return True


def _becomes(sense: Sense, found: re.Match[str]) -> Event | None:
    value = sense.word(found, "V") or sense.word(found, "G") or sense.word(found, "N")
    known = sense.known_fields(found)
    if known:
        made = _changed(sense, found, "changed_to", after=value)
        if made is not None:
            _not_yet(sense, made)
            made.after = _spelt(sense, made, value)
        return made
    made = _of(sense, found, "changed_to", after=value)
    if made is None:
        return None
    if value.isdigit():
        side = sense.side(made.system) or sense.vocabulary.source(made.record)
        one = sense.vocabulary.quantity(made.record, side)
    else:
        one, made.after = sense.valued(value, made.record, made.system) or (None, value)
    if one is None:
        return None
    made.field, made.record = one.name, made.record or one.record
    made.system = made.system or sense.vocabulary.system(one.side)
    sense.assume(f"`{value}` is read as `{one.name}` `{made.after}`")
    _not_yet(sense, made)
    return made


def _not_yet(sense: Sense, made: Event) -> None:
    """What becomes so is not so before: a term that says it of the items is what they become."""
    term = sense.vocabulary.names.term(made.term) if made.term else None
    if term is not None and str(term.condition.field) == made.field:
        made.term = ""


def _spelt(sense: Sense, made: Event, value: str) -> str:
    """The value as the document spells it."""
    for known in sense.vocabulary.fields:
        if known.record == made.record and known.name == made.field:
            for one in known.values:
                if one.casefold() == value.casefold():
                    return one
    return value


def _from_to(sense: Sense, found: re.Match[str]) -> Event | None:
    before = sense.word(found, "V") or sense.word(found, "N")
    after = sense.word(found, "V2") or sense.word(found, "N2")
    if "F" not in found.groupdict() and "N2" in found.groupdict():
        made = _of(sense, found, "changed_from_to", before=sense.word(found, "N"), after=sense.word(found, "N2"))
        side = sense.side(made.system) if made and made.system else None
        one = sense.vocabulary.quantity(made.record, side or sense.vocabulary.source(made.record)) if made else None
        return _with(made, one.name) if made and one else None
    made = _changed(sense, found, "changed_from_to", before=before, after=after)
    if made is not None and not made.field:
        one, made.before = sense.valued(before, made.record, made.system) or (None, before)
        if one is None:
            return None
        made.after = (sense.valued(after, made.record, made.system) or (one, after))[1]
        made.field, made.system = one.name, made.system or sense.vocabulary.system(one.side)
    return made


def _with(made: Event, name: str) -> Event:
    made.field = name
    return made


def _both(sense: Sense, found: re.Match[str]) -> Event | None:
    left, right = sense.vocabulary.names.systems[:2]
    first = sense.word(found, "S") or left
    second = sense.word(found, "S2") or (right if first == left else left)
    made = _of(sense, found, "changed_in_both", second=second)
    if made is None or first == second:
        return None
    made.system = first
    gap = sense.lexed[found["T"]] if found.groupdict().get("T") else None
    made.gap = f"{said(gap)} later" if isinstance(gap, timedelta) else ""
    if not made.gap:
        sense.assume("both sides change before the integration looks again")
    return made if _with_field(sense, made, sense.known_fields(found)) else None


def _answered(sense: Sense, found: re.Match[str]) -> Event | None:
    status = sense.word(found, "H")
    made = _of(sense, found, "answered", after=status or "422")
    if made is None:
        return None
    if not status:
        sense.assume("what is not accepted is answered with 422")
    if "N" in found.groupdict():
        made.tries = sense.number(found)
    return made


def _known_both(sense: Sense, found: re.Match[str]) -> Event | None:
    made = _of(sense, found, "exists_in_both")
    return made if made is not None and _with_field(sense, made, sense.known_fields(found)) else None


def _label(sense: Sense, found: re.Match[str]) -> Event | None:
    made = _of(sense, found, "label_renamed")
    known = sense.known_fields(found)
    if made is None:
        return None
    if not known:
        side = sense.side(made.system)
        known = tuple(k for k in sense.vocabulary.fields if side in {None, k.side} and not k.refers and not k.is_list)[
            :1
        ]
        if known:
            sense.assume(f"the field is `{known[0].name}` of {known[0].record}: name the one that is meant")
    return made if _with_field(sense, made, known) else None


def _quiet(sense: Sense, found: re.Match[str]) -> Event | None:
    due = sense.due(f"<D{found['D']}>") if found.groupdict().get("D") else ""
    time = sense.lexed[found["T"] or found["T2"]] if "T" in found.groupdict() else None
    gap = said(time) if isinstance(time, timedelta) else due.removeprefix("for ").removeprefix("within ") or "1 hour"
    if not due and time is None:
        sense.assume("nothing changes for 1 hour")
    return Event("quiet", gap=gap)


def _element(sense: Sense, found: re.Match[str]) -> Event | None:
    made = _of(sense, found, "element_removed")
    if made is None or not _with_field(sense, made, sense.known_fields(found)):
        return None
    made.count, made.of = sense.number(found), sense.number(found, "N2")
    return made


def _nothing(sense: Sense, found: re.Match[str]) -> Event | None:  # noqa: ARG001 - every maker takes both
    return Event("created", nothing=True)


def _as(shape: str) -> Make:
    return lambda sense, found: _of(sense, found, shape)


_TRIGGERS: tuple[tuple[str, Make], ...] = (
    (rf"{_BE}nothing {_BE}CREATE(?: in {{S}})?", _nothing),
    (rf"(?:on |after )?{{H}}(?: ANSWER| x)? (?:from|of|by) {{S}}(?: (?:to|for) {{R}})?", _answered),
    (r"{S} ANSWER(?: to {R})? (?:with )?{H}(?: (?:to|for) {R2})?", lambda s, m: _answered_to(s, m)),
    (rf"{{S}} {_BE}REJECT {{R}}(?: with {{H}})?", _answered),
    (rf"{{R}} {_BE}REJECT (?:by|in) {{S}}(?: with {{H}})?", _answered),
    (r"(?:after )?{N} failed (?:RETRY|TRY|x) (?:of|for|with|to CREATE|to SEND) {R}(?: (?:in|to) {S})?", _answered),
    (r"(?:failed )?{R} with {S} ANSWER {H}", _answered),
    (r"{R} {B}(?:EXIST|be)? ?inboth with same {F}".replace("{B}", _BE), _known_both),
    (r"{R} with same {F} {B}(?:EXIST )?inboth".replace("{B}", _BE), _known_both),
    (r"{R} with {F} of {R2} EXIST", _known_both),
    (r"{R} with same {F} (?:that )?(?:EXIST )?in (?:both )?{S} and (?:in )?{S2}", _known_both),
    (r"(?:after )?{N}(?: failed)? (?:RETRY|TRY)", _answered),
    (rf"{{R}} {_BE}MERGE (?:to|with) another(?: <N\d+>| <R\d+>)?{_IN}", _as("merged")),
    (rf"{{R}} {_BE}MERGE{_IN}", _as("merged")),
    (rf"(?:x )?MERGE {{R}}{_IN}", _as("merged")),
    (rf"RENAME (?:label of )?(?:{{F}}|custom field|field)(?: of {{R}})?{_IN}", _label),
    (rf"{{F}}(?: of {{R}})? {_BE}RENAME{_IN}", _label),
    (rf"label of (?:{{F}}|custom field|field)(?: of {{R}})? {_BE}(?:RENAME|CHANGE){_IN}", _label),
    (r"(?:anotherrun |run )?(?:with )?nochange(?: {D})?", _quiet),
    (r"anotherrun", _quiet),
    (r"{T} nochange|nochange {T2}", _quiet),
    (r"(?:inboth|sametime) CHANGE (?:of |to |in )?{F}(?: of {R})?(?: (?:in|of)(?: both)? {S} and (?:in )?{S2})?(?: (?:sametime|at|betweenruns|inboth|together))*", _both),
    (r"(?:be )?CHANGE (?:of |to )?{F}(?: of {R})? (?:inboth|in (?:both )?{S} and (?:in )?{S2})(?: (?:sametime|at|betweenruns|together))*", _both),
    (r"{R} (?:be )?(?:SET|CHANGE|SEND|REASSIGN) (?:to |of )?another {R2}(?: in {S})?", lambda s, m: _moved(s, m)),
    (r"(?:both )?{S} and {S2} (?:both )?CHANGE (?:same )?{F}(?: of {R})?(?: {D})?(?: (?:sametime|at|betweenruns))*", _both),
    (r"{R} (?:CHANGE|SET) from {N} to {N2}(?: in {S})?", _from_to),
    (rf"{{N}} of {{N2}} {{F}} {_BE}DELETE from {{R}}{_IN}", _element),
    (rf"{{F}}(?: of {{R}})? {_BE}CHANGE (?:inboth|in both systems|in both)(?: (?:betweenruns|sametime|at))*", _both),
    (rf"{{F}}(?: of {{R}})? {_BE}CHANGE in (?:both )?{{S}} and (?:{{T}} later )?(?:in )?{{S2}}(?: at)?(?: (?:betweenruns|sametime|at))*", _both),
    (rf"{{F}}(?: of {{R}})? {_BE}CHANGE in {{S}} and (?:at )?sametime in {{S2}}", _both),
    (rf"{{F}}(?:(?: of)? {{R}})? {_BE}(?:CHANGE|SET) from (?:{{V}}|{{N}}) to (?:{{V2}}|{{N2}}){_IN}", _from_to),
    (rf"{{R}} {_BE}(?:CHANGE|SET) from {{V}} to {{V2}}{_IN}", _from_to),
    (rf"(?:x )?(?:CHANGE|SET) {{F}}(?: of {{R}})? {_TO} (?:{{V}}|{{N}}){_IN}", _becomes),
    (rf"{{F}} of {{R}} {_BE}(?:(?:CHANGE|SET) )?{_TO} ?(?:{{V}}|{{N}}){_IN}", _becomes),
    (rf"{{F}}(?: {{R}})? {_BE}(?:(?:CHANGE|SET) )?{_TO} ?(?:{{V}}|{{N}}){_IN}", _becomes),
    (rf"{{R}} {_BE}(?:(?:CHANGE|SET) )?{_TO} ?{{V}}{_IN}", _becomes),
    (rf"(?:x )?SET {{R}} {_TO} ?{{V}}{_IN}", _becomes),
    (rf"{{G}} {{R}}{_IN}", _becomes),
    (rf"{{R}} (?:of x )?(?:of|at|be|SET to) {{N}}{_IN}", _becomes),
    (rf"(?:CHANGE|SET) (?:to |of |in )?{{F}}(?: of {{R}})?{_IN}", _changed),
    (rf"{{F}}(?: of {{R}})? {_BE}CHANGE{_IN}", _changed),
    (rf"CHANGE (?:of |to |in )?{{R}}{_IN}", _changed),
    (rf"{{R}} {_BE}CHANGE{_IN}", _changed),
    (r"CHANGE in {S}", _changed),
    (rf"DELETE (?:of )?{{R}}{_IN}", _as("deleted")),
    (rf"{{R}} {_BE}(?:DELETE|VANISH){_IN}", _as("deleted")),
    (rf"CREATE (?:of )?{{R}}{_IN}", _as("created")),
    (rf"{{R}} EXIST{_IN}", _as("created")),
    (rf"{{R}} {_BE}CREATE{_IN}", _as("created")),
    (rf"{{R}}{_IN}", _as("created")),
)  # fmt: skip


def _moved(sense: Sense, found: re.Match[str]) -> Event | None:
    """It refers to another item than before."""
    made, other = _of(sense, found, "changed"), sense.noun(found, "R2")
    if made is None or other is None:
        return None
    named = sense.record(other).casefold()
    fields = tuple(k for k in sense.vocabulary.fields if k.record == made.record and k.refers.casefold() == named)
    return made if fields and _with_field(sense, made, fields) else None


def _answered_to(sense: Sense, found: re.Match[str]) -> Event | None:
    made = _answered(sense, found)
    if made is not None and found.groupdict().get("R2"):
        noun = sense.noun(found, "R2")
        made.record, made.term = sense.record(noun), noun.term if noun else ""
    return made
