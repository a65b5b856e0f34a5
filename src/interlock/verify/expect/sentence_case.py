"""Only the first letter capital."""

from __future__ import annotations

from interlock.verify.expect._texts import lettered

expectation = lettered(lambda text: text[:1].title() + text[1:].lower())
