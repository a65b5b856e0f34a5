"""Asks a live system what its description does not say, or says wrongly; never believes one answer it can ask twice."""

from typing import TYPE_CHECKING

from interlock.catalogue import on_demand

if TYPE_CHECKING:
    from interlock.probing.hand import Journal, Made
    from interlock.probing.line import Line
    from interlock.probing.probe import Probe, every_probe
    from interlock.probing.results import Result, merged
    from interlock.probing.session import Session

__all__ = ["Journal", "Line", "Made", "Probe", "Result", "Session", "every_probe", "merged"]

__getattr__ = on_demand(
    __name__,
    {
        "hand": ("Journal", "Made"),
        "line": ("Line",),
        "probe": ("Probe", "every_probe"),
        "results": ("Result", "merged"),
        "session": ("Session",),
    },
)
