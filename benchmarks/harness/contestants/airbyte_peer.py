"""airbyte-cdk: a declarative source reads all pages; it has no part that writes to an API."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE

TITLE = "airbyte-cdk, declarative source"
WORKS = (Work.READ,)


def _manifest(url: str) -> dict[str, Any]:
    pages = {
        "type": "DefaultPaginator",
        "page_token_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "cursor"},
        "page_size_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "limit"},
        "pagination_strategy": {
            "type": "CursorPagination",
            "page_size": PAGE,
            "cursor_value": "{{ response['next_cursor'] }}",
            "stop_condition": "{{ not response['next_cursor'] }}",
        },
    }
    stream = {
        "type": "DeclarativeStream",
        "name": "clients",
        "primary_key": ["id"],
        "retriever": {
            "type": "SimpleRetriever",
            "requester": {
                "type": "HttpRequester",
                "url_base": url,
                "path": "/clients",
                "http_method": "GET",
                "authenticator": {"type": "BearerAuthenticator", "api_token": "x"},
            },
            "record_selector": {
                "type": "RecordSelector",
                "extractor": {"type": "DpathExtractor", "field_path": ["data"]},
            },
            "paginator": pages,
        },
        "schema_loader": {"type": "InlineSchemaLoader", "schema": {"type": "object", "additionalProperties": True}},
    }
    return {
        "version": "6.0.0",
        "type": "DeclarativeSource",
        "check": {"type": "CheckStream", "stream_names": ["clients"]},
        "streams": [stream],
        "spec": {"type": "Spec", "connection_specification": {"type": "object", "properties": {}}},
    }


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Read all records."""
    # It logs to standard output, which is where results go here.
    with metered(work, course.records) as measured, _silent():
        found = await asyncio.to_thread(_read, course)
    assert found == course.records, found
    yield measured


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    kept = os.dup(1)
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 1)
        try:
            yield
        finally:
            sys.stdout.flush()
            os.dup2(kept, 1)
            os.close(kept)


def _read(course: Course) -> int:
    from airbyte_cdk.models import (  # noqa: PLC0415 - only who compares with it has it
        AirbyteStream,
        ConfiguredAirbyteCatalog,
        ConfiguredAirbyteStream,
        DestinationSyncMode,
        SyncMode,
        Type,
    )
    from airbyte_cdk.sources.declarative.concurrent_declarative_source import (  # noqa: PLC0415
        ConcurrentDeclarativeSource,
    )

    stream = AirbyteStream(name="clients", json_schema={}, supported_sync_modes=[SyncMode.full_refresh])
    wanted = ConfiguredAirbyteStream(
        stream=stream, sync_mode=SyncMode.full_refresh, destination_sync_mode=DestinationSyncMode.append
    )
    catalog = ConfiguredAirbyteCatalog(streams=[wanted])
    source = ConcurrentDeclarativeSource(source_config=_manifest(course.url), catalog=catalog, config={}, state=[])
    told = source.read(logging.getLogger("speed"), {}, catalog, [])
    return sum(one.type is Type.RECORD for one in told)
