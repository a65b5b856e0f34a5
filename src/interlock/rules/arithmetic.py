"""Says sums in words, so that whoever reads a finding can do them again."""

from __future__ import annotations

from interlock.model.amounts import number, per, rate, span
from interlock.model.sums import Load, Looks, Wait
from interlock.rules.wording import plural


def list_said(looks: Looks, load: Load) -> str:
    """`50,000 Orders at 100 a page are 500 requests; at 120 a minute a full look takes 4 min 10 s`."""
    requests = "1 request" if looks.pages == 1 else f"{looks.pages:,} requests"
    what = f"a complete list of {plural(looks.record)} is {requests}"
    if looks.items is not None and looks.page is not None:
        is_are = "is" if looks.pages == 1 else "are"
        what = f"{looks.items:,} {plural(looks.record)} at {looks.page:,} a page {is_are} {requests}"
    if load.limit is None:
        return what
    return f"{what}; at {rate(load.limit)} a full look takes {span(load.takes(looks.pages))}"


def looks_said(looks: Looks, load: Load) -> str:
    """What looking at one record costs, in the span of the limit: `500 for Order (..., every 1 min)`."""
    per_s = load.limit.per_s if load.limit is not None else 3_600.0
    costs = f"{number(looks.per_s * per_s)} for {looks.record}"
    every = f"every {span(looks.every)}"
    if looks.whole:
        return f"{costs} ({_pages(looks)} {every})"
    if looks.by_absence:
        return f"{costs} (1 request {every}, and {_pages(looks)} every {span(looks.complete_after)} to see deletes)"
    return f"{costs} (1 request {every})"


def _pages(looks: Looks) -> str:
    if looks.pages == 1:
        return "1 request"
    if looks.items is None or looks.page is None:
        return f"{looks.pages:,} requests"
    return f"{looks.items:,} {plural(looks.record)} at {looks.page:,} a page, {looks.pages:,} requests"


def looking_said(load: Load) -> str:
    """What looking costs in the span of the limit, the dearest record first: `500 for Order (...) + 1 for Customer`."""
    dearest = sorted(load.looks, key=lambda one: -one.per_s)
    shown = " + ".join(looks_said(one, load) for one in dearest[:_MOST])
    rest = dearest[_MOST:]
    if not rest:
        return shown
    per_s = load.limit.per_s if load.limit is not None else 3_600.0
    return f"{shown} + {number(sum(one.per_s for one in rest) * per_s)} for {len(rest)} more"


_MOST = 5
"""So many records are named in one sum."""


def wait_said(wait: Wait, load: Load, *, deleted: bool) -> str:
    """How a change can take so long: the parts of the wait, and what makes them long."""
    looks = wait.looks
    absent = deleted and looks.by_absence
    if absent:
        why = f"only a complete list shows a delete, and one is read every {span(wait.next)}"
    else:
        why = f"it is looked for every {span(wait.next)}"
    parts = []
    if wait.ending.total_seconds() >= 1:
        parts.append(f"{span(wait.ending)} until the look that just missed it has ended")
        parts.append(f"{span(wait.next)} until the next")
        parts.append(f"{span(wait.reading)} until that has read everything")
    if wait.writing.total_seconds() >= 1:
        parts = parts or [f"{span(wait.next)} until the next look"]
        parts.append(f"{span(wait.writing)} for the write")
    if not parts:
        return why
    reads_list = (looks.whole or absent) and wait.ending.total_seconds() >= 1
    listed = f" ({list_said(looks, load)})" if reads_list else ""
    shown = wait.total if wait.writing.total_seconds() >= 1 else wait.total - wait.writing
    return f"{why}, so it may take {span(shown)}: {', '.join(parts)}{listed}"


def allowed_said(load: Load, name: str) -> str:
    """`ERP` allows 120 requests a minute."""
    if load.limit is None:
        return f"nobody says how many requests `{name}` allows"
    return f"`{name}` allows {load.limit.requests:,} requests {per(load.limit.per_s)}"
