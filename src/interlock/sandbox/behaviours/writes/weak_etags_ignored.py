"""Items have a weak ETag that is made of the answer, and an If-Match with it is taken and does nothing."""

from dataclasses import replace
from hashlib import blake2b

from interlock.sandbox.answers import Outcome
from interlock.sandbox.behaviours._behaviour import Behaviour, both, settings, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    response = outcome.response
    if turn.route is None or not 200 <= response.status < 300 or not response.body:
        return outcome
    tag = f'W/"{len(response.body):x}-{blake2b(response.body, digest_size=10).hexdigest()}"'
    return replace(outcome, response=replace(response, headers={**response.headers, "etag": tag}))


BEHAVIOUR = Behaviour(
    both(settings(ignores_versions=True), twist(answered=_answered)),
    example='`ETag: W/"1a-9f3c"`, and a stale If-Match goes over the newer version',
)
