"""Which version of the agreement this is, and what changed in it."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import add_row, raised, set_version
from interlock.document.sections.listings import CHANGES

_VERSION = re.compile(r"[\w.+-]{1,40}")


def _offer(asked: Asked) -> Offer:
    if asked.finding.code == "version-without-change":
        return _change(asked)

    def write(words: str) -> str:
        if not _VERSION.fullmatch(words.strip()):
            raise NotAnAnswer(f"`{words.strip()}` is no version; write it like `1.0.0`")
        return set_version(asked.text, words.strip())

    if asked.finding.code == "version-not-raised-since-signed":
        next_one = Choice(raised(asked.document.version.text), "what was signed keeps its version, and this is another")
        return Offer(write, (next_one,), "or another version, like `2.0.0`", versions=True)
    there = asked.finding.subject.partition("/")[2] or (
        asked.document.changes[-1].version if asked.document.changes else "0.1.0"
    )
    return Offer(write, (Choice(there),), "the version, like `1.0.0`", versions=True)


def _change(asked: Asked) -> Offer:
    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        row = {"version": asked.document.version.text, "decided_by": asked.by, "what": words}
        return add_row(asked.text, "Changes", CHANGES, row)

    return Offer(write, expects="what changed in this version, and why", versions=True, decides=False)


WAY = Way(
    ("version-missing", "version-not-raised", "version-without-change", "version-not-raised-since-signed"), _offer
)
