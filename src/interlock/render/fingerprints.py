"""What stands for a finding wherever its line moves."""

from __future__ import annotations

import hashlib

from interlock.model.finding import Finding


def fingerprint(finding: Finding) -> str:
    """The sha256 of a finding's code and subject, in hexadecimal."""
    return hashlib.sha256(f"{finding.code}\n{finding.subject or finding.message}".encode(errors="replace")).hexdigest()
