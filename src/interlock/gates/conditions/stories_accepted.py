"""The end user accepts the stories, as they are worded now.

The stories say in the customer's words what will be different. Whoever lives with it afterwards reads them before
anything is signed; an end user of each company that has one. It is their own statement, made here or in the page of
`render --for partner`, kept as such, and it does not count any more when a story changes.
"""

from __future__ import annotations

from interlock.gates.acceptances import accepted
from interlock.gates.condition import Condition, Found, Passed
from interlock.gates.ground import SCOPE, Ground
from interlock.model.finding import printable
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found | Passed:
    digests = ground.digests_of("stories")
    told = tuple(printable(one.sentence.text) for one in ground.document.stories)
    return accepted(ground, "stories", "the stories", digests=digests, since=ground.since.get(SCOPE), quotes=told)


CONDITION = Condition(
    Stage.USE_CASES,
    2,
    "the end user accepts the stories",
    _judge,
    '`interlock accept stories --by "NAME"`, or `interlock receive` with what they saved in the partner page',
    "Ida Rhodes (End user) has not accepted the stories",
    after=("scope-clean",),
)
