"""Runs Schemathesis against a sandbox of each description: no answer may break what its own description says.

python benchmarks/contract.py FOLDER_OR_FILE... [--examples 10] [--seconds 60] [--only TEXT] [--schemathesis PROGRAM]

Each description is learned and served; what Schemathesis is given is the description with the operations that were
learned, for a sandbox answers no others. It asks by positive and negative data and judges the status, content type,
headers and body of each answer by the description. A refusal (4xx) whose status the description does not list is counted
apart: most descriptions leave some out. Exit code 1 where an answer breaks its description.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.errors import InterlockError
from interlock.model.http import Responder
from interlock.model.profile import AuthKind, RateLimit, SystemProfile
from interlock.sandbox import Sandbox
from interlock.systems import learn
from interlock.systems.answering import DescribedAnswers
from interlock.systems.loading import parse

_ITEMS = 12
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_METHODS = {"get", "put", "post", "patch", "delete"}


@dataclass
class Found:
    """What became of one description."""

    name: str
    operations: int = 0
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    unlisted: list[int] = field(default_factory=list)
    said: str = ""


def of_description(path: Path, program: str, *, examples: int, seconds: float, seed: int = 1) -> Found:
    """What Schemathesis finds in a sandbox of a description."""
    found = Found(path.stem)
    try:
        profile = learn(path.stem, path.read_bytes(), file=path.name).profile
        whole = parse(path.read_bytes(), file=path.name)
    except InterlockError as problem:
        found.said = str(problem)
        return found
    reduced, found.operations = _reduced(whole, profile)
    if not found.operations:
        found.said = "nothing that a sandbox answers was learned of it"
        return found
    sandbox = Sandbox(profile, SystemClock(), rate_limit=RateLimit(10**9, 60.0), forms=DescribedAnswers(whole))
    for record in profile.records:
        try:
            sandbox.populate(record.name, _ITEMS)
        except InterlockError:
            continue
    with _served(sandbox) as address, tempfile.TemporaryDirectory() as folder:
        file, report = Path(folder, "description.json"), Path(folder, "report.ndjson")
        file.write_bytes(orjson.dumps(reduced, option=orjson.OPT_NON_STR_KEYS))
        command = [program, "run", str(file), "--url", address, "--checks", ",".join(_CHECKS)]
        command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(examples), "--seed", str(seed)]
        command += ["--report", "ndjson", "--report-ndjson-path", str(report), "--continue-on-failure"]
        command += ["--request-timeout", "10", "--no-color", *_signed(profile, sandbox)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, cwd=folder, check=False)
            found.said = done.stdout[-600:] if done.returncode not in {0, 1} else ""
        except subprocess.TimeoutExpired:
            found.said = f"ended after {seconds:g} s"
        _read(report, found)
    return found


def _reduced(whole: Any, profile: SystemProfile) -> tuple[Any, int]:
    """The description with the operations that the sandbox has, and how many these are."""
    wanted = {(one.method.lower(), one.path) for record in profile.records for one in record.operations}
    paths: dict[str, Any] = {}
    count = 0
    for path, item in whole.get("paths", {}).items():
        kept = {key: value for key, value in item.items() if key not in _METHODS or (key, path) in wanted}
        operations = _METHODS & set(kept)
        if operations:
            paths[path] = kept
            count += len(operations)
    servers = {} if "swagger" in whole else {"servers": [{"url": "/"}]}
    return {**whole, "paths": paths, **servers}, count


def _signed(profile: SystemProfile, sandbox: Sandbox) -> list[str]:
    schemes = profile.auth.value or ()
    if not schemes:
        return []
    scheme, token = schemes[0], sandbox.credential.reveal("token") or ""
    if scheme.kind is AuthKind.BASIC:
        parts = [sandbox.credential.reveal(part) for part in ("username", "password")]
        return ["--auth", ":".join(part or "" for part in parts)]
    if scheme.kind is AuthKind.API_KEY and scheme.where == "header":
        return ["-H", f"{scheme.parameter}: {scheme.prefix}{' ' if scheme.prefix else ''}{token}"]
    return ["-H", f"Authorization: {scheme.prefix or 'Bearer'} {token}"]


@contextmanager
def _served(responder: Responder) -> Iterator[str]:
    ready: list[str] = []
    told, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        async with SandboxServer(responder) as server:
            ready.append(server.address)
            told.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    told.wait(10)
    yield ready[0]
    loops[0].call_soon_threadsafe(stop.set)
    thread.join(10)


def _read(report: Path, found: Found) -> None:
    """Take the cases and the distinct failures out of a report."""
    for line in report.read_bytes().splitlines() if report.exists() else ():
        try:
            event = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        scenario = event.get("ScenarioFinished")
        if scenario is None:
            continue
        recorder = scenario["recorder"]
        found.cases += len(recorder.get("cases", ()))
        for case, checks in recorder.get("checks", {}).items():
            for check in checks:
                if check["status"] == "failure":
                    _count(found, recorder, case, check)
    found.failures = list(dict.fromkeys(found.failures))
    found.unlisted = sorted(set(found.unlisted))


def _count(found: Found, recorder: Any, case: str, check: Any) -> None:
    status = (recorder.get("interactions", {}).get(case, {}).get("response") or {}).get("status_code", 0)
    if check["name"] == "status_code_conformance" and 400 <= status < 500:
        found.unlisted.append(status)  # refusals that a description leaves out are what systems do
    else:
        found.failures.append(_told(recorder, check, status))


def _told(recorder: Any, check: Any, status: int) -> str:
    failure = check.get("failure_info", {}).get("failure", {})
    said = failure.get("message") or failure.get("title") or ""
    line = re.sub(r"\s+", " ", said)[:300]
    return f"{recorder.get('label', '')}: {check['name']}: {status} {line}"


def main(arguments: list[str]) -> int:
    """Run over the descriptions; 1 where one is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--shown", type=int, default=12)
    parser.add_argument("--schemathesis", default=shutil.which("schemathesis") or "schemathesis")
    given = parser.parse_args(arguments)
    files = [path for place in given.places for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    broken = 0
    for path in files:
        if path.suffix not in {".json", ".yaml", ".yml"} or given.only not in path.stem:
            continue
        found = of_description(path, given.schemathesis, examples=given.examples, seconds=given.seconds)
        broken += bool(found.failures)
        line = (
            f"{found.name:28} {found.operations:4} operations {found.cases:6} requests {len(found.failures):4} broken"
        )
        sys.stdout.write(f"{line}  {found.said}\n")
        for failure in found.failures[: given.shown]:
            sys.stdout.write(f"    {failure}\n")
        sys.stdout.flush()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
