"""Do items look as they are described?

The items that the list showed are compared with the description field by field: fields that it does not know, values
of another type, null where it says never, values that its lists do not name, texts that are too long.
"""

from interlock.model.fact import Confidence
from interlock.model.path import get
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell
from interlock.probing.seen import counted

_KINDS: dict[FieldType, tuple[type, ...]] = {
    FieldType.STRING: (str,),
    FieldType.INTEGER: (int,),
    FieldType.NUMBER: (int, float),
    FieldType.BOOLEAN: (bool,),
    FieldType.OBJECT: (dict,),
    FieldType.MAP: (dict,),
}
_MOST = 8


async def _look(look: Look) -> Reply:
    bodies = look.survey.bodies
    if not bodies:
        return cannot_tell("there are no items", look.survey.pages[0].shown())
    wrong: dict[str, int] = {}
    for field in look.record.fields:
        if field.path.array is not None or field.write_only:
            continue
        for body in bodies:
            value = get(body, field.path)
            said = "" if value is ABSENT else _wrong(field, value)
            if said:
                wrong[said] = wrong.get(said, 0) + 1
    known = {field.path.root for field in look.record.fields}
    strange = sorted({key for body in bodies for key in body} - known)
    evidence = tuple(page.shown() for page in look.survey.pages)
    news = f"; {counted(len(strange), 'field')} that it does not have: {_named(strange)}" if strange else ""
    if not wrong:
        return Reply(f"yes, {len(bodies)} items{news}", Confidence.LIKELY, evidence)
    # One item may be damaged; what several show is how the system is.
    told = "; ".join(f"{said} ({count} of {len(bodies)})" for said, count in sorted(wrong.items())[:_MOST])
    rest = f"; and {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
    sure = Confidence.SURE if len(evidence) > 1 or max(wrong.values()) > 1 else Confidence.LIKELY
    return Reply(f"no: {told}{rest}{news}", sure, evidence, contradicts="items are of other types or values")


def _wrong(field: FieldProfile, value: JSON) -> str:
    name = f"`{field.path}`"
    if value is None:
        return "" if field.nullable or not field.required else f"{name} is null where it must be there"
    kinds = _KINDS.get(field.type)
    if kinds is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        whole = field.type is FieldType.INTEGER and isinstance(value, float) and value == int(value)
        return "" if whole else f"{name} is {_kind(value)} where {field.type.value} is described"
    if field.enum and value not in field.enum and not isinstance(value, dict | list):
        return f"{name} has a value that its list does not name"
    if isinstance(value, str) and field.max_length is not None and len(value) > field.max_length:
        return f"{name} is longer than {field.max_length}"
    return ""


def _kind(value: JSON) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "integer", float: "number", dict: "object", list: "array"}
    return names.get(type(value), "null")


def _named(keys: list[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys[:6]) + (" ..." if len(keys) > 6 else "")


PROBE = Probe(
    question="Do items look as they are described?",
    why="rules are chosen by described types; a value of another type is held, item by item",
    most=0,
    applies=lambda record: bool(record.fields),
    look=_look,
    order=43,
    example="`total` is string where number is described (50 of 50): no",
)
