"""The digits of a text."""

from __future__ import annotations

from interlock.verify.expect._one_way import one_way

expectation = one_way(lambda _ask, text: "".join(sign for sign in text if sign in "0123456789"))
