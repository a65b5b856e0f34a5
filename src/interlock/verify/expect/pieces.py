"""Several fields on one side, one text on the other."""

from __future__ import annotations

from interlock.verify.expect._parted import parted

expectation = parted(text_first=False)
