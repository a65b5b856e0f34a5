"""What the rules ask of the rows of When something goes wrong."""

from __future__ import annotations

from interlock.model.document import Policy
from interlock.rules.context import Context


def policy_for(context: Context, status: int) -> Policy | None:
    """The row for a status: the one that names it, else the one for its hundred."""
    for wanted in (str(status), f"{status // 100}xx"):
        for policy in context.document.policies:
            named = policy.when.value.args.get("statuses") if policy.when.value is not None else None
            if isinstance(named, tuple) and wanted in {str(each) for each in named}:
                return policy
    return None
