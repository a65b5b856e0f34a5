"""What probing found out, and the file in which it survives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import ryaml

from interlock.errors import InputError
from interlock.model.fact import Confidence
from interlock.model.finding import Finding, Severity
from interlock.model.observation import Observation
from interlock.model.place import whole_file
from interlock.model.value import JSON
from interlock.probing.probe import Probe, Reply
from interlock.systems.stated import KEY, fact_data, stated_in
from interlock.systems.storage import to_data

_HEAD = (
    "# written by `interlock learn --probe`; corrections belong into the .overlay.yaml beside it and count above this\n"
)
SYSTEM = ""
"""Stands for the record of what is asked of the system as a whole."""


@dataclass(frozen=True, slots=True)
class Result:
    """The reply to one probe of one record (empty: of the system as a whole)."""

    record: str
    observation: Observation
    reply: Reply

    def finding(self, file: str, system: str) -> Finding | None:
        """What is wrong with the description, where the live system denies it."""
        if not self.observation.contradicts:
            return None
        of = f"`{self.record}` of `{system}`" if self.record else f"`{system}`"
        return Finding(
            code="description-denied",
            severity=Severity.WARNING,
            place=whole_file(file),
            message=f"{of} is not as described: {self.observation.contradicts}; the live system: {self.reply.answer}",
            why="what is built on the description would go wrong there",
            hint="the live system counts from now on; ask the vendor which of both is meant",
            subject=f"{system}/{self.record}/{self.observation.probe}",
        )


def result(record: str, name: str, probe: Probe, reply: Reply, *, where: str) -> Result:
    """A reply as it is kept; what rests on one answer only is never sure."""
    if reply.sure is Confidence.SURE and len(reply.evidence) < 2:
        reply = replace(reply, sure=Confidence.LIKELY)
    seen = Observation(
        probe=name,
        question=probe.question,
        answer=reply.answer,
        confidence=reply.sure,
        where=where,
        evidence=reply.evidence,
        contradicts=reply.contradicts,
        writes=probe.writes,
    )
    return Result(record, seen, reply)


def merged(before: bytes | None, results: Iterable[Result], *, where: str, file: str) -> bytes:
    """The file with what was found out, as an overlay: what was found of the same records is replaced.

    Answers to probes that write stay where this time none was asked.

    Args:
        before: the file as it is, or None.
        results: what was found out now.
        where: when and where (`probed on 2027-01-20 against sandbox`).
        file: the file's path, for messages.

    Raises:
        InputError: the file cannot be read.
    """
    stated = _known(before, file)
    by_record: dict[str, list[Result]] = {}
    for one in results:
        by_record.setdefault(one.record, []).append(one)
    for record, found in by_record.items():
        here = stated["system"] if record == SYSTEM else stated["records"].setdefault(record, {})
        wrote = any(one.observation.writes for one in found)
        # Reads are always asked all of them; an old answer must not outlive the new ones.
        kept = [one for one in here.get("observed", []) if one.get("writes") and not wrote]
        here["observed"] = [*(_data(one) for one in found), *kept]
    whole: dict[str, Any] = {
        "overlay": "1.0.0",
        "info": {"title": f"What was {where}", "version": "1"},
        "actions": [{"target": "$", "update": {KEY: {k: v for k, v in stated.items() if v}}}],
    }
    text: str = ryaml.dumps(whole)  # type: ignore[attr-defined]
    return (_HEAD + text).encode()


def _known(before: bytes | None, file: str) -> dict[str, Any]:
    found = stated_in(before, file=file) if before is not None else {}
    if not isinstance(found, dict):
        raise InputError(f"`{file}` is not what probing writes", hint="remove it, and probe again")
    system, records = found.get("system", {}), found.get("records", {})
    if not isinstance(system, dict) or not isinstance(records, dict):
        raise InputError(f"`{file}` is not what probing writes", hint="remove it, and probe again")
    return {"system": dict(system), "records": {name: dict(of) for name, of in records.items() if isinstance(of, dict)}}


def _data(one: Result) -> JSON:
    facts: Mapping[str, JSON] = {name: fact_data(one.reply.fact(name)) for name in one.reply.facts}
    return {**to_data(one.observation), **({"facts": dict(facts)} if facts else {})}
