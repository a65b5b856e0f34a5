"""A fraction becomes percent."""

from __future__ import annotations

from interlock.verify.expect._arithmetic import computed

expectation = computed(lambda _ask, value: value * 100, lambda _ask, value: value / 100)
