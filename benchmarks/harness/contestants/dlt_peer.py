"""dlt: its REST source reads, a custom destination writes to the same API; no state of the target is kept."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Any

from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE

TITLE = "dlt, REST source to a custom destination"
WORKS = (Work.READ, Work.SINGLE, Work.BULK)

_FIELDS = ("mail", "last", "limit_cents", "currency", "since", "note", "level", "city", "history")

_JSON = {"Content-Type": "application/json"}


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Extract, normalise and load all records."""
    os.environ.update(DLT_DATA_DIR=str(course.folder), RUNTIME__DLTHUB_TELEMETRY="false", RUNTIME__LOG_LEVEL="CRITICAL")
    with metered(work, course.records) as measured:
        done = await asyncio.to_thread(_all, work, course)
    assert done == course.records, done
    yield measured


def _source(course: Course) -> Any:
    from dlt.sources.rest_api import rest_api_source  # noqa: PLC0415 - only who compares with it has it

    return rest_api_source(
        {
            "client": {
                "base_url": course.url,
                "auth": {"type": "bearer", "token": "x"},
                "paginator": {"type": "cursor", "cursor_path": "next_cursor", "cursor_param": "cursor"},
            },
            "resources": [
                {"name": "clients", "endpoint": {"path": "clients", "data_selector": "data", "params": {"limit": PAGE}}}
            ],
        }
    )


def _all(work: Work, course: Course) -> int:
    import dlt  # noqa: PLC0415
    from dlt.common import json  # noqa: PLC0415 - it has made moments of texts, which it can write again
    from dlt.sources.helpers import requests  # noqa: PLC0415

    if work is Work.READ:
        return sum(1 for _ in _source(course))
    session = requests.Client(raise_for_status=True).session
    done = 0

    def put(items: list[dict[str, Any]], _table: Any) -> None:
        nonlocal done
        bodies = [{name: item[name] for name in _FIELDS if name in item} for item in items]
        if work is Work.BULK:
            session.post(f"{course.url}/accounts/batch", data=json.dumpb(bodies), headers=_JSON).raise_for_status()
        else:
            for body in bodies:
                session.post(f"{course.url}/accounts", data=json.dumpb(body), headers=_JSON).raise_for_status()
        done += len(items)

    target = dlt.destination(batch_size=PAGE, naming_convention="direct")(put)
    pipeline = dlt.pipeline(
        "speed", destination=target, dataset_name="speed", pipelines_dir=str(course.folder), progress=None
    )
    pipeline.run(_source(course))
    return done
