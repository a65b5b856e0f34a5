"""How a list is asked for what changed, or was created, since a moment; and how it is ordered by change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact, FieldType, FilterForm, Parameter, SinceFilter
from interlock.systems.body_inputs import body_moments, named_input
from interlock.systems.calls import Call, Input
from interlock.systems.expressions import expression_filter
from interlock.systems.paging_inputs import is_moment
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import sentence, tokens

_UPDATE_WORDS = {
    "updated", "update", "modified", "modify", "changed", "change", "modification", "upd", "edit", "edited",
}  # fmt: skip
_CREATE_WORDS = {"created", "create", "creation", "inserted", "added"}
_FROM_WORDS = {
    "since", "after", "from", "min", "gte", "gt", "ge", "start", "begin", "begins", "greater", "starting", "oldest",
    "earliest", "newer", "lower",
}  # fmt: skip
_UNTIL_WORDS = {
    "until", "before", "to", "max", "lte", "lt", "le", "end", "ends", "less", "ending", "till", "older", "latest",
    "upper",
}  # fmt: skip
_TIME_WORDS = {"at", "on", "date", "time", "utc", "timestamp", "datetime", "ts", "last", "or", "equal", "than"}
_EQUAL_OR_LATER = re.compile(
    r"at or after|on or after|or (?:equal|later|newer)|inclusive|greater[- ]than[- ]or|no earlier|>=|not before",
    re.IGNORECASE,
)
_LATER = re.compile(r"\bafter\b|later than|newer than|greater than|exclusive", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_APART = 2
_SINCE = re.compile(r"since", re.IGNORECASE)
_CHANGED = re.compile(r"\b(updated?|modif\w+|chang\w+|edited)\b", re.IGNORECASE)
_CREATED = re.compile(r"\b(creat\w+|added|inserted|placed|submitted)\b", re.IGNORECASE)
_STAMP_WORDS = _UPDATE_WORDS | _CREATE_WORDS
_SORT_NAMES = {"sort", "orderby", "sortby", "order", "ordering", "sortfield", "sortkey", "sortcolumn", "orderfield"}
# OpenAPI says nothing of such parameters but their names; each is a moment that something begins at.
_BARE = {
    "since", "from", "startdate", "begintime", "starttime", "fromdate", "datefrom", "after", "begindate", "begin",
    "start", "mindate", "datemin", "dategte", "starttimestamp", "starting", "startingdate", "datestart", "oldest",
    "earliest", "sincedate", "sincetime", "sincetimestamp", "afterdate", "dateafter", "dateafterdate",
}  # fmt: skip
_RANGE_WORDS = {"range", "period", "value"}
_COMPARED = re.compile(r"[\"'`\[](gte|ge|gt|after|since|from|min)[\"'`\]]")


@dataclass(frozen=True, slots=True)
class Since:
    """What a list offers: a filter by change and one by creation."""

    changed: Fact[SinceFilter]
    created: Fact[SinceFilter]


@dataclass(frozen=True, slots=True)
class _Candidate:
    filter: SinceFilter
    changed: bool
    score: int
    evidence: Evidence


def since_of(call: Call, shapes: Shapes, *, updated_at: Path | None, created_at: Path | None) -> Since:
    """The filters by change and by creation of a list; `updated_at`, `created_at` are the item's own stamps."""
    found: list[_Candidate] = []
    for given in call.inputs:
        where = given.parameter.where
        if where == "query" and not given.is_credential:
            found += _deep(given, shapes, updated_at, created_at)
            one = _plain(given, updated_at, created_at) or _paired(given, call, updated_at, created_at)
            one = one or _lower(given, call, updated_at, created_at)
            found += [one] if one else []
        elif where == "header" and given.name.lower() == "if-modified-since":
            form = SinceFilter(given.name, FilterForm.HEADER, inclusive=False)
            found.append(_Candidate(form, True, 70, Evidence(given.pointer, sentence(given.text, most=160))))
    if call.method == "POST":
        found += [c for given in body_moments(call, shapes) if (c := _in_body(given, updated_at, created_at))]
    changed = _best([c for c in found if c.changed])
    created = _best([c for c in found if not c.changed])
    if not changed.known:
        changed = expression_filter(call, shapes, updated_at or created_at)
    return Since(changed, created)


def _best(found: list[_Candidate]) -> Fact[SinceFilter]:
    best = max(found, key=lambda c: c.score, default=None)
    if best is None:
        return Fact()
    confidence = Confidence.SURE if best.score >= 90 else Confidence.LIKELY if best.score >= 65 else Confidence.POSSIBLE
    return Fact(best.filter, confidence, (best.evidence,))


def _deep(given: Input, shapes: Shapes, updated_at: Path | None, created_at: Path | None) -> list[_Candidate]:
    """`modified[gte]`: an object of comparisons in one parameter."""
    shape = shapes.of(given.schema)
    for key in ("gte", "ge", "from", "min", "after", "since", "gt"):
        if key not in shape.properties:
            continue
        words = set(tokens(given.name))
        changed, score = _about(words, given.text, updated_at, created_at)
        if changed is None:
            return []
        inner = shapes.property(shape, key)
        whole = SinceFilter(
            parameter=f"{given.name}[{key}]",
            form=FilterForm.DEEP_OBJECT,
            inclusive=key not in ("gt", "after"),
            epoch="s" if inner.kinds & {"integer", "number"} else "",
        )
        return [_Candidate(whole, changed, score + 10, Evidence(given.pointer, sentence(given.text, most=160)))]
    if given.parameter.type in (FieldType.OBJECT, FieldType.ARRAY):
        found = [_held(given, key, shapes.property(shape, key), updated_at, created_at) for key in shape.properties]
        return [one for one in (_worded(given, shape), *found) if one]
    return []


def _worded(given: Input, shape: Shape) -> _Candidate | None:
    """`updated_at`, whose description lists `gte` among the comparisons that it takes."""
    words = set(tokens(given.name))
    said = _COMPARED.findall(given.text)
    stamp = words & _TIME_WORDS and not words - _TIME_WORDS - _UPDATE_WORDS - _CREATE_WORDS
    if not stamp or not said or not words & (_UPDATE_WORDS | _CREATE_WORDS) or shape.properties:
        return None
    key = next((k for k in ("gte", "ge", "from", "min", "since") if k in said), said[0])
    whole = SinceFilter(f"{given.name}[{key}]", FilterForm.DEEP_OBJECT, inclusive=key not in ("gt", "after"))
    evidence = Evidence(given.pointer, sentence(given.text, most=160))
    return _Candidate(whole, bool(words & _UPDATE_WORDS), 80, evidence)


def _held(given: Input, key: str, shape: Shape, updated_at: Path | None, created_at: Path | None) -> _Candidate | None:
    """`filter[updated_since]`: a filter among others in one parameter."""
    inner = named_input(given, f"{given.name}[{key}]", shape)
    return _plain(inner, updated_at, created_at)


def _in_body(given: Input, updated_at: Path | None, created_at: Path | None) -> _Candidate | None:
    """`query.filter.updated_at.start_at`: a moment in the body of a search."""
    found = _plain(given, updated_at, created_at)
    if found is None:
        return None
    whole = replace(found.filter, form=FilterForm.BODY)
    return replace(found, filter=whole, score=min(found.score, 89))


def _plain(given: Input, updated_at: Path | None, created_at: Path | None) -> _Candidate | None:
    """`updated_since`, `date_modified:min`, `filter[updated_at][gte]`, or `from` with a description that tells."""
    # Of a field deep in a body, the part that names the moment and the one above it.
    parts = given.name.split(".") if given.parameter.where == "body" else [given.name]
    words = list(tokens(parts[-1])) if set(tokens(parts[-1])) & _STAMP_WORDS else list(tokens(" ".join(parts[-2:])))
    while words and words[0] in ("filter", "filters", "where", "query", "range"):
        words = words[1:]
    if not words or given.parameter.type in (FieldType.BOOLEAN, FieldType.OBJECT, FieldType.ARRAY):
        return None
    said = set(words)
    until = bool(said & _UNTIL_WORDS - {"last"}) and not said & _FROM_WORDS
    begins = bool(said & _FROM_WORDS)
    bare = "".join(words) in _BARE or (begins and said <= _FROM_WORDS | _TIME_WORDS | _RANGE_WORDS)
    if until or (said & _UNTIL_WORDS and said & {"before", "until", "max", "lte", "lt", "end"}):
        return None
    if not begins and not any(p.search(given.text) for p in (_EQUAL_OR_LATER, _LATER, _SINCE)):
        return None
    stamped = _stamp_words(said, updated_at) | _stamp_words(said, created_at)
    if not bare and not stamped and not said & _STAMP_WORDS:
        # `from_order_date`: the day that the thing is of, taken for that of its creation.
        bare = begins and "date" in said and len(said - _FROM_WORDS - _TIME_WORDS - _RANGE_WORDS) == 1
        if not bare:
            return None
    if not bare and said & {"by", "user", "id"}:
        return None
    if bare and not _is_moment(given):
        return None
    changed, score = _about(said, given.text, updated_at, created_at)
    if changed is None:
        return None
    if not begins:
        score -= 25
    strange = said - _STAMP_WORDS - _FROM_WORDS - _TIME_WORDS - stamped
    score -= 10 * len(strange)
    form = FilterForm.DEEP_OBJECT if "[" in given.name and "filter" not in given.name.lower() else FilterForm.PLAIN
    whole = SinceFilter(given.name, form, inclusive=_inclusive(said, given.text), epoch=_epoch(given))
    return _Candidate(whole, changed, score, Evidence(given.pointer, sentence(given.text, most=160)))


def _inclusive(said: set[str], text: str) -> bool | None:
    """Whether items of the very moment come too: a sign or a phrase tells, then `after`, then a word like `since`.

    Where the two differ the narrower is taken: items of the moment are asked for again, and none is missed.
    """
    if said & {"gte", "ge"} or _EQUAL_OR_LATER.search(text):
        return True
    if said & {"gt"} or _LATER.search(text):
        return False
    return True if said & {"min", "since", "from"} or _SINCE.search(text) else None


def _stamp_words(said: set[str], stamp: Path | None) -> set[str]:
    """The words of an item's own stamp, where a parameter is called after it; none for one that says only a time."""
    words = set(tokens(stamp.parts[-1])) if stamp else set()
    return words if words <= said and words - _TIME_WORDS else set()


def _paired(given: Input, call: Call, updated_at: Path | None, created_at: Path | None) -> _Candidate | None:
    """`opening_time`, because `end_time` beside it is where the same stretch of time ends."""
    if not is_moment(given):
        return None
    words = tokens(given.name)
    if set(words) & _UNTIL_WORDS:
        return None
    for other in call.sent_in("query"):
        theirs = tokens(other.name)
        apart = [(w, t) for w, t in zip(words, theirs, strict=False) if w != t]
        if not (len(words) == len(theirs) and len(apart) == 1 and len(words) > 1):
            continue
        if is_moment(other) and apart[0][1] in _UNTIL_WORDS:
            changed, score = _about(set(words), given.text, updated_at, created_at)
            form = SinceFilter(given.name, FilterForm.PLAIN, inclusive=None)
            evidence = Evidence(given.pointer, sentence(given.text, most=160))
            return _Candidate(form, bool(changed), min(score, 80), evidence)
    return None


def _lower(given: Input, call: Call, updated_at: Path | None, created_at: Path | None) -> _Candidate | None:
    """`changed_von` and `changed_bis`, two bounds of one stamp in words unknown: the one with the earlier example."""
    for stamp in (updated_at, created_at):
        about = _stamp_words(set(tokens(given.name)), stamp)
        bounds = [i for i in call.sent_in("query") if about and _bounds(i, about)]
        if len(bounds) != 2 or given not in bounds:
            continue
        other = bounds[1 - bounds.index(given)]
        if set(tokens(other.name)) == set(tokens(given.name)):
            continue
        here, there = (_DAY.findall(f"{i.text} {i.example}") for i in (given, other))
        score = 70
        if not here or not there or here[0] == there[0]:
            # Nothing tells them apart but their order: texts that differ in a word or two are of two ends.
            one, two = given.text.lower().split(), other.text.lower().split()
            alike = one and len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) <= _APART
            if not alike or given is not bounds[0]:
                continue
            score = 50
        elif here[0] > there[0]:
            continue
        form = FilterForm.DEEP_OBJECT if "[" in given.name and "filter" not in given.name.lower() else FilterForm.PLAIN
        evidence = Evidence(given.pointer, sentence(given.text, most=160))
        return _Candidate(SinceFilter(given.name, form, epoch=_epoch(given)), stamp is updated_at, score, evidence)
    return None


def _bounds(given: Input, about: set[str]) -> bool:
    """Whether a parameter is called after a stamp and one word that is not known to be an end of time."""
    words = set(tokens(given.name))
    own = words - about
    known = _UNTIL_WORDS | _FROM_WORDS | _TIME_WORDS | {"by", "user", "id"}
    return about <= words and len(own) == 1 and not own & known and not given.parameter.enum and _is_moment(given)


def _about(words: set[str], text: str, updated_at: Path | None, created_at: Path | None) -> tuple[bool | None, int]:
    """Whether a filter is by change (True) or by creation (False), and how sure that is; None when neither."""
    if words & _UPDATE_WORDS:
        return True, 95
    if words & _CREATE_WORDS:
        return False, 95
    if _stamp_words(words, updated_at) or _stamp_words(words, created_at):
        return bool(_stamp_words(words, updated_at)), 95
    if updated_at and re.search(rf"\b{re.escape(updated_at.parts[-1])}\b", text):
        return True, 80
    if _CHANGED.search(text) and updated_at:
        return True, 75
    if created_at and (_CREATED.search(text) or re.search(rf"\b{re.escape(created_at.parts[-1])}\b", text)):
        return False, 70
    if created_at:
        return False, 50
    # With neither stamp known, a moment is taken for that of creation: nothing is built on that.
    return (True, 45) if updated_at else (False, 40)


def _is_moment(given: Input) -> bool:
    words = tokens(given.name)
    if is_moment(given) or set(words) & {"date", "time", "timestamp"}:
        return True
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return not re.search(r"\bpage\b|offset|cursor|index|skip|position", given.text, re.IGNORECASE)
    return bool(
        re.search(
            r"date|time|timestamp|moment|iso ?8601|\d{4}-\d\d|updated|created|modified", given.text, re.IGNORECASE
        )
    ) or (bool(re.search(r"\d{4}-\d\d-\d\d", given.example)))


def _epoch(given: Input) -> str:
    if given.parameter.type not in (FieldType.INTEGER, FieldType.NUMBER):
        return ""
    return "ms" if re.search(r"millisecond", given.text, re.IGNORECASE) else "s"


def sort_of(call: Call, *, updated_at: Path | None) -> Fact[tuple[Parameter, str]]:
    """The parameter and value that order a list by change, oldest first."""
    if updated_at is None:
        return Fact()
    field = updated_at.parts[-1]
    for given in call.sent_in("query"):
        if "".join(tokens(given.name)) not in _SORT_NAMES:
            continue
        values = [str(v) for v in given.parameter.enum]
        wanted = "".join(tokens(field))
        for value in values:
            words = [w for w in tokens(value) if w not in ("asc", "ascending")]
            if "".join(words) == wanted and not value.startswith("-"):
                return Fact((given.parameter, value), Confidence.SURE, (Evidence(given.pointer),))
        if not values and re.search(rf"\b{re.escape(field)}\b", given.text):
            return Fact(
                (given.parameter, field),
                Confidence.POSSIBLE,
                (Evidence(given.pointer, sentence(given.text, most=160)),),
            )
    return Fact()
