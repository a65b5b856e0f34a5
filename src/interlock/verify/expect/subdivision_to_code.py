"""The name of a state becomes its code."""

from __future__ import annotations

from interlock.verify.expect._states import states

expectation = states(name_first=True)
