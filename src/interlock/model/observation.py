"""What a live system was seen to do: the answer to one question, with the requests and answers that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.fact import Confidence, Evidence


@dataclass(frozen=True, slots=True)
class Observation:
    """One question that a live system answered.

    `probe` is the name of the question in the catalogue of probes, `where` says when and where it was asked (`probed on
    2027-01-20 against sandbox`), `contradicts` what the description says instead (empty: nothing that this denies).
    Each piece of evidence has the request in short as its pointer, and the answer in short as its quote.
    """

    probe: str
    question: str
    answer: str
    confidence: Confidence = Confidence.UNKNOWN
    where: str = ""
    evidence: tuple[Evidence, ...] = ()
    contradicts: str = ""
    writes: bool = False
