"""One text on one side, several fields on the other."""

from __future__ import annotations

from interlock.verify.expect._parted import parted

expectation = parted(text_first=True)
