"""A sentence in free words, said in the controlled language: tried in every way in which it can be cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interlock.document.rewriting.events import SEVERAL, Event, event
from interlock.document.rewriting.leads import without_lead
from interlock.document.rewriting.lexer import Lexed, Noun, lex
from interlock.document.rewriting.outcomes import result
from interlock.document.rewriting.patterns import tidy
from interlock.document.rewriting.results import ONCE, Result, Setting, once
from interlock.document.rewriting.sense import Sense
from interlock.document.rewriting.times import NEXT_RUN, said, take_circumstance, take_times
from interlock.document.rewriting.turning import distributed, noun_phrases
from interlock.document.rewriting.vague import VAGUE
from interlock.document.rewriting.vocabulary import Vocabulary
from interlock.model.decisions import Direction

MOST_CHARACTERS = 400
"""No sentence of one criterion is longer."""
MOST_SYMBOLS = 60
"""Nor has it more words that mean something."""
_SEPARATOR = re.compile(
    r" ?(?:,? so(?= )| before(?= (?:it )?(?:be )?HOLD)|,? while(?= other| all other)|, and|, but|, then|; and|, or|,|;|:| and then| but| and| then| with(?= <F\d+> <V)| without(?= nolost| CREATE)| until(?= owner)) ?"
)
_AWAY = re.compile(r"while (.+?) (?:is down|answers \d+) for ")
_ACTS = re.compile(r"\b[A-Z]{3,}|<[VGH]|inboth|nochange")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The sentence in the controlled language, and in clauses what had to be assumed."""

    text: str
    assumes: tuple[str, ...]


def rewrite(text: str, vocabulary: Vocabulary) -> Rewriting | None:
    """What the sentence says, in the controlled language; None where a part of it is open or not understood.

    It gives only what it understood in whole: a word that nobody knows, and one that two people measure differently,
    keep a sentence from being rewritten.
    """
    if len(text) > MOST_CHARACTERS or len(vocabulary.names.systems) != 2:
        return None
    text, assumed = without_lead(text, vocabulary.spoken)
    if VAGUE.search(_outside_code(text, vocabulary)):
        return None
    lexed = lex(text, vocabulary)
    lexed.assumes |= dict.fromkeys(assumed)
    if lexed.text.count(" ") > MOST_SYMBOLS:
        return None
    symbols, circumstance = prepared(lexed, vocabulary)
    cuts = list(dict.fromkeys(halves(symbols)))
    for loose in (False, True):
        for before, after in cuts:
            # Read loosely, a noun alone would be taken for a trigger of which the rest is the outcome.
            if loose and not _ACTS.search(before):
                continue
            made = _composed(Sense(lexed, vocabulary, loose), before, after, circumstance)
            if made is not None:
                return made
    return None


def _outside_code(text: str, vocabulary: Vocabulary) -> str:
    """The text without what is quoted and without the document's own values, which may be any words."""
    text = vocabulary.own_values.sub(" ", text)
    return re.sub(r"`[^`]*`|[\"“”][^\"“”]*[\"“”]", " ", text)


def prepared(lexed: Lexed, vocabulary: Vocabulary) -> tuple[str, str]:
    """The symbols with deadlines found, and the circumstance that they speak of."""
    lexed.known = {"zone": vocabulary.zone, "second": vocabulary.names.systems[1]} | lexed.known
    lexed.text = noun_phrases(_given(_transferred(lexed.text)), lexed, vocabulary)
    return take_circumstance(lexed, take_times(lexed))


def _transferred(symbols: str) -> str:
    """`R is sent from A to B` and `a B is made for every A` as what happens in one system and follows in the other."""
    symbols = re.sub(r"^(no |not )?((?:<F\d+> of )?<R\d+>)(.*?) ((?:be |not )*(?:SEND|CREATE|EXIST|REACH)) from (<S\d+>) to (<S\d+>)(.*)$",
                     r"\1\2 in \5\3 \4 to \6\7", symbols)  # fmt: skip
    symbols = re.sub(r" for (<R\d+>)( (?:that )?(?:be )?(?:CREATE )?in <S\d+>)$", r" when \1 be CREATE\2", symbols)
    symbols = re.sub(r" when (<R\d+>) be CREATE (?:that )?(?:be )?CREATE ", r" when \1 be CREATE ", symbols)
    return re.sub(r"^(?:no|none of) (<R\d+>) ((?:that )?(?:be )?(?:CREATE|with|without)\b.*?) (?=(?:be )?(?:SEND|EXIST|REACH|ARCHIVE)\b)",
                  r"\1 \2 not ", symbols)  # fmt: skip


_STATE = re.compile(
    r"given (<R\d+>)(?: that)?(?: (?:be )?(?:EXIST|CREATE|be))?(?P<where> in <S\d+>)? ,?(?: and)? ?(?=when )"
)


def _given(symbols: str) -> str:
    """The sentence without `given an order`, which what then happens to it says again."""
    found = _STATE.match(symbols)
    if found is None and " when " not in symbols:
        return re.sub(r"^given ", "when ", symbols)
    if found is None:
        return re.sub(r"^given (?=.*<S\d+> isdown .* when )", "while ", symbols)
    rest = symbols[found.end() :]
    noun = found[1]
    if not re.search(r"<R", rest.partition(" then ")[0]):
        rest = re.sub(r"^when (?:it |its )?", lambda m: f"when {noun} 's " if "its" in m[0] else f"when {noun} ", rest)
    return re.sub(r"\bthere\b", (found["where"] or "").strip(), rest)


def halves(symbols: str) -> Iterator[tuple[str, str]]:
    """The sentence cut into what happens and what must then be true, the likeliest cut first."""
    again = re.fullmatch(r"(<R\d+> .*?) when (?:it |<R\d+> )?(?:have )?(?:be )?CREATE", symbols)
    if again:
        # That it is made, which what it says of the items says as well.
        yield from halves(again[1])
    lead = re.match(r"(?P<due><D\d+> )?(?:when|after(?! <N)|while|on(?= <H)) ", symbols)
    if lead:
        body, due = symbols[lead.end() :], lead["due"] or ""
        commas = list(re.finditer(r" (?:, then|, and then|,|→|then|:) ", body))
        for cut in commas:
            yield body[: cut.start()], f"{due}{body[cut.end() :]}"
        # Where commas say what belongs together, no cut within is what was meant.
        for cut in re.finditer(" ", body) if not commas or lead[0].endswith("on ") else ():
            yield body[: cut.start()], f"{due}{body[cut.end() :]}"
        return
    first = re.match(r"(<D\d+>) ,? ?(?!of|after)", symbols)
    if first:
        rest = symbols[first.end() :]
        yield from ((before, f"{after} {first[1]}") for before, after in halves(rest))
        return
    for cut in re.finditer(r" (?:, )?and (?=<D\d+> )", symbols):
        yield symbols[: cut.start()], symbols[cut.end() :]
    for cut in re.finditer(r" (?:→) ", symbols):
        yield symbols[: cut.start()], symbols[cut.end() :]
    for cut in re.finditer(r"(?: ,)? (?:when|after|while) ", symbols):
        happens, once = re.fullmatch(r"(.*?)((?: , (?:nottwice|onlyonce))?)", symbols[cut.end() :]).groups()  # type: ignore[union-attr]
        yield happens, symbols[: cut.start()] + once
    for cut in re.finditer(r" : ", symbols):
        yield symbols[: cut.start()], symbols[cut.end() :]
    for cut in re.finditer(r" (?!and |or |, )", symbols):
        yield symbols[: cut.start()], symbols[cut.end() :]
    yield "", symbols
    # A sentence that only says what is true of something says it of each one that is made.
    subject = re.match(r"(?:<F\d+> of |no )?(<R\d+>)", symbols)
    if subject:
        yield subject[1], symbols


def _composed(sense: Sense, before: str, after: str, circumstance: str) -> Rewriting | None:
    happens = _event(sense, _named(tidy(before), after), after, circumstance)
    if happens is None:
        return None
    happens.circumstance = circumstance
    setting = Setting(happens, sense)
    found = _results(setting, distributed(tidy(after)))
    found = _settled(setting, found) if found else None
    if not found:
        return None
    outcomes = [f"{each.text} {_due(sense, happens, each)}".strip() for each in found]
    text = f"{happens.said()}, {' and '.join(outcomes)}."
    return Rewriting(text, (*sense.lexed.assumes, *sense.assumed))


def _named(before: str, after: str) -> str:
    """What happens, with what `it` stands for: the first thing that the other half speaks of."""
    whole = r"<R\d+>" if re.match(r"it (?:have )?(?:be )?(?:CREATE|DELETE)", before) else None
    subject = (re.search(whole, after) if whole else None) or re.search(r"(?:<F\d+> (?:of )?)?<R\d+>|<F\d+>", after)
    return (
        re.sub(r"^(?:it )?(?=be |have be |it$)|^it (?=CHANGE|CREATE|DELETE)", f"{subject[0]} ", before)
        if subject
        else before
    )


def _event(sense: Sense, before: str, after: str, circumstance: str) -> Event | None:
    found = event(sense, before) if before else _unsaid(sense, after, circumstance)
    if found is None:
        return None
    if found.shape == "quiet":
        return found
    if not found.record and not found.nothing:
        named = re.search(r"<R(\d+)>", after)
        noun = sense.lexed[named[1]] if named else None
        found.record = sense.record(noun) if isinstance(noun, Noun) else ""
    if not found.record:
        found.record = _first_record(sense, found.system)
    if not found.record:
        return None
    return _placed(sense, found, after, circumstance)


def _unsaid(sense: Sense, after: str, circumstance: str) -> Event | None:
    """The trigger of a sentence that only says what is the case: some items are created."""
    rate = "<Q" in after
    if not circumstance.startswith("while") and not rate:
        return None
    named = re.search(r"<R(\d+)>", after)
    noun = sense.lexed[named[1]] if named else None
    record = sense.record(noun) if isinstance(noun, Noun) else ""
    where = re.search(r"<S(\d+)>", after) if rate else None
    if where:
        record = record or _flowing_to(sense, str(sense.lexed[where[1]]))
    record = record or _first_record(sense, "")
    count = 1_000 if rate else SEVERAL
    made = Event("created", record, count=count, spread="within 10 minutes" if rate else "")
    sense.assume(f"{count:,} {record} items are created to show it")
    return made if record else None


def _flowing_to(sense: Sense, system: str) -> str:
    side = sense.side(system)
    rows = [row.name for row in sense.vocabulary.rows if side and sense.vocabulary.source(row.name) is side.other]
    return next((name for name in rows if name in _referring(sense)), rows[0] if rows else "")


def _first_record(sense: Sense, system: str) -> str:
    """A record to stand for all, where the sentence names none: one that flows into or out of the system."""
    rows = [row for row in sense.vocabulary.rows if not system or _flows(sense, row.name, system)]
    if not rows:
        return ""
    dependent = [row for row in rows if row.name in _referring(sense)]
    chosen = (dependent or rows)[0].name
    if len(sense.vocabulary.rows) > 1:
        sense.assume(f"the sentence names no record: `{chosen}` stands for all")
    return chosen


def _flows(sense: Sense, record: str, system: str) -> bool:
    row = sense.vocabulary.row(record)
    side = sense.side(system)
    direction = row.direction.value if row else None
    return side is None or direction is None or direction.writes(side) or direction.writes(side.other)


def _referring(sense: Sense) -> set[str]:
    return {known.record for known in sense.vocabulary.fields if known.refers}


def _placed(sense: Sense, found: Event, after: str, circumstance: str) -> Event | None:
    """The event with its system, told by what else the sentence names or by where the record comes from."""
    if found.circumstance_needs_many(circumstance):
        found.count = found.count or SEVERAL
        sense.assume(f"{found.count} items are created to show it")
    left, right = sense.vocabulary.names.systems[:2]
    away = _AWAY.match(circumstance)
    if away and not found.system and found.shape == "created":
        found.system = right if away[1] == left else left
    if away and found.system == away[1] and found.shape != "answered":
        # Nothing can be done in a system that is away: what is meant is not told.
        return None
    if found.system or found.shape == "exists_in_both":
        return found
    source = sense.vocabulary.source(found.record)
    named = [str(sense.lexed[n]) for n in re.findall(r"<S(\d+)>", after)]
    if found.shape == "answered":
        found.system = named[0] if named else sense.vocabulary.system(source.other)
    elif len(set(named)) == 1:
        found.system = right if named[0] == left else left
    else:
        found.system = sense.vocabulary.system(source)
    row = sense.vocabulary.row(found.record)
    if not named and (row is None or row.direction.value in {None, Direction.BOTH}):
        sense.assume(f"what happens, happens in {found.system}")
    return found


def _results(setting: Setting, symbols: str) -> list[Result] | None:
    """The outcomes that all the symbols say, cut where each part means something."""
    cuts = [found.span() for found in _SEPARATOR.finditer(symbols)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(symbols)]
    best: dict[int, list[Result] | None] = {len(starts): []}
    for index in range(len(starts) - 1, -1, -1):
        best[index] = None
        for last in range(index, min(index + 4, len(starts))):
            rest = best[last + 1]
            part = tidy(symbols[starts[index] : ends[last]])
            if rest is None or not part:
                continue
            made = result(setting, part)
            if made is not None:
                best[index] = [made, *rest]
                break
    return best[0]


def _settled(setting: Setting, found: list[Result]) -> list[Result] | None:
    """The outcomes with `never twice` taken into the one that it speaks of, and without what needs no words."""
    made: list[Result] = []
    for each in found:
        if each.kind == ONCE and each.text == "":
            if setting.event.shape == "exists_in_both":
                made += [
                    Result("none_created", f"no {setting.record} is created in {s}")
                    for s in setting.sense.vocabulary.names.systems
                ]
                continue
            last = next((i for i in range(len(made) - 1, -1, -1) if made[i].kind == "exists"), None)
            if last is None:
                made.append(Result("once", f"every {setting.record} exists exactly once in {setting.other}", each.due))
                if setting.event.shape not in {"created", "changed_to"}:
                    return None
                continue
            changed = once(setting, replace(made[last], due=made[last].due or each.due))
            if changed is None:
                return None
            made[last] = changed
        elif each.kind == "change_arrives":
            # The later one says which field and where.
            made = [*(one for one in made if one.kind != each.kind), each]
        elif each.kind != "ignored":
            made.append(each)
    if any(each.kind == "archived" for each in made):
        # What is archived is not deleted, and that is looked at.
        made = [each for each in made if each.kind != "none_archived"]
    if any(each.kind in {"once", "exists"} for each in made):
        # That each is there says more than that none is lost.
        every = [each for each in made if each.kind == "exists" and each.text.startswith("every ")]
        if every and any(each.kind == "none_lost" for each in made):
            made = [
                replace(e, kind="once", text=e.text.replace(" exists in ", " exists exactly once in "))
                if e in every
                else e
                for e in made
            ]
        made = [each for each in made if each.kind != "none_lost"]
    if setting.event.tries is not None:
        made.insert(0, Result("tried", f"it is tried {setting.event.tries} times in all"))
    return made


def _due(sense: Sense, happens: Event, each: Result) -> str:
    if each.due == NEXT_RUN:
        looked = sense.vocabulary.looked(happens.record)
        if looked is None:
            sense.assume("the next run comes within 15 minutes: How often is not decided")
        else:
            sense.assume(f"the next run comes within {said(looked)}, as How often says")
        return f"within {said(looked)}" if looked else "within 15 minutes"
    if not each.due and each.kind == "nothing_written":
        return "for 1 hour" if happens.shape != "quiet" else f"for {happens.gap}"
    if happens.spread and re.fullmatch(r"within [\w, ]+", each.due) and " of " not in each.due:
        return f"{each.due} of the last"
    return each.due
