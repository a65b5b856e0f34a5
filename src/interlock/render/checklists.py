"""What is done and what is missing, at the end of a check."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.model.checklist import CheckLine, Checklist, Together
from interlock.model.value import JSON
from interlock.render.marks import fingerprint
from interlock.render.plain import paint, wrapped

_MOST_SHOWN = 4


def checklist_text(checklist: Checklist, *, color: bool = False, width: int = 100) -> str:
    """One line a part; below them the records of which one answer may settle several questions."""
    lines = [_line(one, color=color, width=width) for one in checklist.lines]
    for one in checklist.together:
        said = f"one answer may settle {len(one.findings)} questions about {one.record}: {', '.join(_decisions(one))}"
        lines.append(wrapped(said, width=width, rest="  "))
    return "\n".join(lines) + "\n"


def _line(one: CheckLine, *, color: bool, width: int) -> str:
    start = f"{one.item:<13} "
    if one.done:
        return wrapped(f"done ({one.there})", width=width, first=start, rest=" " * 14).replace(
            "done", paint("done", "good", color=color), 1
        )
    more = len(one.missing) - _MOST_SHOWN
    shown = ", ".join(one.missing[:_MOST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
    text = wrapped(f"missing: {shown}", width=width, first=start, rest=" " * 14)
    return text.replace("missing", paint("missing", "question", color=color), 1)


def _decisions(one: Together) -> list[str]:
    return list(dict.fromkeys(finding.subject.partition("/")[2] for finding in one.findings))


def by_file(checklist: Checklist | Mapping[str, Checklist] | None) -> Mapping[str, Checklist]:
    """The checklists by the files that they are about; of a single document, under an empty name."""
    if checklist is None:
        return {}
    if isinstance(checklist, Checklist):
        return {"": checklist}
    return {"": next(iter(checklist.values()))} if len(checklist) == 1 else checklist


def checklist_datum(checklists: Mapping[str, Checklist]) -> dict[str, JSON]:
    """The checklists as JSON: `checklist`, and under `together` what one answer may settle, each with its `file`."""
    return {
        "checklist": [
            {**_of(file), "item": one.item, "done": one.done, "there": one.there, "missing": list(one.missing)}
            for file, checklist in checklists.items()
            for one in checklist.lines
        ],
        "together": [
            {**_of(file), "record": one.record, "fingerprints": [fingerprint(finding) for finding in one.findings]}
            for file, checklist in checklists.items()
            for one in checklist.together
        ],
    }


def _of(file: str) -> dict[str, JSON]:
    return {"file": file} if file else {}
