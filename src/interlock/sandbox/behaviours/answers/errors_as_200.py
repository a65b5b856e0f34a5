"""What is refused is answered 200, with the error in the body, signing in among it."""

from dataclasses import replace

import orjson

from interlock.sandbox.answers import Outcome, answer
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(_turn: Turn, outcome: Outcome) -> Outcome:
    status = outcome.response.status
    if not 400 <= status < 500 or status == 429:
        return outcome
    try:
        said = orjson.loads(outcome.response.body)
    except orjson.JSONDecodeError:
        said = None
    title = said.get("title", "") if isinstance(said, dict) else ""
    body = {"data": None, "errors": [{"message": title, "extensions": {"code": status}}]}
    return replace(outcome, response=answer(200, body))


BEHAVIOUR = Behaviour(twist(answered=_answered), example='200, `{"errors": [{"message": "there is no such item"}]}`')
