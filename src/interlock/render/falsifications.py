"""What criteria are worth, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.falsification import Broken, Falsification, Weighed, Worth
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped

SCHEMA = "urn:interlock:schema:falsification:1"


def falsification_text(found: Falsification, *, color: bool = False, width: int = 100) -> str:
    """How many broken integrations were caught, what was not and what would catch it, and what proves nothing."""
    gaps = found.gaps
    caught = len(found.broken) - len(gaps)
    ways = len({one.breakage for one in found.broken})
    lines = [
        f"broken on purpose in {counted(len(found.broken), 'place')}, in {counted(ways, 'way')}: "
        + paint(f"{caught} caught", "good", color=color)
        + (", " + paint(f"{len(gaps)} not", "bad", color=color) if gaps else "")
    ]
    if gaps:
        heading = "an integration with one of these faults would pass:"
        heading = heading if found.whole else "with one of these faults an integration passes these criteria:"
        lines += ["", heading, *_gaps(gaps, whole=found.whole, color=color, width=width)]
    lines += _criteria(found, Worth.VACUOUS, "nothing that was broken fails these criteria:", width=width)
    lines += _criteria(found, Worth.ADDS_NOTHING, "what these catch, others catch as well:", width=width)
    lines += _criteria(found, Worth.NOT_MET, "not met or not to be told, so not tried:", width=width)
    return "\n".join(lines) + "\n"


def _gaps(gaps: Sequence[Broken], *, whole: bool, color: bool, width: int) -> Iterator[str]:
    by_sentence: dict[str, list[Broken]] = {}
    for one in gaps:
        by_sentence.setdefault(one.criterion, []).append(one)
    for sentence, some in by_sentence.items():
        for one in some:
            sign = paint("✗", "bad", color=color)
            yield wrapped(f"{one.title}: {visible(one.where)}", width=width, first=f"  {sign} ", rest="    ")
        if whole:
            yield wrapped(visible(sentence), width=width, first="      add: ", rest="           ")


def _criteria(found: Falsification, worth: Worth, heading: str, *, width: int) -> Iterator[str]:
    some = [one for one in found.weighed if one.worth is worth]
    if not some:
        return
    yield ""
    yield heading
    for one in some:
        yield wrapped(_weight(one), width=width, first="  ? " if worth is Worth.VACUOUS else "  · ", rest="    ")


def _weight(one: Weighed) -> str:
    words = f"{visible(one.criterion)} ({one.real_s:.1f} s)"
    if one.worth is Worth.VACUOUS:
        words += f", tried on {counted(one.tried, 'broken integration')}"
    return words


def falsification_json(found: Falsification, *, version: str) -> str:
    """The same as JSON (`docs/schemas/falsification.json`); `version` is the tool's."""
    broken: list[JSON] = [
        {
            "breakage": one.breakage,
            "title": one.title,
            "where": one.where,
            "caught_by": [{"criterion": name, "reason": reason} for name, reason in one.by],
            "tried": list(one.tried),
            "criterion": one.criterion,
        }
        for one in found.broken
    ]
    criteria: list[JSON] = [
        {
            "criterion": one.criterion,
            "worth": one.worth.value,
            "caught": list(one.caught),
            "tried": one.tried,
            "real_s": one.real_s,
        }
        for one in found.weighed
    ]
    counts: JSON = {"broken": len(found.broken), "caught": len(found.broken) - len(found.gaps), "gaps": len(found.gaps)}
    return dumps(
        headed(SCHEMA, version, {"whole": found.whole, "broken": broken, "criteria": criteria, "counts": counts})
    )
