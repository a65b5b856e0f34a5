"""The patterns of outcomes: what each clause of the second half of a sentence may look like, the surest first."""

from __future__ import annotations

import re

from interlock.document.rewriting import results as say
from interlock.document.rewriting.gist import plain_outcome
from interlock.document.rewriting.patterns import pattern, tidy, whole
from interlock.document.rewriting.results import ONCE, Make, Result, Setting
from interlock.document.rewriting.sense import Sense, plural
from interlock.document.rewriting.turning import turned


def result(setting: Setting, symbols: str) -> Result | None:
    """The outcome that all the symbols of a clause say."""
    text, due = _due(setting.sense, tidy(symbols))
    text = re.sub(r" ,(?= (?:onlyonce|nottwice)\b)", "", text)
    text = re.sub(
        r"(?:be )?not (?:be )?(?:CREATE|SEND|EXIST|be|REACH|<V\d+>)(?: in <S\d+>)? (?:twice|again)", "nottwice", text
    )
    text = re.sub(
        r"^(?:it |<R\d+> |<S\d+> )?have (?:its )?(<F\d+>)(?: of <R\d+>)? (?:be |of |as )?(?=<[VN])", r"\1 be ", text
    )
    text = re.sub(r"(?:^|(?<= ))(?:all|both)(?= (?:be|EXIST|REACH)\b)| there$", "", text)
    text = re.sub(r"(EQUAL|same) (?:in |between |on |to )?(?:both )?<S\d+> and (?:in )?<S\d+>", r"\1 inboth", text)
    place = pattern(r"^((?:<F\d+>(?: of <R\d+>)?|<R\d+>|it)) in {S} (?=.*(?:SEND|REACH|EXIST)\b.*<S)").match(text)
    if place and setting.sense.word(place, "S") == setting.event.system:
        text = f"{place[1]} {text[place.end() :]}"
    text = re.sub(r"\bnew (?=<F)", "", text)
    text = re.sub(r"^(?:there )?(?:be|EXIST) ((?:no |exactly )*<R\d+>)(?= in )", r"\1 EXIST", text)
    once = bool(re.search(r"\b(?:onlyonce|nottwice)\b|exactly <[RN]", text))
    text = re.sub(r"\ball (?!history)|\bexactly (?=<R)", "", text)
    text = tidy(re.sub(r"\b(?:onlyonce|nottwice|tothecent|and$|^and|^but|^then)\b", " ", text))
    text = pattern("{F} in {S} of {R}").sub(lambda m: f"<F{m['F']}> of <R{m['R']}> in <S{m['S']}>", text)
    text = tidy(re.sub(r"\b(?:its|have be|also)\b(?= <| |$)", lambda m: "" if m[0] != "have be" else "be", text))
    if once and re.fullmatch(r"(?:it )?(?:be )?(?:CREATE|EXIST)? ?(?:in(?: <S\d+>)?)?", text):
        return Result(ONCE, "", due)
    passive = turned(text, setting.sense.lexed)
    loose = plain_outcome(passive) if setting.sense.loose else ""
    for order in dict.fromkeys((text, passive, loose)):
        for words, make in _RESULTS:
            found = whole(words, order)
            made = make(setting, found) if found else None
            if made is not None:
                made = say.says_once(setting, made) if once else made
                return Result(made.kind, made.text, due) if made else None
    return None


def _due(sense: Sense, text: str) -> tuple[str, str]:
    symbols = re.findall(r"<D\d+>", text)
    if len(symbols) != 1:
        return text, ""
    return tidy(text.replace(symbols[0], " ")), sense.due(symbols[0])


_IT = r"(?:(?:it|{R}|both|x it)(?: that)? )?"
_IN = r"(?: (?:in|on|at|from|to|of) {S})?"
_BE = r"(?:(?:be|become|RECEIVE|stay) )?"

_RESULTS: tuple[tuple[str, Make], ...] = (
    (r"(?:x |it )?SEND (?:no more than |at most )?<Q\d+> to {S}", say.rate),
    (r"(?:another)?run (?:CREATE|SEND|CHANGE) nothing(?: (?:to|in) {S})?", say.nothing_written),
    (r"(?:it )?(?:be )?(?:EQUAL|same)(?: to| as) {F}(?: of {R})?(?: in {S})?", say.equal_at),
    (r"(?:x )?have (?:exactly )?{R} in {S}", say.exists),
    (r"(?:it |{R} )?in {S}", say.exists),
    (r"{F} (?:{V}|{N})(?: in {S})?", say.has_value),
    (r"ASK owner", say.says("owner_asked", "the owner is asked")),
    (r"(?:and )?{N} RETRY", say.tried),
    (r"not STOP {F}(?: of {R})?(?: (?:from|to|SEND|EXIST|REACH|CHANGE))*", say.arrives),
    (r"not STOP (?:SEND|CHANGE) of {F}(?: of {R})?(?: (?:from|to|SEND|EXIST|REACH|CHANGE))*", say.arrives),
    (r"no(?:ne| {R}) (?:be )?CREATE (?:in|on) (?:either|both)(?: system)?|no(?:ne| {R2}) (?:be )?CREATE inboth", say.none_in_either),
    (r"(?:it |{R} )?have {F}(?: of {R2})? in {S}", say.equal_at),
    (r"(?:x )?SEND {S} (?:no more than |at most )?<Q0>".replace("<Q0>", r"<Q\d+>"), say.rate),
    (r"not LOSE (?:it|{R})", say.not_lost),
    (r"(?:there )?(?:be )?no CREATE(?: (?:to|in) {S})?", say.nothing_written),
    (r"(?:not more than |no more than |at most )?<Q\d+> (?:be )?(?:x )?(?:SEND|SET|CREATE|x)(?: (?:to|in) {S})?", say.rate),
    (r"not LOSE|(?:it |{R} )?(?:be )?not (?:be )?LOSE", say.not_lost),
    (r"REMAIN in {S}", say.stays),
    (r"{S} KEEP (?:its )?(?:x )?{F}(?: of {R})?", say.unchanged),
    (r"(?:not (?:be )?CREATE|no) another {R}(?: (?:be )?(?:CREATE|EXIST))?(?: in {S})?", lambda s, m: say.no_other(s, m)),
    (r"(?:x )?(?:CREATE |SEND |CHANGE |x )?(?:nothing|no CREATE|no CHANGE|no x)(?: (?:to|in) (?:{S}|either(?: system)?|both(?: system)?|inboth))?", say.nothing_written),
    (r"(?:nothing|no CREATE|no CHANGE|no x) (?:be )?(?:CREATE|SEND|CHANGE)(?: (?:to|in) (?:{S}|either(?: system)?|both(?: system)?|inboth))?", say.nothing_written),
    (r"neither system (?:be )?(?:CREATE|SEND|CHANGE)(?: to)?", say.nothing_written),
    (r"(?:{S} (?:RECEIVE|x) )?(?:no more than |at most |x )?<Q\d+>", say.rate),
    (r"(?:no more than |at most )?<Q\d+> (?:be )?(?:SEND|x|CREATE) (?:to|in) {S}", say.rate),
    (r"othersgoon(?: (?:to|in) {S})?", lambda s, m: Result("others_exist", f"other {plural(s.record)} exist in {s.other}")),
    (rf"other {{R}} {_BE}(?:EXIST|REACH|SEND|CREATE|SET)?(?: ?(?:in|to|on) {{S}})?(?: {{S2}})?", lambda s, m: Result("others_exist", f"other {plural(s.of(m))} exist in {s.where(m) if s.sense.word(m, 'S') else s.where(m, 'S2')}")),
    (r"(?:no {R}|nothing|none) (?:be |become |RECEIVE )?LOSE", say.not_lost),
    (r"(?:without )?(?:nothing |none |no )?(?:of it )?(?:{R} )?nolost", say.not_lost),
    (r"allfieldsequal(?: in {S})?", say.all_equal),
    (r"{S} (?:SHOW|have) (?:it|{R}) (?:as |be )?{V}", say.has_value),
    (r"{S} SHOW {N}", say.has_value),
    (r"(?:and )?run SET on(?: without)?(?: nolost)?", lambda s, m: say.not_lost(s, m) if "nolost" in m[0] else Result("ignored", "")),
    (r"(?:token |it )?(?:be )?RENEW", say.ignored()),
    (r"{R} keepcoming", say.ignored()),
    (r"(?:x )?(?:it )?(?:be )?LOG(?: it)?", say.ignored("every try is in the history anyway, so that nothing is said of logging")),
    (r"notemptied(?: in {S})?", lambda s, m: Result("not_emptied", f"no field of it is emptied in {s.where(m)}")),
    (r"(?:until )?owner (?:be )?ASK", say.says("owner_asked", "the owner is asked")),
    (rf"{_IT}(?:be )?LINK(?: (?:it|to x|to another))?", say.linked),
    (r"{S}(?: 's value| 's)?(?: value)? WIN", say.wins),
    (r"value (?:of|from|in) {S} (?:be |WIN|KEEP|EXIST)* ?(?:inboth|in both(?: system)?)?", say.wins),
    (r"loservalue (?:be )?(?:EXIST|KEEP|LOG)?(?: ?in history)?", say.says("loser_in_history", "the other value is in the history")),
    (r"value (?:of|from|in) {S} (?:be )?(?:KEEP|EXIST|LOG|CREATE|SET|REMAIN)? ?(?:in|to) history", say.loser_kept),
    (r"(?:be )?(?:KEEP|LOG|CREATE) loservalue in history", say.loser_kept),
    (r"(?:{S} )?not RECEIVE more than <Q0>".replace("<Q0>", r"<Q\d+>"), say.rate),
    (r"(?:CREATE |with |after )?(?:no more than )?{N} TRY(?: intotal)?", say.tried),
    (r"(?:x |it |{R} )?(?:be )?TRY (?:it )?(?:no more than ){N} times?(?: intotal)?", say.tried),
    (r"(?:it |{R} )?(?:be )?(?:RETRY|TRY) (?:it )?{N} (?:more )?times?(?: intotal)?", say.tried),
    (r"(?:its |all )?allfields (?:be )?(?:EQUAL|same|EXIST)(?: (?:in|to) {S})?", say.all_equal),
    (r"(?:it |{R} )?have (?:EQUAL|same) allfields(?: in {S})?", say.all_equal),
    (r"not CREATE anything(?: in {S})?", say.none_created),
    (r"CREATE (?:no|another) {R}(?: in {S})?", lambda s, m: say.none_created(s, m) if s.event.shape != "created" else None),
    (r"{F}(?: of {R})?(?: in {S})? (?:be )?(?:EQUAL|same)(?: (?:to|as))? (?:that of |those of |that |those )?(?:{R2}|it)?(?: in {S2})?", lambda s, m: say.equal_other(s, m)),
    (r"{S} 's(?: value)? (?:be )?(?:KEEP|EXIST)? ?in history", say.says("loser_in_history", "the other value is in the history")),
    (r"(?:{S} )?KEEP history of (?:both|it)|history of (?:both|it)(?: (?:be )?KEEP)?|both history be KEEP", say.says("histories_kept", "the history of both is kept")),
    (r"{S} (?:KEEP|have) (?:exactly |only )?{N} of it", say.one_left),
    (r"(?:exactly |only )?{N} of it (?:be |x |EXIST |REMAIN )*(?:in )?{S}", say.one_left),
    (rf"(?:x |it |{{R}} )?(?:be |support |team )*(?:RETRY|TRY) {{N}} (?:more )?times?(?: intotal)?", say.tried),
    (rf"(?:x )?HOLD {_IT}(?:with (?:reason )?(?:{{K}})?)?", say.held),
    (rf"{_IT}(?:be )?HOLD (?:it )?(?:and )?(?:in list )?(?:with (?:reason ?)?)?(?:{{K}})?", say.held),
    (rf"{_IT}(?:be )?HOLD(?: in list)?(?: (?:with|for|and say|x) reason)?", say.held),
    (r"(?:(?:x|operations|team|support|owner|it|someone|engineer|system|integration) )*(?:be |RECEIVE |CREATE |SEND |x )*ALERT(?: (?:be|SEND|x|out|SET|CREATE|operations|team|support|it|to|engineer|sound))*", say.says("alert_sent", "an alert is sent")),
    (r"not STOP(?: (?:its|x|it|value|change|from|SEND|arrive|EXIST))*", say.arrives),
    (rf"(?:change of )?{{F}}(?: of {{R}})? (?:be )?CHANGE in {{S}} (?:EXIST|REACH|SEND|arrive|be)?(?: ?(?:in|to) {{S2}})?", say.arrives),
    (r"(?:its )?(?:x|value) (?:not STOP )?(?:SEND|EXIST|FOLLOW)(?: in {S})?", say.arrives),
    (rf"(?:x )?(?:not )?(?:DELETE|ARCHIVE) none(?: of it)?{_IN}", say.not_gone),
    (rf"(?:none(?: of it)?|no {{R}}|nothing) (?:be )?(?:DELETE|ARCHIVE|VANISH){_IN}", say.not_gone),
    (rf"not (?:be )?(?:DELETE|ARCHIVE) {_IT.replace(' )?', ')')}{_IN}", say.not_gone),
    (rf"{_IT}(?:be not|not be|not) (?:DELETE|ARCHIVE|VANISH){_IN}", say.not_gone),
    (rf"(?:x )?DELETE {_IT.replace(' )?', ')')}{_IN}", say.gone),
    (rf"{_IT}{_BE}(?:DELETE|VANISH){_IN}", say.gone),
    (rf"(?:x )?ARCHIVE {_IT.replace(' )?', ')')}{_IN}", say.archived),
    (rf"{_IT}{_BE}ARCHIVE{_IN}", say.archived),
    (rf"(?:x )?(?:{{R}}|it|{{F}})(?: of {{R2}})?{_IN} {_BE}(?:x |KEEP )?(?:unchanged|untouched|alone|as before|same as before)", say.unchanged),
    (rf"(?:x )?(?:{{R}}|it|{{F}}) {_BE}(?:x |KEEP )?(?:unchanged|untouched|alone){_IN}", say.unchanged),
    (rf"(?:be )?(?:not CHANGE|unchanged) (?:{{R}}|it|{{F}}){_IN}", say.unchanged),
    (rf"(?:it|{{R}}|{{F}})(?: of {{R2}})?{_IN} (?:be )?(?:not CHANGE|be not CHANGE|not be CHANGE)", say.unchanged),
    (rf"{_IT}(?:be )?(?:REMAIN|KEEP) (?:in|on) {{S}}", say.remains),
    (r"history (?:SHOW|KEEP|have) loservalue", lambda s, m: Result("loser_in_history", "the other value is in the history")),
    (r"{R} (?:be )?(?:EQUAL|same) (?:inboth|in both(?: system)?)", say.equal_in_both),
    (r"CHANGE (?:be |EXIST |REACH |be SEND )(?:in |to )?{S}", say.equal),
    (r"no {R} (?:be )?(?:EXIST|CREATE|SEND) twice(?: (?:in|to) {S})?", lambda s, m: Result("once", f"every {s.of(m)} exists exactly once in {s.where(m)}")),
    (rf"have {{F}} in {{S}} that be EQUAL", say.equal),
    (rf"(?:it|{{R}}) {_BE}(?:not CHANGE|be not CHANGE|not be CHANGE){_IN}", say.unchanged),
    (rf"(?:no|not|never) {{R}} (?:be )?(?:CREATE|EXIST|SEND|REACH){_IN}", say.none_created),
    (rf"none (?:be )?(?:CREATE|EXIST|SEND){_IN}", say.none_created),
    (rf"{_IT}(?:be not|not be|not) (?:EXIST|CREATE|SEND|REACH)(?: back)?(?: ?(?:in|on|at|to|out of)? {{S}})?", say.not_exists),
    (r"(?:be )?in (?:it|{R}) not (?:in )?{S}", say.not_exists),
    (rf"(?:x )?SET {{F}}(?: of {{R}})? (?:to|as) (?:{{V}}|{{N}}){_IN}", say.has_value),
    (rf"{{F}}(?: of {{R}})?{_IN} (?:be |become |SHOW |EQUAL |CHANGE to |SET to |read )(?:to |as )?(?:{{V}}|{{N}})", say.has_value),
    (rf"{{F}}(?: of {{R}})? (?:be |become |SHOW |EQUAL |CHANGE to |SET to )(?:to |as )?(?:{{V}}|{{N}}){_IN}", say.has_value),
    (r"{S} (?:have|SHOW) (?:{V}|{N}) as (?:its )?{F}(?: of {R})?", say.has_value),
    (r"{S} (?:have|SHOW) {F}(?: of {R})? (?:as |of )?(?:{V}|{N})", say.has_value),
    (r"(?:it )?SHOW (?:{V}|{N}) as (?:its )?{F}(?: in {S})?", say.has_value),
    (r"(?:it )?with {F} (?:{V}|{N})(?: in {S})?", say.has_value),
    (rf"become {{F}} (?:{{V}}|{{N}}){_IN}", say.has_value),
    (r"(?:it |{R} )?SHOW (?:as )?(?:{V}|x(?: out| off)?)(?: in {S})?", say.shows_as),
    (rf"(?:(?:it|{{R}}){_IN} )?{_BE}{{V}}{_IN.replace('S}', 'S2}')}", say.value_at),
    (r"(?:its )?(?:{R} and {R2}) (?:be |EXIST |SEND |REACH )*(?:in|to)? ?{S}", say.two_exist),
    (rf"(?:{{R}}|it)?(?: in {{S}})? ?have (?:all )?(?:its )?(?:x )?(?:fields?|x|field) (?:be )?EQUAL{_IN.replace('S}', 'S2}')}", lambda s, m: Result("fields_equal", f"its mapped fields are equal in {s.where(m) if s.sense.word(m, 'S') else s.where(m, 'S2')}")),
    (rf"{{F}}(?: of {{R}})?(?: in {{S}})? EQUAL (?:to )?{{F2}}(?: in {{S2}})?", lambda s, m: say.equal_across(s, m)),
    (rf"{{F}}(?: of {{R}})?{_IN} (?:be )?(?:EQUAL|same|FOLLOW|CHANGE|EXIST|REACH)(?: too)?", say.equal),
    (rf"{{F}}(?: of {{R}})? (?:be )?(?:EQUAL|same|FOLLOW|CHANGE|EXIST|SEND|SHOW)(?: (?:in|to|inboth))?(?: {{S}})?(?: inboth| system| both| in both system)*", say.equal),
    (rf"{{F}}(?: of {{R}})? (?:be )?in {{S}}", say.equal),
    (rf"(?:(?:it|{{R}}){_IN} )?have same {{F}}(?: in {{S2}})?", lambda s, m: say.equal_at(s, m)),
    (r"{S} (?:SHOW|have|RECEIVE|FOLLOW) (?:new |same |another )?{F}(?: of {R})?", say.equal),
    (rf"(?:x )?(?:CHANGE|SET) {{F}}(?: of {{R}})?{_IN}", say.equal),
    (rf"(?:x )?CHANGE it{_IN}", say.equal),
    (rf"{_IT}{_BE}(?:CHANGE|FOLLOW){_IN}", say.equal),
    (rf"{_IT}{_BE}(?:EQUAL|same){_IN}", say.all_equal),
    (r"{S} (?:SHOW|have|RECEIVE|KEEP) (?:it|{R})", say.exists),
    (rf"{_IT}{_BE}REACH {{S}}", say.exists),
    (rf"{_IT}{_BE}(?:EXIST|CREATE|SEND|SHOW|be)(?: (?:in|on|at|to))? {{S}}", say.exists),
    (rf"(?:x )?CREATE (?:exactly )?(?:it|{{R}}) (?:in|on) {{S}}", say.exists),
    (rf"{_IT}(?:be SEND|EXIST|REACH)", say.exists),
    (r"(?:be |EXIST )?only {N} {R}(?: in {S})?", say.exists),
)  # fmt: skip
