"""What is special about the items of a trigger: `with`, `without`, `whose ... is missing`, states before the noun."""

from __future__ import annotations

import re

from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.lexer import Noun
from interlock.document.rewriting.patterns import pattern, tidy
from interlock.document.rewriting.sense import Sense, a, plural

_ONE = r"(?:<N\d+> <F\d+>|<F\d+>(?: of| be| =)? <[VN]\d+>|<V\d+>(?: as)? <F\d+>|<F\d+>|<R\d+>)"
_WITH = re.compile(rf" with (?!same|<F\d+> of <R)({_ONE}(?:(?: , and| ,| and) {_ONE})*)")
_WITHOUT = (
    " (?:without|with no|that have no|have no|with missing|with blank|with empty) (?:{F}|{R2})",
    " (?:whose|where) (?:{F}|{R2}) be (?:missing|blank|empty|EMPTY|not x|not there)",
)


def take_specials(sense: Sense, text: str) -> tuple[str, list[str]]:
    """The symbols without what is special about the items, and that as the language says it."""
    noun = re.search(r"<R(\d+)>", text)
    if noun is None:
        return text, []
    value = sense.lexed[noun[1]]
    record = sense.record(value) if isinstance(value, Noun) else ""
    system = _system(sense, text, record)
    said: list[str] = []
    text = _existing(sense, text, said)
    text = _without(sense, text, record, system, said)
    text = _states(sense, text, record, system, said)
    text = _with(sense, text, record, system, said)
    return text, said


def _system(sense: Sense, text: str, record: str) -> str:
    named = re.search(r"<S(\d+)>", text)
    if named:
        return str(sense.lexed[named[1]])
    return sense.vocabulary.system(sense.vocabulary.source(record)) if sense.vocabulary.names.systems[1:] else ""


def _existing(sense: Sense, text: str, said: list[str]) -> str:
    found = pattern(" forexisting {R}").search(text)
    record = sense.record(sense.noun(found)) if found else ""
    if found is None or not record:
        return text
    said.append(f"for existing {plural(record)}")
    return tidy(text[: found.start()] + text[found.end() :])


def _without(sense: Sense, text: str, record: str, system: str, said: list[str]) -> str:
    for words in _WITHOUT:
        found = pattern(words).search(text)
        one = _asked(sense, found, record, system) if found else None
        if found and one is not None:
            said.append(f"without `{one.name}`")
            return tidy(text[: found.start()] + text[found.end() :])
    return text


def _asked(sense: Sense, found: re.Match[str], record: str, system: str) -> KnownField | None:
    fields = sense.known_fields(found)
    if fields:
        return sense.field(fields, record, system)
    noun = sense.noun(found, "R2")
    return _reference(sense, noun, record, system) if noun else None


def _reference(sense: Sense, noun: Noun, record: str, system: str) -> KnownField | None:
    """The field by which one record refers to another."""
    own = [k for k in sense.vocabulary.fields if k.record == record and k.refers]
    named = sense.record(noun).casefold()
    side = sense.side(system)
    return next((k for k in own if k.refers.casefold() == named and k.side is side), None)


def _states(sense: Sense, text: str, record: str, system: str, said: list[str]) -> str:
    found = pattern("{V} (?P<noun><R\\d+>)").search(text) or pattern("(?P<noun><R\\d+>) that be {V}(?! to)").search(
        text
    )
    if found and not re.match(r"<F\d+> ?$", text[: found.start()]):
        valued = sense.valued(sense.word(found, "V"), record, system)
        if valued is not None:
            said.append(f"with `{valued[0].name}` `{valued[1]}`")
            return tidy(f"{text[: found.start()]} {found['noun']} {text[found.end() :]}")
    found = pattern("(?P<noun><R\\d+>) that (?:be not|not be|have not be|not have be) {V}").search(text)
    if found:
        value = sense.word(found, "V")
        one, value = sense.valued(value, record, system) or (None, value)
        other = next((v for v in one.values if v.casefold() != value.casefold()), "") if one else ""
        if one is not None and other:
            sense.assume(f"of what is not `{value}`, `{other}` stands for all")
            said.append(f"with `{one.name}` `{other}`")
            return tidy(f"{text[: found.start()]} {found['noun']} {text[found.end() :]}")
    return text


def _with(sense: Sense, text: str, record: str, system: str, said: list[str]) -> str:
    found = _WITH.search(text)
    if found is None:
        return text
    specials = [_one(sense, each, record, system) for each in re.findall(_ONE, found[1])]
    if any(special is None for special in specials):
        return text
    first, *rest = [special for special in specials if special]
    listed = ", ".join([first, *rest[:-1]]) + (f" and {rest[-1]}" if rest else "")
    said.append(f"with {listed}")
    return tidy(text[: found.start()] + " " + text[found.end() :])


def _one(sense: Sense, symbols: str, record: str, system: str) -> str | None:
    parts = {kind: f"<{kind}{number}>" for kind, number in re.findall(r"<([A-Z])(\d+)>", symbols)}
    if "R" in parts:
        noun = sense.lexed.known[parts["R"]]
        one = _reference(sense, noun, record, system) if isinstance(noun, Noun) else None
        return f"{a(f'`{one.name}`')}".replace("an `", "a `") if one else None
    fields = sense.lexed.known[parts["F"]]
    one = sense.field(fields, record, system) if isinstance(fields, tuple) else None
    if one is None:
        return None
    if "V" in parts:
        return f"`{one.name}` `{sense.lexed.known[parts['V']]}`"
    if "N" in parts and symbols.startswith("<N") and one.is_list:
        return f"{sense.lexed.known[parts['N']]} `{one.name}`"
    if "N" in parts:
        return f"`{one.name}` `{sense.lexed.known[parts['N']]}`" if not symbols.startswith("<N") else None
    return f"a `{one.name}`"
