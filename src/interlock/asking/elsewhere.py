"""What no answer in a cell or a line settles, and why: `ask` points there and goes on."""

from __future__ import annotations

from collections.abc import Mapping

_SIGNING = "an agreement is given with a key, a reply or a paper by whoever agrees, and not by words in the document"

ELSEWHERE: Mapping[str, str] = {
    "changed-since-signed": _SIGNING,
    "party-has-not-signed": _SIGNING,
    "signature-by-a-stranger": _SIGNING,
    "signature-by-changed-key": _SIGNING,
    "signature-by-shared-key": _SIGNING,
    "signature-by-unknown-key": _SIGNING,
    "signature-not-checked": _SIGNING,
    "signature-not-genuine": _SIGNING,
    "signature-not-readable": _SIGNING,
    "signature-of-another-document": _SIGNING,
    "signature-without-authority": _SIGNING,
    "document-too-long": "which words can go is found by reading them all",
    "limit-shared-by-documents": "what is changed may stand in another document, and each of them has its own owner",
    "one-system-two-names": "the name stands in the sentences, tables and settings of several documents at once",
}
"""Why there is no short answer, by the code of the rule."""
