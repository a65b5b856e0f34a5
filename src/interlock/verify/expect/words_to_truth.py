"""Two words become true and false."""

from __future__ import annotations

from interlock.verify.expect._yes_no import worded

expectation = worded(words_first=True)
