"""With which key or account the integration signs in, and who gives it: a row under Resources."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import add_row
from interlock.document.sections.listings import RESOURCES


def _offer(asked: Asked) -> Offer | None:
    parts = asked.finding.subject.split("/")
    if len(parts) != 3:
        return None

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        row = {"what": f"{parts[1]} credential", "where": "", "access": " ".join(words.split())}
        return add_row(asked.text, "Resources", RESOURCES, row)

    return Offer(write, expects="which credential, and who gives it, such as `API key, asked of NAME`")


WAY = Way(("credential-missing",), _offer)
