"""Clauses brought into one order: what something is done to, what is done, and where: passive, the place last.

`Shop drops it` and `an agent deletes the ticket in Desk` become what `it is deleted in Shop` and `the ticket is deleted
in Desk` say; `ERP's tax field` becomes `the tax in ERP`.
"""

from __future__ import annotations

import re

from interlock.document.rewriting.lexer import Lexed, Noun
from interlock.document.rewriting.patterns import pattern, tidy
from interlock.document.rewriting.usual import PEOPLE
from interlock.document.rewriting.vocabulary import Vocabulary

_DONE = "CREATE|DELETE|ARCHIVE|CHANGE|SET|HOLD|RENAME|EMPTY|MERGE|SEND|LINK|RETRY|TRY|REJECT|DROP|REASSIGN"
_F, _R, _S, _N, _V = r"<F\d+>", r"<R\d+>", r"<S\d+>", r"<N\d+>", r"<V\d+>"
_OBJECT = rf"(?:{_N} of {_N} {_F} from {_R}|{_F}(?: of {_R})?|(?:no |all |none of )?{_R}|it)"


def noun_phrases(text: str, lexed: Lexed, vocabulary: Vocabulary) -> str:
    """The symbols with each field after its name and its record: `<F> of <R> in <S>`."""
    # What one puts into order, another one may go on with.
    for words, instead in (*_NOUNS, *_NOUNS):
        text = pattern(words).sub(instead, text)
    text = re.sub(rf"({_R}) ({_F})(?= |$)", lambda m: _owned(m, lexed, vocabulary), text)
    text = re.sub(
        rf"^((?:when )?)({_F}) ((?:be |have )*(?:{_DONE}) .*?)(?: for| of| on) ({_R})(?= |$)", r"\1\2 of \4 \3", text
    )
    text = re.sub(rf"({_R}) 's (?=(?:{_DONE}) )", r"\1 be ", text)
    text = re.sub(rf"\bits (?=(?:{_DONE})(?: in {_S})?(?= ,|$| and))", "it be ", text).replace("its EXIST", "it EXIST")
    text = re.sub(r"\bits (REACH|EXIST)\b", r"it \1", text)
    text = re.sub(
        rf"^(?:x |delay |latency )*(?:between|from) (.+?) (?:and|to|until) (it .+) be (?:within )?(<T\d+>)$",
        r"when \1 , \2 within \3",
        text,
    )
    text = re.sub(rf"({_R}) (?:that )?(?:be )?(REASSIGN|RENAME)(?= |$)", r"\2 \1", text)
    text = re.sub(rf"\b(REASSIGN|RENAME) (?:of )?({_R})(?= |$)", lambda m: _verb_of_field(m, lexed, vocabulary), text)
    text = re.sub(r"(?<=\bits )<R(\d+)>(?=(?: in <S\d+>)? (?:be )?(?:EQUAL|same|CHANGE|FOLLOW)\b)",
                  lambda m: _as_field(m, lexed), text)  # fmt: skip
    return tidy(text)


def _verb_of_field(found: re.Match[str], lexed: Lexed, vocabulary: Vocabulary) -> str:
    """What is changed by a verb that one field is known by: its name, or who it is assigned to."""
    noun = lexed.known[found[2]]
    wanted = _FIELD_OF_VERB[found[1]]
    fields = tuple(
        known
        for known in vocabulary.fields
        if isinstance(noun, Noun) and known.record == noun.record and not wanted.isdisjoint(known.name.split("_"))
    )
    return f"CHANGE {lexed.add('F', fields)} of {found[2]}" if fields else found[0]


_FIELD_OF_VERB = {"RENAME": {"name", "title", "subject"}, "REASSIGN": {"assignee", "assigned", "agent"}}

_NOUNS = (
    (r"({F}) in ({S}) (?=be (?:in both|inboth))", r"value of \3 "),
    (r"\b(have|with|,|in|as) that (?={R})", r"\1 "),
    (r"({S}) timesout (?:on|for|with|to|during) ({R}) [:,]", r"when \3 be CREATE while \1 timesout ,"),
    (r"when ({F})(?: of {R})? be (?:missing|blank|EMPTY|empty|not there) when (<R\d+>)", r"when \4 without \1"),
    (r"^for ({R}) (?:that )?(?:be )?(?:CREATE )?in ({S}) ,?", r"when \1 be CREATE in \3 ,"),
    (r"\b(other {R}) , that\b", r"\1"),
    (r"\bnew ({F}) in ({S}) (?=EXIST|REACH|SEND)", r"CHANGE of \1 in \3 "),
    (r"\bunder same ({F})", r"with same \1"),
    (r"(<N\d+> TRY(?: intotal)?) (?=<R|it|HOLD)", r"\1 , "),
    (r"({R}) that ({S}) (REJECT|CREATE|DELETE|CHANGE|ARCHIVE|SEND)", r"\1 be \5 by \3"),
    (r"({R}) (?:that )?have same", r"\1 with same"),
    (r"(?:,| and|, and)? then (?=<T\d+> later (?:in|at|on) <S)", " and "),
    (r"(?<=<S\d>) , (?=<T\d+> later (?:in|at|on) <S)", " and "),
    (r"it (?:take|takes) (<[DT]\d+>|within <T\d+>) (?:until|before|for) (.*)$", r"\2 \1"),
    (r"(<T\d+>) (?:at most|at latest)$", r"within \1"),
    (r"CREATE ({F}) (?:to|on|for) ({R})", r"CHANGE \1 of \3"),
    (r"(?:with |of |during )nochange", "nochange"),
    (r"({S}) 's ANSWER (?:be |RECEIVE |have )*LOSE", r"ANSWER of \1 be LOSE"),
    (r"LOSE ANSWER of ({S})(?: (?:to|for|of) {R})?", r"\1 timesout"),
    (r"(?:when |while )?ANSWER of ({S}) (?:be |RECEIVE )LOSE", r"while \1 timesout"),
    (r"(?<=, )({S}) ({F})(?= be| SHOW| EQUAL)", r"\3 in \1"),
    (r"(<[VF]\d+>) (?:for|of) it(?= |$)", r"\1"),
    (r"^x in ({S}) (?=CHANGE|CREATE|DELETE|SET|RENAME)(.*?)(?= ,|$)", r"x \3 in \1"),
    (r"(?<=when )x in ({S}) ((?:CHANGE|CREATE|DELETE|SET|RENAME).*?)(?= ,|$)", r"x \3 in \1"),
    (r"when ({F})(?: of {R})? be (?:missing|blank|EMPTY|empty) , (<R\d+>)", r"when \4 without \1 be CREATE , \4"),
    (r"allfields of (?:{R}|it)", "allfields"),
    (r"({R}) (?:be )?RECEIVE (?:in|at|on|by) (?=<S)", r"\1 be CREATE in "),
    (r"({R}) 's HOLD", r"\1 be HOLD"),
    (r"(?:during |with |in )?<T(\d+)> outage (?:of|at|in|on) ({S})", r"while \2 isdown for <T\1>"),
    (r"(?:during |with |in )?({S}) outage (?:of|for|x) (<T\d+>)", r"while \1 isdown for \3"),
    (r"(?:during |with |in )?outage of ({S}) (?:of|for|x) (<T\d+>)", r"while \1 isdown for \3"),
    (r"outage of (<T\d+>)", r"isdown for \1"),
    (r"(?:during |in )?outage of ({S})(?! of)", r"while \1 isdown"),
    (r"(?:during |in )({S}) outage(?! of)", r"while \1 isdown"),
    (r"\b(?:all|each|every) of it\b", "it"),
    (r"(?<=with )EQUAL ({F})", r"same \1"),
    (r"({F}) in ({S}) WIN", r"value of \3 WIN"),
    (r"({F}) that (?:be |have be )?CHANGE (?:on|of|for|in) ({R})", r"\1 of \3 CHANGE"),
    (r"({F}) CHANGE (?:of|on|for) ({R})", r"CHANGE of \1 of \3"),
    (r"(?:a )?({R}) (?:records?|items?|api)\b(?! (?:of|in) )", r"\1"),
    (r"({R}) (?:records|api)\b", r"\1"),
    (r"(MERGE (?:to|with)) {R}(?: x)?", r"\1 another"),
    (r"({R}) x (?=MERGE|be MERGE)", r"\1 "),
    (r"\bper (?=<S)", "in "),
    (r"(EXIST|CREATE|SHOW) as {R} (?=in <S)", r"\1 "),
    (r"\b(?:EXIST|SHOW) in ({F})(?: of it)?(?= in <S)", r"\1 be EQUAL"),
    (r"(<F\d+>|<R\d+>) be ({V}) in ({F})(?: of it)?(?= in <S)", r"\1 have \4 \2"),
    (r"field label (?:of )?(?=<[FK])", r"label of "),
    (r"({F}) (?:field|x field|column|attribute)s?\b", r"\1"),
    (r"\bfield ({F})", r"\1"),
    (r"({S}) (?:x )?(?:system|side|api)\b", r"\1"),
    (r"({R}) 's ({F})", r"\3 of \1"),
    (r"({F}) (?:CREATE |SET |HOLD |given )?(?:for|on) ({R})", r"\1 of \3"),
    (r"({F}) from ({S}) CHANGE", r"\1 in \3 CHANGE"),
    (r"({F}) CHANGE from ({S}) (?=EXIST|REACH|SEND)", r"CHANGE of \1 in \3 "),
    (r"({S})(?: 's)? value\b", r"value of \1"),
    (r"({S}) 's ({F})", r"\3 in \1"),
    (r"({S}) 's ({R})", r"\3 in \1"),
    (r"(?<=in )({S}) ({F})", r"\3 in \1"),
    (r"\bin ({F}) in ({S})", r"in \1 of it in \3"),
    (r"^({S}) ({F}|{R})(?= |$)", r"\3 in \1"),
)


def _owned(found: re.Match[str], lexed: Lexed, vocabulary: Vocabulary) -> str:
    noun, fields = lexed.known[found[1]], lexed.known[found[2]]
    record = noun.record if isinstance(noun, Noun) else ""
    if isinstance(noun, Noun) and noun.term:
        term = vocabulary.names.term(noun.term)
        record = vocabulary.names.record(term.record) or "" if term else ""
    owned = isinstance(fields, tuple) and any(each.record == record for each in fields)
    return f"{found[2]} of {found[1]}" if owned else found[0]


def _as_field(found: re.Match[str], lexed: Lexed) -> str:
    noun = lexed.known[found[0]]
    return lexed.add("F", (noun.field,)) if isinstance(noun, Noun) and noun.field else found[0]


def turned(text: str, lexed: Lexed) -> str:
    """The clause as passive with its place last; the clause itself where it is in that order."""
    text = re.sub(rf"\bRECEIVE (?=(?:{_DONE}|{_V}|LOSE|ALERT)\b)", "be ", text)
    text = re.sub(r"\bbe not be\b", "be not", text)
    text = re.sub(r"<G(\d+)>", lambda m: f"STATE {lexed.add('V', lexed[m[1]])}", text)
    text = re.sub(r"\b(?:CREATE|SET|CHANGE) (?=from <[VN]\d+> to <[VN]\d+>)", "CHANGE ", text)
    text = _active(text, lexed)
    text = re.sub(rf"\bDROP(?= (?:to|from|below|{_N}|{_V}))", "SET", text).replace("DROP", "DELETE")
    text = re.sub(rf"({_F}(?: of {_R})?) (?:be )?(?:CREATE|REASSIGN)\b", r"\1 be CHANGE", text)
    return tidy(_placed(text))


def _active(text: str, lexed: Lexed) -> str:
    """Who does it, left out; a system that does it, taken for the place."""
    agent = rf"(?:{_S} x |x |{_S} |{_R} )?"
    found = re.match(rf"({agent})(STATE {_V}|{_DONE})(?: of)? ({_OBJECT})(?= |$)(.*)", text)
    if found is None or (found[1].startswith("<R") and not _a_person(found[1].strip(), lexed)):
        return re.sub(rf"({_R}|^it|^) ?STATE ({_V})", r"\1 be \2", text)
    done = found[2].removeprefix("STATE ")
    where = f" in {found[1].split()[0]}" if found[1].startswith("<S") and " in <S" not in found[4] else ""
    part = re.fullmatch(rf"({_N} of {_N} {_F}) (from {_R})", found[3])
    if part:
        return f"{part[1]} be {done} {part[2]}{found[4]}{where}"
    return f"{found[3]} be {done}{found[4]}{where}"


def _a_person(symbol: str, lexed: Lexed) -> bool:
    noun = lexed.known[symbol]
    return isinstance(noun, Noun) and noun.record.casefold() in PEOPLE


def _placed(text: str) -> str:
    """The only place moved to the end."""
    places = re.findall(rf" (?:in|at|on) ({_S})(?= |$)", text)
    if len(places) != 1 or len(re.findall(_S, text)) != 1:
        return text
    return re.sub(rf" (?:in|at|on) {_S}(?= |$)", "", text) + f" in {places[0]}"


_SAME = r"(?:be |have |be in )*(?:EQUAL|same|CHANGE|FOLLOW)"
_THERE = r"(?:EXIST|REACH|SEND|be)"


def distributed(text: str) -> str:
    """What is said of two things at once, said of each: `a and b are equal` is `a is equal and b is equal`."""
    listed = re.search(rf"(<S\d+> (?:SHOW|have) same) ({_F}(?: , {_F})* (?:, )?and {_F})((?: <D\d+>)?)$", text)
    if listed:
        each = " and ".join(f"{listed[1]} {one}{listed[3]}" for one in re.findall(_F, listed[2]))
        return text[: listed.start()] + each
    text = re.sub(
        rf"(?<!\S)({_F})(?: of {_R})? (?:, )?and (?:its )?({_F})((?: of {_R})?(?: in {_S})? {_SAME}(?: (?!and |,)\S+)*)",
        r"\1\3 and \2\3",
        text,
    )
    text = re.sub(rf"^(?:both )?({_R}) and (?:its )?({_R})((?: all| both)?(?: be)? {_THERE} (?:in |to )?{_S}(?: <D\d+>)?)$",
                  r"\1\3 and \2\3", text)  # fmt: skip
    return re.sub(
        rf"(?:(?<=^)|(?<=\bit )|(?<=> ))((?:be )?{_THERE} (?:in |to )?{_S}) (?:, )?and (?:its )?({_R})((?: <D\d+>)?)$",
        r"\1\3 and \2 \1\3",
        text,
    )
