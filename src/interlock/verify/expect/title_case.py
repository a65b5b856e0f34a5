"""Each word with a capital first letter."""

from __future__ import annotations

import re

from interlock.verify.expect._texts import lettered


def _titled(text: str) -> str:
    words = re.split(r"(\s+)", text)
    return "".join(word[:1].title() + word[1:].lower() for word in words)


expectation = lettered(_titled)
