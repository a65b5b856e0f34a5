"""What the facts of a profile are called for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SYSTEM_TITLES: Final[Mapping[str, str]] = {
    "auth": "signing in",
    "rate_limit": "rate limit",
    "idempotency_header": "idempotency",
    "version_header": "version header",
    "signature_header": "signed events",
}
"""Facts of a system by the name of the attribute."""

RECORD_TITLES: Final[Mapping[str, str]] = {
    "primary_key": "key",
    "parent": "parent",
    "paging": "paging",
    "sort": "order",
    "created_at": "created at",
    "updated_at": "updated at",
    "stamp_resolution_s": "resolution of times",
    "since": "changes since",
    "created_since": "created since",
    "search_paging": "paging of the search",
    "search_since": "changes since by search",
    "deletes": "deletes seen",
    "archive_flag": "archive flag",
    "match_keys": "matched by",
    "merged_ids": "merged ids",
    "external_id": "own external id",
    "idempotency_header": "idempotency",
    "version": "protected write",
    "events": "events",
}
"""Facts of a record."""
