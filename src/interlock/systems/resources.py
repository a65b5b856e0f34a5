"""Operations gathered round the things that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interlock.model.profile import Verb
from interlock.systems.answers import LEAST_LIST, Found, find_list, is_list_answer
from interlock.systems.body_inputs import body_inputs
from interlock.systems.calls import Call
from interlock.systems.paging_inputs import is_named_cursor, is_offset, is_page
from interlock.systems.shapes import NOTHING, Shape, Shapes
from interlock.systems.words import singular, stem, tokens

# Segments that name what is done, not what it is done to.
_DOING = {
    "list", "all", "search", "query", "find", "scroll", "create", "new", "add", "update", "edit", "delete", "remove",
    "get", "fetch", "batch", "bulk", "upsert", "filter", "lookup", "export", "read", "count", "archive",
}  # fmt: skip
_SEARCHING = {"search", "query", "find", "lookup", "filter", "scroll"}
_LISTING = {"list", "get", "fetch", "retrieve"}
# Plural words that name one thing: what hangs on a path of that name is no list unless more says so.
_ONE = {
    "settings", "setting", "status", "stats", "statistics", "preferences", "details", "metrics", "analytics", "data",
    "address", "access", "options", "capabilities", "permissions", "series", "news", "credentials", "totals", "usage",
}  # fmt: skip
_SAYS_MANY = re.compile(
    r"\blists? (?:of|all|the)\b|^lists?\b|\b(?:get|gets|retrieve|retrieves|return|returns|fetch|find|show|view) "
    r"(?:all|multiple|several|a list|the list|lists?)\b|\ball \w+s\b|\blist$",
)
_VERSION = re.compile(r"v?\d+(?:\.\d+)*")
_MANY = {"batch", "bulk", "many", "multiple"}
_ARCHIVING = {"archive", "deactivate", "disable", "trash", "discontinue", "inactivate", "suspend", "retire"}
_RESTORING = {"unarchive", "restore", "reactivate", "activate", "enable", "undelete", "recover", "untrash"}


@dataclass(slots=True)
class Resource:
    """A kind of thing: its list, and the calls that do something with one or many of it."""

    name: str
    path: str
    segments: tuple[str, ...]
    list_call: Call | None = None
    found: Found | None = None
    calls: list[tuple[Verb, Call]] = field(default_factory=list)
    others: list[tuple[Verb, Call]] = field(default_factory=list)
    """Further calls that do what one of `calls` does, by another key for example."""
    parent: str = ""
    together: tuple[str, ...] = ()
    """The parameters that only together name one item in a path."""

    def call(self, verb: Verb) -> Call | None:
        """The call that does that, or None."""
        return next((call for known, call in self.calls if known is verb), None)

    def add(self, verb: Verb, call: Call) -> None:
        """Take a call; the first for a verb stays."""
        (self.calls if self.call(verb) is None else self.others).append((verb, call))

    def prefer(self, key: str) -> None:
        """Where an item can be reached by several keys, take the call whose path names this one."""
        wanted = stem(key)
        for place, (verb, call) in enumerate(self.calls):
            if call.ends_in_parameter and stem(call.segments[-1]) != wanted:
                better = [
                    c for v, c in self.others if v is verb and c.ends_in_parameter and stem(c.segments[-1]) == wanted
                ]
                if better and better[0].method == call.method:
                    self.calls[place] = (verb, better[0])


def resources_of(calls: tuple[Call, ...], shapes: Shapes) -> tuple[Resource, ...]:
    """The resources of a description, in the order of their lists in it; then those that cannot be listed."""
    listed = [r for call in calls if (r := _listed(call, shapes))]
    taken = {id(r.list_call) for r in listed}
    by_key: dict[tuple[str, ...], Resource] = {}
    for resource in listed:
        by_key.setdefault(_key(resource.segments), resource)
    for resource in listed:
        # `/invoices/all` lists the invoices when nothing else does.
        by_key.setdefault(_key(_without_doing(resource.segments)), resource)
    for resource in list(listed):
        main = by_key.get(_key(_without_doing(resource.segments)))
        if resource.list_call and resource.list_call.method == "POST" and main is not None and main is not resource:
            main.add(Verb.SEARCH, resource.list_call)
            listed.remove(resource)
    for resource in _unlisted(calls, by_key):
        listed.append(resource)
        by_key[_key(resource.segments)] = resource
    for call in calls:
        if id(call) not in taken:
            _place(call, by_key)
    _name(listed)
    return tuple(listed)


def _listed(call: Call, shapes: Shapes) -> Resource | None:
    """The resource that a call lists, or None when it lists nothing."""
    if call.ends_in_parameter or not call.segments:
        return None
    paged = _is_paged(call, shapes)
    if call.method == "POST" and not _posts_a_question(call, shapes, paged=paged):
        return None
    if call.method not in ("GET", "POST"):
        return None
    found = _list_found(call, shapes, paged=paged)
    if found is None:
        return None
    resource = Resource(name="", path=call.path, segments=call.segments, list_call=call, found=found)
    resource.calls.append((Verb.LIST, call))
    return resource


def _posts_a_question(call: Call, shapes: Shapes, *, paged: bool) -> bool:
    """Whether a POST asks for a list: it is called a search or a list, or its body asks for a page of one."""
    words = set(stem(call.segments[-1]))
    if words & _SEARCHING or "search" in call.says or call.says.strip().startswith("list") or paged:
        return True
    if not words & _LISTING or call.answer is None:
        return False
    answer = shapes.of(call.answer)
    found = find_list(shapes, answer, name=_noun(call.segments))
    named = {stem(s) for s in call.segments if not s.startswith("{")}
    return found is not None and stem(found.path) in named


def _list_found(call: Call, shapes: Shapes, *, paged: bool) -> Found | None:
    """Where a call gives its items: by its schema, else by its example; without either, if its words say so."""
    weak: Found | None = None
    for told in (call.answer, call.example):
        if told is None:
            continue
        answer = shapes.of(told)
        found = find_list(shapes, answer, name=_noun(call.segments))
        if found is not None and found.score >= LEAST_LIST and is_list_answer(shapes, answer, found, paged=paged):
            if found.item.properties:
                return found
            weak = weak or found
    if call.method != "GET":
        return None
    says_list = paged or _says_list(call)
    answer = shapes.of(call.answer) if call.answer is not None else NOTHING
    if weak is not None:
        return weak if says_list else None
    if call.summary.lower().strip().startswith("list"):
        found = find_list(shapes, answer, name=_noun(call.segments))
        if found is not None and found.item.properties and found.score >= LEAST_LIST:
            return found
    if not answer.properties:
        return Found("", NOTHING, 0) if _is_silent(answer) and (says_list or _is_plural(call)) else None
    if says_list and "data" in answer.properties and len(answer.properties) < 5:
        return Found("data", NOTHING, 0)
    # Some generators write the schema of one item where a list of them is given.
    return Found("", answer, 0) if paged or (says_list and _is_plural(call)) else None


def _is_silent(answer: Shape) -> bool:
    """Whether nothing is said of an answer, or no more than that it is an object."""
    return not answer.properties and not answer.items and answer.kinds <= {"object"}


def _says_list(call: Call) -> bool:
    says = call.says.strip()
    return says.startswith("list") or " list" in says or _SAYS_MANY.search(call.summary.lower().strip()) is not None


def _is_plural(call: Call) -> bool:
    """Whether the path ends in the name of many things."""
    words = tokens(_noun(call.segments))
    return bool(words) and words[-1] not in _ONE and singular(words[-1]) != words[-1] and not call.ends_in_parameter


def _is_paged(call: Call, shapes: Shapes) -> bool:
    given = list(call.sent_in("query"))
    if call.method == "POST":
        given += body_inputs(call, shapes)
    return any(is_page(i) or is_offset(i) or is_named_cursor(i) for i in given)


def _noun(segments: tuple[str, ...]) -> str:
    static = [s for s in segments if not s.startswith("{")]
    nouns = [s for s in static if s.lower() not in _DOING and not _VERSION.fullmatch(s)]
    return (nouns or static or [""])[-1]


def _key(segments: Iterable[str]) -> tuple[str, ...]:
    """A path in a form in which `/Invoice` and `/invoices` are the same and parameters have no names."""
    return tuple("{}" if s.startswith("{") else "".join(stem(s)) or s for s in segments)


def _without_doing(segments: tuple[str, ...]) -> tuple[str, ...]:
    while segments and segments[-1].lower() in _DOING:
        segments = segments[:-1]
    return segments


def _unlisted(calls: tuple[Call, ...], known: dict[tuple[str, ...], Resource]) -> Iterator[Resource]:
    """Things that can be created or read by id, but not listed."""
    seen: set[tuple[str, ...]] = set()
    with_item = {_key(call.segments[:-1]) for call in calls if call.method == "GET" and call.ends_in_parameter}
    for call in calls:
        segments = call.segments
        if call.method == "GET" and call.ends_in_parameter:
            segments = segments[:-1]
        elif call.method != "POST" or call.ends_in_parameter or call.body is None:
            continue
        segments = _without_doing(segments)
        key = _key(segments)
        if not segments or key in known or key in seen or segments[-1].startswith("{"):
            continue
        if key in with_item:
            seen.add(key)
            yield Resource(name="", path="/" + "/".join(segments), segments=segments)


def _place(call: Call, known: dict[tuple[str, ...], Resource]) -> None:
    """Give a call to the resource that it does something with."""
    segments = _without_doing(call.segments)
    doing = {w for s in call.segments[len(segments) :] for w in tokens(s)}
    resource = known.get(_key(segments)) or known.get(_key(call.segments))
    if resource is not None:
        for verb in _verbs_on_many(call, doing):
            resource.add(verb, call)
        return
    if segments and segments[-1].startswith("{"):
        collection = _without_parameters(segments)
        if len(segments) - len(collection) > 1 and (whole := known.get(_key(collection))) is not None:
            whole.together = whole.together or tuple(s.strip("{}") for s in segments[len(collection) :])
        resource = known.get(_key(segments[:-1]))
        if resource is not None:
            for verb in _verbs_on_one(call, doing):
                resource.add(verb, call)
        return
    if len(segments) >= 3 and segments[-2].startswith("{"):
        resource = known.get(_key(segments[:-2]))
        words = set(tokens(segments[-1]))
        if resource is not None and call.method in ("POST", "PUT", "PATCH"):
            if words & _RESTORING:
                resource.add(Verb.RESTORE, call)
            elif words & _ARCHIVING:
                resource.add(Verb.ARCHIVE, call)


def _without_parameters(segments: tuple[str, ...]) -> tuple[str, ...]:
    while segments and segments[-1].startswith("{"):
        segments = segments[:-1]
    return segments


def _verbs_on_many(call: Call, doing: set[str]) -> tuple[Verb, ...]:
    """What a call on the collection does; a create that says that it also updates is both."""
    verb = _verb_on_many(call, doing)
    if verb is Verb.CREATE and re.search(
        r"creat\w* or (?:an? )?(?:existing )?updat|updat\w* or creat|upsert", _words(call)
    ):
        return (Verb.CREATE, Verb.UPSERT)
    return (verb,) if verb else ()


def _words(call: Call) -> str:
    return " ".join([*tokens(call.operation_id), call.summary.lower(), call.description[:300].lower()])


def _verb_on_many(call: Call, doing: set[str]) -> Verb | None:
    """What a call on the collection does."""
    says = set(tokens(call.says.replace("-", " ")))
    many = bool(doing & _MANY) or bool(says & _MANY)
    if call.method == "GET":
        return Verb.SEARCH if doing & _SEARCHING else None
    if doing & _SEARCHING:
        return Verb.SEARCH
    if doing & {"upsert"} or "upsert" in says:
        return Verb.UPSERT
    if call.method == "DELETE" or doing & {"delete", "remove"} or (many and doing & {"archive"}):
        return Verb.BULK_DELETE if many or not call.sent_in("query") else Verb.DELETE
    if many and says & {"update", "updates", "edit", "change"} and not says & {"create", "creates", "add"}:
        return Verb.BULK_UPDATE
    if call.method == "POST" and not doing & {"update", "edit"}:
        if doing - _MANY - {"create", "new", "add"}:
            return None
        return Verb.BULK_CREATE if many else Verb.CREATE
    if call.method == "PUT" and says & {"create", "creates", "add"} and not says & {"update", "updates"}:
        return Verb.CREATE
    return Verb.BULK_UPDATE if many else Verb.UPDATE


def _verbs_on_one(call: Call, doing: set[str]) -> tuple[Verb, ...]:
    """What a call on one item does; a delete that says that it archives is both."""
    says = set(tokens(call.says.replace("-", " ")))
    if call.method == "GET":
        return () if doing else (Verb.GET,)
    if call.method == "DELETE":
        words = says | set(tokens(call.description[:200]))
        archives = bool(words & (_ARCHIVING | {"recycling", "soft"}))
        return (Verb.DELETE, Verb.ARCHIVE) if archives else (Verb.DELETE,)
    if doing & {"archive"}:
        return (Verb.ARCHIVE,)
    if doing & {"delete", "remove"}:
        return (Verb.DELETE,)
    if call.edits:
        return ()
    if call.method in ("PATCH", "PUT", "POST") and not doing - {"update", "edit"}:
        if "upsert" in says:
            return (Verb.UPSERT,)
        return (Verb.UPDATE,)
    return ()


def _name(resources: list[Resource]) -> None:
    """Give every resource a name of its own: the nearest to the top gets the plain one."""
    taken: dict[str, Resource] = {}
    order = sorted(resources, key=lambda r: (sum(s.startswith("{") for s in r.segments), len(r.segments)))
    for resource in order:
        static = [s for s in resource.segments if not s.startswith("{")]
        nouns = [s for s in static if s.lower() not in _DOING and not _VERSION.fullmatch(s)] or static
        names = [static[-1]] if static and static[-1] in nouns else ["-".join(static[static.index(nouns[-1]) :])]
        if names[0] != nouns[-1] and nouns[-1] not in taken:
            names.insert(0, nouns[-1])
        names += ["-".join(static[-count:]) for count in range(2, len(static) + 1)]
        names += [resource.path, f"{resource.path} ({len(taken)})"]
        resource.name = next(n for n in names if n and n not in taken)
        taken[resource.name] = resource
    by_key = {_key(_without_doing(r.segments)): r for r in reversed(resources)}
    by_key |= {_key(r.segments): r for r in reversed(resources)}
    for resource in resources:
        for end in range(len(resource.segments) - 1, 1, -1):
            above = by_key.get(_key(resource.segments[: end - 1]))
            if resource.segments[end - 1].startswith("{") and above is not None and above is not resource:
                resource.parent = above.name
                break


def thing(resource: Resource) -> str:
    """What one of it is called, in the singular: `invoice` for `/v1/invoices`."""
    return singular(_noun(resource.segments))
