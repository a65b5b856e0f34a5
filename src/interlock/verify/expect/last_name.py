"""The last name of a full name."""

from __future__ import annotations

from interlock.verify.expect._names import two_parts
from interlock.verify.expect._one_way import one_way

expectation = one_way(lambda _ask, text: two_parts(text)[1])
