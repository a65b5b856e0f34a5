"""A value of each mapped field before and after: brought over by the row's own rule, always the same for a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlock.mapping import PairMapping, RecordMapping, Written, parse_rule, rules
from interlock.mapping.outcome import Misfit, Unlinked
from interlock.model.document import FieldRow, LookUp
from interlock.model.path import Path, get, put
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import ABSENT, JSON, Absent, Body, Side
from interlock.render.view.candidates import candidates
from interlock.render.view.model import Example

_LONGEST = 80
_MOST_TRIED = 40


def examples(
    mapping: RecordMapping,
    records: Mapping[Side, RecordProfile],
    tables: tuple[LookUp, ...],
    systems: Mapping[Side, SystemProfile],
) -> dict[FieldRow, Example]:
    """The examples of a record's rows; a row whose rule fits none of the values tried has none.

    Args:
        mapping: the record's, compiled.
        records: what is known of its two resources; one without fields where nothing is.
        tables: the document's look-ups.
        systems: what is known of both systems, for the ids of referenced items.
    """
    maker = _Maker(records, tables, _Ids(systems))
    return {pair.row: found for pair in _all(mapping.pairs) if (found := maker.example(pair)) is not None}


def _all(pairs: tuple[PairMapping, ...]) -> Iterator[PairMapping]:
    for pair in pairs:
        if pair.parts:
            yield from _all(pair.parts)
        else:
            yield pair


@dataclass(frozen=True, slots=True)
class _Ids:
    """Links of which every one leads from the sample id here to the sample id there."""

    systems: Mapping[Side, SystemProfile]

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        return "link"

    def id_in(self, record: str, side: Side, link: str) -> str | None:  # noqa: ARG002 - the port's signature
        return "4711" if side is Side.LEFT else "8041"


@dataclass(slots=True)
class _Maker:
    records: Mapping[Side, RecordProfile]
    tables: tuple[LookUp, ...]
    links: _Ids

    def example(self, pair: PairMapping) -> Example | None:
        """The first value that the rule brings over into something that is not empty."""
        source = Side.LEFT if Side.RIGHT in pair.writers else Side.RIGHT
        if source.other not in pair.writers:
            return None
        for number, body in enumerate(self._bodies(pair, source)):
            if number >= _MOST_TRIED:
                break
            there = self._brought(pair, source, body)
            if there is None:
                continue
            here = ", ".join(shown(get(body, _inner(path))) for path in pair.fields(source))
            after = ", ".join(shown(get(there, _inner(path))) for path in pair.fields(source.other))
            return Example(here, after) if source is Side.LEFT else Example(after, here)
        return None

    def _brought(self, pair: PairMapping, source: Side, body: Body) -> Body | None:
        new: Body = {}
        try:
            pair.writers[source.other](new, new, pair.readers[source](body, body, self.links), self.links)
        except (Misfit, Unlinked):
            return None
        values = [get(new, _inner(path)) for path in pair.fields(source.other)]
        return new if all(value not in {ABSENT, None, ""} for value in map(_hashable, values)) else None

    def _bodies(self, pair: PairMapping, source: Side) -> Iterator[Body]:
        """What the source could show: its own fields and those that the rule names, with each candidate."""
        fields = pair.fields(source)
        if not fields:
            yield {}
            return
        known = self.records[source]
        named = _names(pair)
        base: Body = {}
        for path in (*fields, *map(Path.of, named)):
            value = next(candidates(str(path), known.field(path)), None)
            base = put(base, _inner(path), value)
        own = fields[0]
        described = known.field(own)
        first = list(_looked_up(pair, self.tables, source)) or list(_own(described))
        for value in first:
            yield put(base, _inner(own), value)
        for value, needs in _declared(pair):
            body = base
            values = value if len(fields) > 1 and isinstance(value, list) else [value]
            for path, one in zip(fields, values, strict=False):
                body = put(body, _inner(path), one)
            for name, need in zip(named, needs, strict=False):
                body = put(body, _inner(Path.of(name)), need)
            if described is None or described.example is None:
                yield body
        for value in candidates(str(own), described):
            yield put(base, _inner(own), value)


def _own(field: object) -> Iterator[JSON]:
    """What the description itself gives, which is more telling than a rule's sample."""
    for name in ("example", "enum"):
        found = getattr(field, name, None)
        if name == "enum" and found:
            yield from found
        elif found is not None and found != ():
            yield found


def _names(pair: PairMapping) -> tuple[str, ...]:
    use = parse_rule(pair.row.rule.text)
    return rules()[use.rule].names(use.args) if use is not None else ()


def _looked_up(pair: PairMapping, tables: tuple[LookUp, ...], source: Side) -> Iterator[JSON]:
    use = parse_rule(pair.row.rule.text)
    args = use.args if use is not None else {}
    pairs = args.get("pairs")
    if isinstance(pairs, tuple):
        for left, right in pairs:
            one = left if source is Side.LEFT else right
            yield from _written(one)
    for table in tables:
        if table.name.casefold() == str(args.get("table", "")).casefold():
            column = 0 if source is Side.LEFT else 1
            for row in table.rows[:3]:
                if len(row) > column:
                    yield row[column].strip("` ")


def _written(one: object) -> Iterator[JSON]:
    if not isinstance(one, Written):
        return
    if one.text in {"true", "false"}:
        yield one.text == "true"
    if one.text.lstrip("-").isdigit() and len(one.text) < 10:
        yield int(one.text)
    yield one.text


def _declared(pair: PairMapping) -> Iterator[tuple[JSON, tuple[JSON, ...]]]:
    """The rule's own samples that are like this row, the usual ones first."""
    use = parse_rule(pair.row.rule.text)
    if use is None or not pair.row.rule.text.strip():
        return
    for sample in reversed(rules()[use.rule].samples):
        needs = tuple(value if isinstance(value, str | int | None) else str(value) for value in sample.needs.values())
        if sample.fits and sample.source not in (None, ""):
            yield sample.source, needs


def _inner(path: Path) -> Path:
    """The path as seen from the element of the innermost list on the way."""
    lists = [i for i, part in enumerate(path.parts[:-1]) if part.endswith("[]")]
    return Path(path.parts[lists[-1] + 1 :]) if lists else path


def _hashable(value: object) -> object:
    return str(value) if isinstance(value, list | dict) else value


def shown(value: JSON | Absent) -> str:
    """A value in a cell of the examples: as it is, short, on one line."""
    if value is None or isinstance(value, Absent):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        text = ", ".join(shown(one) for one in value[:5])
    elif isinstance(value, dict):
        text = ", ".join(f"{key}: {shown(one)}" for key, one in list(value.items())[:5])
    else:
        text = str(value)
    line = " ".join(text[: _LONGEST + 1].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
