"""Where in an answer or a body the items stand, and what they look like."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import singular, stem, tokens

# By experience: what scores less is an array about the answer (errors, warnings), not of items.
LEAST_LIST = 10

# Names that wrap lists, whatever is in them; earlier ones are better known.
_LIST_NAMES = (
    "data",
    "items",
    "results",
    "records",
    "value",
    "values",
    "entries",
    "list",
    "rows",
    "elements",
    "content",
    "objects",
    "hits",
    "resources",
    "collection",
    "result",
    "response",
)
_WRAPPER_NAMES = ("data", "result", "response", "body", "payload", "_embedded", "embedded", "page", "item", "resource")
# Arrays beside the items that are about the answer.
_ABOUT = {
    "error", "warning", "message", "link", "included", "include", "meta", "metadata", "facet", "sort", "filter",
    "validation", "detail", "pagination", "paging",
}  # fmt: skip
_ALSO_THINGS = {"message", "link", "filter", "detail"}
_MUCH = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Items found in an answer: the path to the array or item, the shape of one, and how sure that is."""

    path: str
    item: Shape
    score: int


def find_list(shapes: Shapes, answer: Shape, *, name: str) -> Found | None:
    """The array of items in the answer of a list; `name` is the last static segment of its path."""
    if answer.is_array:
        return _unwrapped(shapes, Found("", shapes.element(answer), 100), name)
    best: Found | None = None
    for found in _arrays(shapes, answer, name, prefix="", depth=0):
        if best is None or found.score > best.score:
            best = found
    return _unwrapped(shapes, best, name) if best else None


def _arrays(shapes: Shapes, shape: Shape, name: str, *, prefix: str, depth: int) -> list[Found]:
    found: list[Found] = []
    for key in list(shape.properties)[:60]:
        inner = shapes.property(shape, key)
        path = f"{prefix}{key}"
        if inner.is_array:
            element = shapes.element(inner)
            score = _list_score(key, name, element) - 15 * depth
            found.append(Found(path, element, score))
        elif depth < 2 and inner.properties and (stem(key)[-1:] or ("",))[0] not in _ABOUT:
            listed = stem(key)[-1:] == ("list",)
            wraps = key.lower() in _WRAPPER_NAMES or _names(key, name) or len(shape.properties) == 1
            if wraps or listed:
                below = _arrays(shapes, inner, name, prefix=f"{path}.", depth=depth + 1)
                # `topic_list.topics`: the object says of which things it is the list.
                found.extend(_favoured(f, key) if listed else f for f in below)
    return found


def _favoured(found: Found, wrapper: str) -> Found:
    own = stem(found.path.rsplit(".", 1)[-1])
    same = bool(own) and set(own) <= set(stem(wrapper))
    return Found(found.path, found.item, found.score + 30) if same else found


def _list_score(key: str, name: str, element: Shape) -> int:
    low = key.lower().lstrip("_")
    words = stem(key)
    if words and words[-1] in _ABOUT and not set(words) & set(stem(name)):
        # A message that has an id and much more is not about the answer.
        return LEAST_LIST + 2 if len(element.properties) > _MUCH and words[-1] in _ALSO_THINGS else 5
    score = 30 if element.properties else 0
    if _names(key, name):
        score += 45
    elif low in _LIST_NAMES:
        score += 45 - _LIST_NAMES.index(low)
    elif words and words[-1] in stem(name):
        score += 30
    return score + 5


def _names(key: str, name: str) -> bool:
    """Whether a key is the name of a resource: `invoices` for `Invoices`, `sales_invoices` for `sales-invoices`."""
    return bool(stem(key)) and "".join(stem(key)) == "".join(stem(name))


def _unwrapped(shapes: Shapes, found: Found, name: str) -> Found:
    """Where each element only wraps an item (`list[*].invoice`), the item."""
    element = found.item
    if not element.is_object or len(element.properties) > 2:
        return found
    for key in element.properties:
        inner = shapes.property(element, key)
        alone = len(element.properties) == 1
        named = key.lower() in ("item", "resource", "record", "data", "node") or _names(key, name)
        if inner.is_object and (named or alone) and (alone or named) and len(inner.properties) > 1:
            return Found(f"{found.path}[*].{key}", inner, found.score)
    return found


def is_list_answer(shapes: Shapes, answer: Shape, found: Found, *, paged: bool) -> bool:
    """Whether the answer is a list rather than one item that has an array.

    An item speaks of itself (an id, many single values); the answer of a list speaks of its pages. `paged` says that
    the call takes a page, an offset or a cursor, which nobody asks one item for.
    """
    if found.path in ("", "[*]") or found.path.startswith("[*]"):
        return True
    outer = answer
    first = found.path.split("[*]")[0].split(".")
    for part in first[:-1]:
        outer = shapes.property(outer, part)
    own = [k for k in outer.properties if k != first[-1]]
    if any(k.lower() in ("id", "_id", "uuid", "gid", "guid") for k in own):
        return False
    about = _PAGE_WORDS | _ABOUT
    strange = [k for k in own if not about & set(tokens(k)) and not about & set(stem(k))]
    named = first[-1].lower() in _LIST_NAMES or any(stem(part)[-1:] == ("list",) for part in first[:-1])
    return paged or len(strange) <= (6 if named else 3)


_PAGE_WORDS = {
    "page", "total", "count", "limit", "offset", "next", "previous", "prev", "cursor", "more", "size", "per",
    "object", "url", "type", "status", "success", "href", "token", "first", "last", "self", "scroll", "sync",
    "date", "version", "code", "etag", "start", "max", "results", "expand", "done", "iterator", "marker",
}  # fmt: skip


def find_item(shapes: Shapes, answer: Shape, *, name: str, like: Shape) -> Found | None:
    """One item in an answer or a body, compared with what is known of such items (`like`, NOTHING where unknown).

    `X[0]` is the path where the item is the one element of an array.
    """
    if answer.is_array:
        inner = shapes.element(answer)
        return Found("[0]", inner, 50) if inner.properties else None
    if not answer.properties:
        return None
    known = set(like.properties)
    best = Found("", answer, _likeness(answer, known))
    if best.score > len(known) / 2:
        return best  # it is the item; one inside it, such as what it belongs to, may have even more in common
    for path, inner in _candidates(shapes, answer, depth=0):
        key = path.removesuffix("[0]").rsplit(".", 1)[-1]
        score = _likeness(inner, known)
        if not known or best.score == 0:
            named = _is_wrapper(key, name)
            alone = len(answer.properties) == 1 or (named and len(answer.properties) <= 3)
            score = score or (1 if named and alone else 0)
        if score > best.score:
            best = Found(path, inner, score)
    return best


def _candidates(shapes: Shapes, shape: Shape, *, depth: int) -> list[tuple[str, Shape]]:
    found: list[tuple[str, Shape]] = []
    for key in list(shape.properties)[:40]:
        inner = shapes.property(shape, key)
        if inner.is_array:
            element = shapes.element(inner)
            if element.properties:
                found.append((f"{key}[0]", element))
        elif inner.properties:
            found.append((key, inner))
            if depth < 1:
                found += [(f"{key}.{path}", s) for path, s in _candidates(shapes, inner, depth=depth + 1)]
    return found


def _likeness(shape: Shape, known: set[str]) -> int:
    """How many fields a shape has in common with an item."""
    return len(known & set(shape.properties))


def _is_wrapper(key: str, name: str) -> bool:
    low = key.lower()
    words = stem(key)
    return low in _WRAPPER_NAMES or _names(key, name) or (bool(words) and words[-1] == singular(name))
