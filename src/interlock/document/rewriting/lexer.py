"""Everyday words to symbols: what the document names as `<R0>`, `<S1>`, `<F2>`, verbs by class, numbers and times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.lexicon import DROPPED, KEPT, SMALL, VERBS
from interlock.document.rewriting.phrases import PHRASES
from interlock.document.rewriting.vocabulary import Meaning, Vocabulary, stem
from interlock.document.shapes.parameters import count

_QUOTED = re.compile(r"`([^`]*)`|[\"“”]([^\"“”]*)[\"“”]")
_NUMBERS = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "zero": 0,
    "hundred": 100,
    "thousand": 1000,
}
_COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{_NUMBERS}|{'|'.join(_TENS)}"
_ZONE = re.compile(r"(?<=\d) (?:in |\()?([A-Z][a-z]+/[A-Z]\w+|UTC|GMT)(?: time)?\)?")
_SPOKEN = re.compile(
    rf"\b(?:(?:{_COUNT}|an?) (?:hundred|thousand|dozen)(?: (?:and )?(?:{_COUNT}|an?))?(?: (?:hundred|thousand))?"
    r"|(?:twenty|thirty|forty|fifty|sixty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine))\b"
)
_UNIT = r"(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)\b"
_WRITTEN = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SHORT = re.compile(r"\b(\d+) ?(s|sec|m|h|d)\b")
_TIME = re.compile(
    rf"\b(?:(half an|quarter of an|half a|({_COUNT})|an?|the|one) ?(?:working |business |full )?){_UNIT}"
)
_RATE = re.compile(
    rf"({_COUNT}) (?:api )?(?:requests?|calls?) (?:an?|per|each|every|in an?|/) ?(\d+ )?(second|minute|min|hour|day)s?\b"
)
_TOKEN = re.compile(r"<[A-Z]\d+>|byclock\d+:\d\d|'s\b|\d{1,3}(?:,\d{3})+|[a-z0-9_äöüéèß][\w-]*|->|→|[,;:]")
_LONGEST_NAME = 5


@dataclass
class Lexed:
    """A sentence as symbols; `known` has what the symbols in angle brackets stand for, `assumes` what was assumed."""

    text: str
    known: dict[str, object] = field(default_factory=dict)
    assumes: dict[str, None] = field(default_factory=dict)

    def add(self, kind: str, value: object) -> str:
        """A new symbol for a value."""
        symbol = f"<{kind}{len(self.known)}>"
        self.known[symbol] = value
        return symbol

    def __getitem__(self, number: str) -> object:
        """What the symbol with that number stands for."""
        return next(value for symbol, value in self.known.items() if symbol[2:-1] == number)


@dataclass(frozen=True, slots=True)
class Noun:
    """Items of a record as the sentence names them: how many, of how many, and by which term or state.

    `all` is also said of a plural, `Orders`.
    """

    record: str
    term: str = ""
    count: int | None = None
    of: int | None = None
    all: bool = False
    fresh: bool = False
    field: KnownField | None = None


def lex(text: str, vocabulary: Vocabulary) -> Lexed:
    """The sentence as symbols."""
    lexed = Lexed("")
    zone = _ZONE.search(text)
    if zone:
        lexed.known["zone"] = zone[1]
        text = text[: zone.start()] + text[zone.end() :]
    text = re.sub(r"(?<=[\w`])\. (?=[A-Z])", ", ", text)
    plain = _QUOTED.sub(lambda q: _quoted(q, lexed, vocabulary), text.replace("’", "'"))
    plain = _lower(plain).rstrip(" .!").replace("—", ",").replace(" – ", ", ").replace("/", " / ")
    for pattern, instead in PHRASES:
        plain = re.sub(pattern, instead, plain)
    plain = _SPOKEN.sub(_spoken, plain)
    plain = _SHORT.sub(lambda found: f"{found[1]} {_WRITTEN[found[2][0]]}", plain)
    plain = _RATE.sub(lambda found: f" {lexed.add('Q', _rate(found))} ", plain)
    plain = _TIME.sub(lambda found: f" {lexed.add('T', _time(found, lexed))} ", plain)
    lexed.text = " ".join(_symbols(plain, lexed, vocabulary))
    lexed.text = _grouped(lexed)
    return lexed


def _lower(text: str) -> str:
    return re.sub(
        r"<[A-Z]\d+>|[^<]+|<", lambda part: part[0] if re.fullmatch(r"<[A-Z]\d+>", part[0]) else part[0].lower(), text
    )


def _quoted(found: re.Match[str], lexed: Lexed, vocabulary: Vocabulary) -> str:
    if found.group(2) is not None:
        fields = vocabulary.by_path.get(found.group(2), ())
        return f" {lexed.add('F', fields) if fields else lexed.add('K', found.group(2))} "
    inner = found.group(1)
    fields = vocabulary.by_path.get(inner, ())
    return f" {lexed.add('F', fields) if fields else lexed.add('V', inner)} "


def _spoken(found: re.Match[str]) -> str:
    """`two thousand five hundred` in digits."""
    whole, part = 0, 0
    for word in re.findall(r"[a-z]+|\d+", found[0].replace(" and ", " ")):
        if word in {"a", "an"}:
            part += 1
        elif word in {"hundred", "thousand", "dozen"}:
            size = {"hundred": 100, "thousand": 1000, "dozen": 12}[word]
            whole, part = (whole, (part or 1) * size) if size < 1000 else (whole + (part or 1) * size, 0)
        else:
            part += number(word)
    return str(whole + part)


def number(text: str) -> int:
    """The number that digits or a word say."""
    return _TENS[text] if text in _TENS else count(text)


def _rate(found: re.Match[str]) -> tuple[int, str]:
    many = (found.group(2) or "").strip()
    unit = "minute" if found.group(3) == "min" else found.group(3)
    return number(found.group(1)), f"per {many} {unit}s" if many else f"a {unit}"


def _time(found: re.Match[str], lexed: Lexed) -> timedelta:
    said, digits, unit = found.group(1), found.group(2), found.group(3)
    if "working" in found[0] or "business" in found[0]:
        lexed.assumes[f"“{found[0].strip()}” is read as days of 24 hours, weekends included"] = None
    one = timedelta(seconds=_SECONDS[unit[0]])
    if said and said.startswith("half"):
        return one / 2
    if said and said.startswith("quarter"):
        return one / 4
    return one * number(digits) if digits else one


def _symbols(plain: str, lexed: Lexed, vocabulary: Vocabulary) -> list[str]:
    tokens = _TOKEN.findall(plain)
    found: list[str] = []
    position = 0
    while position < len(tokens):
        length, symbol = _named(tokens, position, lexed, vocabulary)
        if tokens[position] == "label" and any(token.startswith("renam") for token in tokens):
            length, symbol = 1, "label"
        if tokens[position] == "reason" and any(token in {"held", "hold", "holds"} for token in tokens):
            length, symbol = 1, "reason"
        if not length:
            length, symbol = 1, _word(tokens[position], lexed, vocabulary)
        if symbol and not (symbol == "x" and found and found[-1] == "x"):
            found.append(symbol)
        position += length
    return found


def _named(tokens: list[str], start: int, lexed: Lexed, vocabulary: Vocabulary) -> tuple[int, str]:
    """How many words from `start` on name something of the document, and its symbol."""
    for length in range(min(_LONGEST_NAME, len(tokens) - start), 0, -1):
        words = tuple(stem(part) for token in tokens[start : start + length] for part in re.split(r"[_-]", token))
        known = vocabulary.meanings.get(words) or vocabulary.meanings.get(("".join(words),))
        known = known or _otherwise_formed(words, vocabulary)
        if not known or not all(re.match(r"[a-z]", token) for token in tokens[start : start + length]):
            continue
        symbol = _symbol(known, tokens[start : start + length], lexed)
        if symbol:
            return length, symbol
    return 0, ""


def _otherwise_formed(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Meaning, ...]:
    """What a name of several words means whose first word is a form of its verb: `closing date` is `close_date`."""
    if len(words) < 2 or not words[0].endswith(("ing", "ed", "al")):
        return ()
    base = re.sub(r"(?:ing|ed|al)$", "", words[0])
    forms = (base, f"{base}e", base[:-1] if base[-1:] == base[-2:-1] else base)
    return next((vocabulary.meanings[f, *words[1:]] for f in forms if (f, *words[1:]) in vocabulary.meanings), ())


def _symbol(known: tuple[Meaning, ...], tokens: list[str], lexed: Lexed) -> str:
    kinds = {meaning.kind for meaning in known}

    def value(kind: str) -> object:
        return next(m.value for m in known if m.kind == kind)

    alone = tokens[0] if len(tokens) == 1 else ""
    if "system" in kinds:
        return lexed.add("S", value("system"))
    if "term" in kinds:
        return lexed.add("R", Noun("", term=str(value("term"))))
    if "record" in kinds:
        fields = tuple(m.value for m in known if m.kind == "field")
        return lexed.add("R", Noun(str(value("record")), field=fields[0] if fields else None))  # type: ignore[arg-type]
    if (
        alone in VERBS
        and VERBS[alone] in {"CREATE", "CHANGE", "DELETE"}
        and not (alone in _STATES and "value" in kinds)
    ):
        return ""
    # Where words are both a value and a field, what is said decides: `priority urgent` against `its priority`.
    if "value" in kinds and alone not in SMALL and alone not in DROPPED and alone not in _NO_VALUES:
        return lexed.add("V", value("value"))
    if "field" in kinds and alone not in SMALL and alone not in DROPPED:
        best = min(m.rank for m in known if m.kind == "field")
        if alone in KEPT and best > 1:
            return ""
        return lexed.add("F", tuple(m.value for m in known if m.kind == "field" and m.rank == best))
    return ""


# Said of an item these are states, where a field has them as its value.
_STATES = frozenset({"booked", "issued", "posted", "submitted", "registered", "filed", "opened", "launched"})
_NO_VALUES = frozenset({"new", "yes", "no", "true", "all", "none", "other", "system", "web"})


def _word(token: str, lexed: Lexed, vocabulary: Vocabulary) -> str:
    if token.startswith(("<", "byclock")) or token in {",", ";", ":", "'s", "→", "->"}:
        return {"->": "→"}.get(token, token)
    if re.fullmatch(_COUNT, token):
        return lexed.add("N", number(token))
    if token in DROPPED:
        return ""
    if token in SMALL:
        return SMALL[token]
    if token == "returns":  # noqa: S105 - a word of a sentence
        return "isback"
    if token in VERBS:
        value = _participle(token, vocabulary)
        return lexed.add("G", value) if value else VERBS[token]
    if token in KEPT or token in _JOINED:
        return token
    value = _participle(token, vocabulary)
    return lexed.add("G", value) if value else "x"


def _participle(token: str, vocabulary: Vocabulary) -> str:
    """The value that a form of its verb names: `paying` and `pays` the value `paid`."""
    if token.endswith("ing") and len(token) > 5:
        bases = {token[:-3], token[:-4] if token[-4] == token[-5] else token[:-3]}
    elif len(token) > 3 and token not in VERBS:
        bases = {token, token.removesuffix("s"), token.removesuffix("es"), token.removesuffix("e")}
        bases |= {base + base[-1] for base in bases}
    else:
        return ""
    wanted = {f"{base}{end}" for base in bases for end in ("ed", "d", "led", "t")} | {_ODD.get(token, "")} - {""}
    return next((v for k in vocabulary.fields for v in k.values if v in wanted), "")


_ODD = {
    "winning": "won",
    "losing": "lost",
    "paying": "paid",
    "sending": "sent",
    "holding": "held",
    "wins": "won",
    "win": "won",
    "loses": "lost",
    "lose": "lost",
    "pays": "paid",
    "pay": "paid",
    "sends": "sent",
}
_JOINED = frozenset(
    """inboth isdown isback timesout othersgoon sametime onlyonce nottwice golive beforefirstrun beforegolive betweenruns
    together tothecent unchanged intotal expires decides anotherrun bynextrun byendofday loservalue notemptied
    keepcoming nolost nochange allfieldsequal allfields forexisting""".split()
)


def _grouped(lexed: Lexed) -> str:
    """The symbols with numbers and quantifiers taken into the nouns that they speak of."""
    text = lexed.text
    text = re.sub(r"(<R\d+>) items?\b", r"\1", text)
    text = re.sub(r"\bmore than <N(\d+)>(?= (?:out )?of <N| (?:new )?<R)", lambda m: _one_more(lexed, m[1]), text)
    text = re.sub(
        r"<N(\d+)> (?:out )?of <N(\d+)> <R(\d+)>", lambda m: _noun(lexed, m[3], count=lexed[m[1]], of=lexed[m[2]]), text
    )
    text = re.sub(r"(?:at least )?<N(\d+)>(?: new)? <R(\d+)>", lambda m: _noun(lexed, m[2], count=lexed[m[1]]), text)
    text = re.sub(r"<N(\d+)>(?= (?:,|to|from|and|on|with|for|we|x|$)|$)", lambda m: _status(lexed, m[1]), text)
    text = re.sub(
        r"(REJECT <R\d+>|REJECT (?:by|in) <S\d+>) with <N(\d+)>", lambda m: f"{m[1]} with {_status(lexed, m[2])}", text
    )
    text = re.sub(r"ANSWER (?:with )?<N(\d+)>", lambda m: f"ANSWER {_status(lexed, m[1])}", text)
    text = re.sub(r"\ball (?:of )?(?:new )?<R(\d+)>", lambda m: _noun(lexed, m[1], all=True, fresh="new" in m[0]), text)
    return re.sub(r"\bnew <R(\d+)>", lambda m: _noun(lexed, m[1], fresh=True), text)


def _one_more(lexed: Lexed, number: str) -> str:
    """`more than 20` is shown by 21."""
    value = lexed.known[f"<N{number}>"]
    return lexed.add("N", value + 1) if isinstance(value, int) else ""


def _noun(lexed: Lexed, number: str, **more: object) -> str:
    symbol = f"<R{number}>"
    noun = lexed.known[symbol]
    assert isinstance(noun, Noun)  # noqa: S101 - for the type checker
    lexed.known[symbol] = replace(noun, **more)  # type: ignore[arg-type]
    return symbol


def _status(lexed: Lexed, number: str) -> str:
    value = lexed.known[f"<N{number}>"]
    if isinstance(value, int) and 400 <= value <= 599:
        return lexed.add("H", value)
    return f"<N{number}>"
