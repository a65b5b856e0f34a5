"""singer-sdk: a tap and a target in processes of their own, joined by a pipe, as Singer runs them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE

TITLE = "singer-sdk, tap to target (two processes)"
WORKS = (Work.READ, Work.SINGLE, Work.BULK)

_FIELDS = ("mail", "last", "limit_cents", "currency", "since", "note", "level", "city", "history")
_ROOT = Path(__file__).parents[3]


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Pipe the tap into the target; for reading only, into nothing."""
    with metered(work, course.records) as measured:
        await asyncio.to_thread(_pipe, work, course)
    yield measured


def _pipe(work: Work, course: Course) -> None:
    me = [sys.executable, "-m", "benchmarks.harness.contestants.singer_peer"]
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT}{os.pathsep}{_ROOT / 'src'}"}
    with subprocess.Popen(
        [*me, "tap", course.url],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL if work is Work.READ else subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as tap:
        if work is not Work.READ:
            target = [*me, "target", course.url, work.value]
            subprocess.run(
                target,
                cwd=_ROOT,
                env=environment,
                stdin=tap.stdout,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
    assert tap.returncode == 0, tap.returncode


def _tap(url: str) -> None:
    from singer_sdk import Tap  # noqa: PLC0415 - only who compares with it has it
    from singer_sdk import typing as th  # noqa: PLC0415
    from singer_sdk.authenticators import BearerTokenAuthenticator  # noqa: PLC0415
    from singer_sdk.streams import RESTStream  # noqa: PLC0415

    class Clients(RESTStream):  # type: ignore[misc]
        name = "clients"
        path = "/clients"
        primary_keys: ClassVar[tuple[str, ...]] = ("id",)
        records_jsonpath = "$.data[*]"
        next_page_token_jsonpath = "$.next_cursor"  # noqa: S105 - a path, no secret
        url_base = url
        schema = th.PropertiesList(
            th.Property("id", th.StringType), *(th.Property(name, th.CustomType({})) for name in _FIELDS)
        ).to_dict()

        @property
        def authenticator(self) -> Any:
            return BearerTokenAuthenticator(token="x")  # noqa: S106

        def get_url_params(self, _context: Any, next_page_token: Any) -> dict[str, Any]:
            return {"limit": PAGE, **({"cursor": next_page_token} if next_page_token else {})}

    class Whole(Tap):  # type: ignore[misc]
        name = "tap-speed"
        config_jsonschema: ClassVar[dict[str, Any]] = {"properties": {}}

        def discover_streams(self) -> list[Any]:
            return [Clients(self)]

    Whole(config={}).sync_all()


def _target(url: str, work: str) -> None:
    import requests  # noqa: PLC0415
    from singer_sdk.sinks import BatchSink  # noqa: PLC0415
    from singer_sdk.target_base import Target  # noqa: PLC0415

    session = requests.Session()

    class Put(BatchSink):  # type: ignore[misc]
        max_size = PAGE

        def process_batch(self, context: dict[str, Any]) -> None:
            bodies = [{name: one[name] for name in _FIELDS if name in one} for one in context["records"]]
            if work == Work.BULK.value:
                session.post(f"{url}/accounts/batch", json=bodies, timeout=60).raise_for_status()
                return
            for body in bodies:
                session.post(f"{url}/accounts", json=body, timeout=60).raise_for_status()

    class Whole(Target):  # type: ignore[misc]
        name = "target-speed"
        config_jsonschema: ClassVar[dict[str, Any]] = {"properties": {}}
        default_sink_class = Put

    Whole(config={}).listen(sys.stdin)


if __name__ == "__main__":
    (_tap if sys.argv[1] == "tap" else _target)(*sys.argv[2:])
