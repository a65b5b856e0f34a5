"""An If-Match that is no ETag is refused with 400, where others answer 412."""

import re

from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn

_TAGS = re.compile(r'\*|(W/)?"[^"]{0,200}"(\s*,\s*(W/)?"[^"]{0,200}"){0,50}')


def _refuses(turn: Turn) -> None:
    given = turn.request.headers.get("if-match")
    if given is not None and turn.request.writes and not _TAGS.fullmatch(given.strip()):
        raise Refusal(400, "If-Match is no ETag")


BEHAVIOUR = Behaviour(twist(refuses=_refuses), example="`If-Match: 17` without quotes: 400")
