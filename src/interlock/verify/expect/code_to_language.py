"""The code of a language becomes its name."""

from __future__ import annotations

from interlock.verify.expect._called import called, languages

expectation = called(languages, ("de", "fr", "nl", "es", "it"), from_code=True)
