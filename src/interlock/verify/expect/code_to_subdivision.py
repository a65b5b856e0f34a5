"""The code of a state becomes its name."""

from __future__ import annotations

from interlock.verify.expect._states import states

expectation = states(name_first=False)
