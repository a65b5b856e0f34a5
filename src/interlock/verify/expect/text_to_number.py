"""A text becomes the number that it writes."""

from __future__ import annotations

from interlock.verify.expect._arithmetic import computed

expectation = computed(lambda _ask, value: value, lambda _ask, value: value)
