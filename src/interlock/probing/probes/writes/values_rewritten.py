"""What does the system make of the values that are written?

Two items are written with blanks around texts, capital and small letters, an accent in two signs, numbers with many
decimals, and empty values, and read again. What both show changed is how the system writes; a sync that does not know
it would write the same for ever.
"""

import unicodedata
from collections.abc import Iterable

from interlock.model.fact import Confidence
from interlock.model.path import get, put
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON, Body
from interlock.probing.bodies import is_mail
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, can_get, cannot_tell

_MOST = 8
_NUMBERS = (1234.56789, 4321.98765)


async def _write(hand: Hand) -> Reply:
    if not hand.can_get:
        return cannot_tell("items cannot be read one by one")
    await hand.new()
    rounds: list[dict[str, str]] = []
    evidence = []
    for number in range(2):
        tag, body = hand.fresh()
        odd = _odd(hand, body, tag, number)
        made = await hand.create(tag, odd)
        if not made.good:
            odd = _odd(hand, body, tag, number, only_texts=True)
            made = await hand.create(tag, odd)
        if not made.good:
            return cannot_tell("it refuses such values", made.seen.shown("odd values"))
        kept = await hand.item(made.id)
        seen = await hand.get(made.id)
        if kept is None:
            return cannot_tell("the new item is not shown", seen.shown())
        now = kept.body
        told = dict(_told(hand, odd, now))
        rounds.append(told)
        evidence.append(seen.shown("odd values were written", tells=f"{len(told)} of them changed"))
    both = {name: said for name, said in rounds[0].items() if rounds[1].get(name) == said}
    if not both:
        if rounds[0] or rounds[1]:
            return cannot_tell("the two items were changed in different ways", *evidence)
        return Reply("nothing: they are kept as they were written", Confidence.SURE, tuple(evidence))
    return Reply("; ".join(f"`{name}` {said}" for name, said in sorted(both.items())), Confidence.SURE, tuple(evidence))


def _odd(hand: Hand, body: Body, tag: str, number: int, *, only_texts: bool = False) -> Body:
    texts = 0
    for field in hand.bodies.fields:
        if is_mail(field) and get(body, field.path) is not ABSENT and field.type is FieldType.STRING:
            body = put(body, field.path, f"{tag}.MiXed@Example.COM")
        elif field in hand.bodies.markable and texts < _MOST:
            # The first text keeps the mark in front, so that the item is found whatever becomes of the rest.
            text = f" {tag}  MiXed cafe\u0301 " if _fits(field, len(tag) + 16) else f" {tag[-6:]} aB "
            body = put(body, field.path, text)
            texts += 1
        elif not only_texts and field.type is FieldType.NUMBER and field.multiple_of is None and _in_bounds(field):
            body = put(body, field.path, _NUMBERS[number])
        elif not only_texts and field.nullable and not field.required and field.type is not FieldType.STRING:
            body = put(body, field.path, None)
    return body


def _told(hand: Hand, sent: Body, now: Body) -> Iterable[tuple[str, str]]:
    for field in hand.bodies.fields:
        was, value = get(sent, field.path), get(now, field.path)
        if was is ABSENT or was == value:
            continue
        if value is ABSENT:
            if was is not None:
                yield str(field.path), "is not shown"
            else:
                yield str(field.path), "is not there where null was written"
        else:
            yield str(field.path), _change(was, value)


def _change(was: JSON, now: JSON) -> str:
    if isinstance(was, str) and isinstance(now, str):
        done = [word for word, of in _TEXTS if of(was) != was and _holds(word, was, now)]
        return "is " + " and ".join(done) if done else "is written otherwise"
    if isinstance(was, bool) or isinstance(now, bool):
        return "becomes another value"
    if isinstance(was, int | float) and isinstance(now, int | float | str):
        shown = str(now)
        digits = len(shown.partition(".")[2])
        kind = " and becomes a text" if isinstance(now, str) else ""
        return f"is cut to {digits} decimals{kind}" if digits < 5 else f"becomes a text of {digits} decimals"
    return "is empty where null was written" if was is None and not now else "becomes another value"


def _holds(word: str, was: str, now: str) -> bool:
    """Whether the text as it is now shows that change, whatever else was done to it."""
    match word:
        case "trimmed":
            return now == now.strip()
        case "written small":
            return now == now.lower()
        case "written in capitals":
            return now == now.upper()
        case "composed (accents in one sign)":
            return now == unicodedata.normalize("NFC", now) and was != now and "\u0301" not in now
        case "left with single blanks":
            return "  " not in now.strip()
    return False


_TEXTS = (
    ("trimmed", str.strip),
    ("written small", str.lower),
    ("written in capitals", str.upper),
    ("composed (accents in one sign)", lambda text: unicodedata.normalize("NFC", text)),
    ("left with single blanks", lambda text: " ".join(text.split())),
)


def _fits(field: FieldProfile, length: int) -> bool:
    return field.max_length is None or field.max_length >= length


def _in_bounds(field: FieldProfile) -> bool:
    low = field.minimum is None or field.minimum <= min(_NUMBERS)
    return low and (field.maximum is None or field.maximum >= max(_NUMBERS))


PROBE = Probe(
    question="What does it make of the values that are written?",
    why="what the system rewrites looks like a change, and is written again and again",
    most=13,
    makes=7,
    applies=can_get,
    write=_write,
    order=50,
    example="`name` is trimmed; `email` is written small; `total` is cut to 2 decimals",
)
