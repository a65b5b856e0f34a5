"""What an update does to fields that it does not send: keeps them, or clears them."""

from __future__ import annotations

import re

from interlock.systems.calls import Call
from interlock.systems.shapes import Shapes

_UNSENT = (
    r"(?:(?:not|n't|never) (?:\w+ ){0,2}"
    r"(?:sent|provided|passed|given|included|specified|supplied|set|present|submitted|mentioned)"
    r"|omitted|missing|absent|left out|unspecified|excluded)"
)
_KEPT = re.compile(
    rf"{_UNSENT}[^.]{{0,80}}\b(?:stay|kept|keeps?|unchanged|unmodified|untouched|preserved?|retain(?:ed)?|remains?|ignored"
    r"|left (?:as|alone)|not (?:be )?(?:changed|modified|updated|affected|overwritten|touched))"
    r"|\b(?:keeps?|leaves?|retains?|preserves?)\b[^.]{0,60}(?:" + _UNSENT + r"|not in the (?:body|request))"
    r"|\bpartial(?:ly)? updat|\bupdates? [^.]{0,40}partial|\bmerge patch|\bleft unchanged|\bremains? unchanged"
    r"|\bonly (?:the |those )?(?:fields?|properties|attributes|parameters|values|keys)\b[^.]{0,40}"
    r"\b(?:sent|provided|included|specified|passed|supplied|given|present|updated|changed|you|want|need)"
    r"|\bonly (?:(?:need|have) to )?(?:send|provide|include|pass|specify) (?:the |those |what )"
    r"(?:fields?|properties|attributes|parameters|values|keys|you|changes?)",
    re.IGNORECASE,
)
_CLEARED = re.compile(
    rf"{_UNSENT}[^.]{{0,80}}\b(?:cleared|removed|deleted|reset|lost|nulled|erased|emptied|unset|overwritten|discarded"
    r"|set (?:back )?to (?:null|empty|nothing|(?:its |their |the )?default))",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:not|n't|no|without) (?:\w+ ){0,3}partial"
    r"|partial(?:ly)?[^.]{0,40}(?:not|n't) (?:\w+ )?(?:supported|allowed|possible)"
    r"|\b(?:full|complete|entire|whole) (?:replace|overwrite|representation|update\b)"
    r"|\b(?:replac|overwrit)\w+ (?:the |an? |all )?(?:whole|entire|full|existing|complete|all)\b"
    r"|\b(?:must|has to|have to|needs? to) (?:send|include|contain|provide|specify|pass) "
    r"(?:all|every|the (?:whole|entire|full|complete))\b",
    re.IGNORECASE,
)


def replaces(call: Call, shapes: Shapes) -> bool:
    """Whether an update must send the whole item, for what it does not send is cleared.

    A PUT does unless prose says that it keeps the rest; another method does only where prose says that it clears it.
    """
    body = shapes.of(call.body).says("description") if call.body is not None else ""
    said = f"{call.summary}\n{call.description}\n{body}"[:20_000]
    if _CLEARED.search(said):
        # To send too much is safe where too little would clear.
        return True
    return call.method == "PUT" and (_WHOLE.search(said) is not None or not _KEPT.search(said))
