"""The fields of a record, from what the system shows and what it takes."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact, FieldProfile, FieldType
from interlock.model.value import JSON
from interlock.systems.calls import number, plain
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import sentence, tokens

# Wide enough for every real record; what is nested deeper or comes later is not offered for mapping.
_MOST_FIELDS = 500
_DEEPEST = 6
_TYPES = {t.value: t for t in FieldType}
_UNITS = re.compile(
    r"\bin (?:whole |integer |the )?(cents|pence|minor units?|smallest currency units?|days|hours|minutes|seconds|"
    r"milliseconds|grams|kilograms|percent|basis points)\b",
    re.IGNORECASE,
)
_UNIX = re.compile(
    r"\bunix[- ](?:epoch|time|seconds?)|\bepoch[- ](?:seconds?|time)|\bseconds since (?:the )?(?:unix|epoch|1970)",
    re.IGNORECASE,
)
_FINER = re.compile(r"milli|micro|nano|\b[mu]s\b", re.IGNORECASE)
_MINOR = {"minor unit", "minor units", "smallest currency unit", "smallest currency units", "pence"}
_ZONE = re.compile(r"\b(UTC|GMT|(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/[A-Z][A-Za-z_]+)\b")
_UNIQUE = re.compile(r"\bunique\b|\bmust be distinct\b|\bno two\b", re.IGNORECASE)
_NOT_UNIQUE = re.compile(r"(?:\bnot|n't|\bnon-?|\bneed not)\b[^.]{0,30}?\bunique\b", re.IGNORECASE)
# Says what an identifier is, not that this field's value stands only once among the items.
_IDENTIFIER = re.compile(r"\bunique (?:\w+ )?(?:identifier|id|key|name)\b|\buniquely identif", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One field of one shape; `said_at` are the places of the description that speak of it."""

    path: Path
    shape: Shape
    required: bool
    order: tuple[int, ...]
    said_at: frozenset[str] = frozenset()

    @property
    def is_read_only(self) -> bool:
        """Whether it is called so here."""
        return self.shape.keywords.get("readOnly") is True


Rows = Mapping[Path, Row]


def rows_of(shapes: Shapes, shape: Shape) -> Rows:
    """The fields of a shape by path, in the order of the description, outer ones first when there are too many."""
    return shapes.once(_rows_of, shape)


def _rows_of(shapes: Shapes, shape: Shape) -> Rows:
    found: dict[Path, Row] = {}
    waiting: deque[tuple[tuple[str, ...], Shape, tuple[int, ...], frozenset[str]]] = deque()
    waiting.append(((), shape, (), frozenset({shape.pointer})))
    while waiting:
        prefix, here, order, above = waiting.popleft()
        for place, name in enumerate(here.properties):
            if len(found) >= _MOST_FIELDS:
                break
            inner = shapes.property(here, name)
            parts = (*prefix, name)
            inside = inner
            while inside.is_array and not inside.properties and parts[-1].count("[]") < 2:
                parts = (*parts[:-1], parts[-1] + "[]")
                inside = shapes.element(inside)
            here_order = (*order, place)
            path = Path(parts)
            said_at = frozenset(node.pointer for node in here.properties[name])
            found[path] = Row(path, inner, name in here.required, here_order, said_at)
            if inside.is_object and len(parts) < _DEEPEST and inside.pointer not in above:
                waiting.append((parts, inside, here_order, above | {inside.pointer}))
    return dict(sorted(found.items(), key=lambda entry: entry[1].order))


def fields_of(shapes: Shapes, *, read: Rows, create: Rows, update: Rows) -> tuple[FieldProfile, ...]:
    """The fields of a record: all that is shown, and all that is taken."""
    # What a create only shows is as the body says that takes it.
    written = {**update, **{path: row for path, row in create.items() if path not in update or not row.is_read_only}}
    order = {**{p: (1, r.order) for p, r in written.items()}, **{p: (0, r.order) for p, r in read.items()}}
    found = [
        _field(shapes, path, read=read, create=create, update=update, written=written)
        for path in sorted(order, key=lambda p: order[p])
    ]
    return tuple(found[:_MOST_FIELDS])


def accepted(rows: Rows) -> tuple[Path, ...]:
    """The fields that a body takes: those of its schema that are not read-only, nor stand in what is."""
    return _outside(rows, {path.parts for path, row in rows.items() if row.is_read_only})


def writable(fields: Collection[FieldProfile]) -> frozenset[Path]:
    """The fields that some body may take."""
    return frozenset(_outside((f.path for f in fields), {f.path.parts for f in fields if f.read_only}))


def _outside(paths: Iterable[Path], never: Collection[tuple[str, ...]]) -> tuple[Path, ...]:
    """The paths that are none of some, and do not lead through one."""
    if not never:
        return tuple(paths)
    return tuple(p for p in paths if not any(p.parts[:end] in never for end in range(1, len(p.parts) + 1)))


def _field(shapes: Shapes, path: Path, *, read: Rows, create: Rows, update: Rows, written: Rows) -> FieldProfile:
    shown, taken = read.get(path), written.get(path)
    row = taken or shown
    assert row is not None  # noqa: S101 - the paths come from these rows
    base = profile_of(shapes, path, row.shape)
    if shown is not None and taken is not None and shown.shape is not taken.shape:
        base = _completed(base, profile_of(shapes, path, shown.shape))
    bodies = [rows[path] for rows in (create, update) if path in rows]
    if bodies:
        read_only = not any(_takes(body, shown) for body in bodies)
    else:
        read_only = base.read_only or (bool(written) and not _open_above(path, written))
    write_only = base.write_only or (shown is None and bool(read) and not _open_above(path, read))
    required = path in create and create[path].required and not create[path].is_read_only and not read_only
    write_only = write_only and not read_only
    nullable = base.nullable or (shown is not None and shown.shape.nullable)
    told = (base.required, base.read_only, base.write_only, base.nullable)
    if told == (required, read_only, write_only, nullable):
        return base  # to copy so many facts takes as long as to read them
    return replace(base, required=required, read_only=read_only, write_only=write_only, nullable=nullable)


def _takes(body: Row, shown: Row | None) -> bool:
    """Whether a body takes a field that it names.

    That only answers call it read-only speaks of what they show there, as of the whole item behind an id that is sent,
    where the body names it in words of its own. Where it only has the field from the same place as they do, it is said
    of the body, too: a schema cannot take back what it is made from.
    """
    if body.is_read_only:
        return False
    return shown is None or not shown.is_read_only or not body.said_at <= shown.said_at


def _open_above(path: Path, rows: Rows) -> bool:
    """Whether an object above the path is there without saying what is in it."""
    for end in range(len(path.parts) - 1, 0, -1):
        above = Path(path.parts[:end])
        if above in rows:
            return not any(len(p.parts) > end and p.parts[:end] == above.parts for p in rows)
    return False


def _completed(base: FieldProfile, other: FieldProfile) -> FieldProfile:
    """What the body does not say of a field and the answer does."""
    return replace(
        base,
        items=base.items or other.items,
        enum=base.enum or other.enum,
        format=base.format or other.format,
        example=base.example if base.example is not None else other.example,
        label=base.label or other.label,
        description=base.description or other.description,
        unit=base.unit or other.unit,
        zone=base.zone or other.zone,
        unique=base.unique if base.unique.known else other.unique,
        read_only=base.read_only,
    )


def profile_of(shapes: Shapes, path: Path, shape: Shape) -> FieldProfile:
    """What a schema says of one field."""
    words = shape.keywords
    element = shapes.element(shape) if shape.is_array else None
    description = shape.says("description")
    enum = words.get("enum")
    if element is not None and enum is None:
        enum = element.keywords.get("enum")
    # What binds each value of a list stands with the element.
    each = element if element is not None and not element.properties else shape
    bounds = each.keywords
    return FieldProfile(
        path=path,
        type=field_type(shape),
        items=None if element is None or element.properties else field_type(element),
        nullable=shape.nullable,
        read_only=words.get("readOnly") is True,
        write_only=words.get("writeOnly") is True,
        enum=tuple(plain(v) for v in enum[:300] if v is not None) if isinstance(enum, list) else (),
        format=_format(shape, description),
        pattern=each.says("pattern")[:300],
        min_length=_whole(bounds.get("minLength")),
        max_length=_whole(bounds.get("maxLength")),
        minimum=_bound(bounds, "minimum", "exclusiveMinimum"),
        maximum=_bound(bounds, "maximum", "exclusiveMaximum"),
        multiple_of=number(bounds.get("multipleOf")),
        default=plain(words.get("default")),
        example=plain(words.get("example")),
        label=_label(shape),
        description=sentence(description),
        unit=_unit(path, description, shape),
        zone=m[1] if (m := _ZONE.search(description[:2000])) and "date" in f"{words.get('format')}" else "",
        deprecated=words.get("deprecated") is True,
        variants=shape.variants,
        unique=_unique(shape, description),
        pointer=shape.pointer,
    )


def field_type(shape: Shape) -> FieldType:
    """The one type of a shape; ANY where several are possible.

    A reference that can be expanded (`string` or an object) is what it is by default: a string.
    """
    kinds = shape.kinds - {"null"}
    scalars = kinds - {"object", "array"}
    if scalars and len(kinds) > len(scalars):
        kinds = scalars
    if kinds == {"integer", "number"}:
        return FieldType.NUMBER
    if len(kinds) == 1:
        kind = next(iter(kinds))
        if kind == "object" and not shape.properties and isinstance(shape.keywords.get("additionalProperties"), dict):
            return FieldType.MAP
        return _TYPES.get(kind, FieldType.ANY)
    return FieldType.OBJECT if shape.properties and not kinds else FieldType.ANY


def _label(shape: Shape) -> str:
    """What people call the field; the title of an object's schema names the schema."""
    title = shape.says("x-label") or ("" if shape.properties or shape.items else shape.says("title"))
    return "" if "_" in title else sentence(title, most=80)


def _format(shape: Shape, description: str) -> str:
    """The stated format, or `unix-time` for a number whose words say that it counts seconds since 1970."""
    stated = shape.says("format")[:60]
    counts = shape.kinds - {"null"} <= {"integer", "number"} and stated in ("", "int32", "int64", "double")
    said = description[:2000]
    return "unix-time" if counts and _UNIX.search(said) and not _FINER.search(said) else stated


def _unit(path: Path, description: str, shape: Shape) -> str:
    if not shape.kinds & {"integer", "number"}:
        return ""
    said = _UNITS.search(description[:2000])
    if said:
        unit = said[1].lower()
        return "cents" if unit in _MINOR else unit
    words = tokens(path.parts[-1])
    return "cents" if words and words[-1] in ("cents", "cent") else ""


def _unique(shape: Shape, description: str) -> Fact[bool]:
    text = description[:2000]
    if shape.keywords.get("x-unique") is True:
        return Fact(True, Confidence.SURE, (Evidence(f"{shape.pointer}/x-unique"),))
    said = _UNIQUE.search(text)
    if said is None or not shape.is_scalar:
        return Fact()
    evidence = Evidence(
        f"{shape.pointer}/description", sentence(text[max(0, said.start() - 60) : said.end() + 60], most=160)
    )
    if _NOT_UNIQUE.search(text):
        return Fact(False, Confidence.LIKELY, (evidence,))
    weak = _IDENTIFIER.search(text) is not None
    return Fact(True, Confidence.POSSIBLE if weak else Confidence.LIKELY, (evidence,))


def _bound(words: Mapping[str, JSON], plain_word: str, exclusive: str) -> float | None:
    found = number(words.get(plain_word))
    return found if found is not None else number(words.get(exclusive))


def _whole(value: JSON) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None
