"""What do the answers say about how often the system may be asked?

Read off the headers of all answers so far.
"""

from interlock.model.fact import Confidence, Evidence
from interlock.peers.quotas import quota_of
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, always


async def _look(look: Look) -> Reply:
    headers = look.line.headers
    told = {name: value for name, value in headers.items() if "limit" in name or name == "retry-after"}
    quota = quota_of(headers, look.clock.now())
    evidence = tuple(Evidence(f"header {name}", value[:80]) for name, value in sorted(told.items())[:6])
    refused = (
        f"; it refused {look.line.refusals} of {look.line.sent} requests as too many" if look.line.refusals else ""
    )
    if quota is not None:
        most = f" of {quota.most:,}" if quota.most else ""
        seen = (*evidence, look.survey.evidence(f"{quota.left:,}{most} left"))
        return Reply(f"{quota.left:,}{most} requests are left{refused}", Confidence.SURE, seen)
    if told:
        return Reply(
            f"something, in a form that is not known: {', '.join(sorted(told))[:200]}{refused}",
            Confidence.LIKELY,
            evidence,
        )
    seen = (look.survey.evidence(f"none of {look.line.sent} answers has such a header"),)
    return Reply(f"nothing{refused}", Confidence.LIKELY, seen)


PROBE = Probe(
    question="What do its answers say about how often it may be asked?",
    why="a limit that is not told is found out by being refused",
    most=0,
    applies=always,
    look=_look,
    of_system=True,
    order=90,
    example="`X-RateLimit-Remaining: 598`, `X-RateLimit-Limit: 600`: 598 of 600 requests are left",
)
