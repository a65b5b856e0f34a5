"""The name of a language becomes its code."""

from __future__ import annotations

from interlock.verify.expect._called import called, languages

expectation = called(languages, ("de", "fr", "nl", "es", "it"), from_code=False)
