"""What stands for a finding wherever its line moves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from interlock.model.finding import Finding


def fingerprint(finding: Finding) -> str:
    """The sha256 of a finding's code and subject, in hexadecimal."""
    return _digest(_key(finding))


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One for each finding, all different: of several with the same code and subject, the later ones are counted."""
    seen: Counter[str] = Counter()
    marks = []
    for finding in findings:
        key = _key(finding)
        seen[key] += 1
        marks.append(_digest(key if seen[key] == 1 else f"{key}\n{seen[key]}"))
    return marks


def _key(finding: Finding) -> str:
    return f"{finding.code}\n{finding.subject or finding.message}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
