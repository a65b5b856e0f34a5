"""The text, cut off after so many characters."""

from __future__ import annotations

from interlock.verify.expect._one_way import one_way

expectation = one_way(lambda ask, text: text[: int(str(ask.args["count"]))])
