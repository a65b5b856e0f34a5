"""The value; null and empty text are one."""

from __future__ import annotations

from interlock.verify.expect._base import Expectation, blank

expectation = Expectation(lambda ask: None if blank(ask.value) else ask.value)
