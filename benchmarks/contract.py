"""Runs Schemathesis against a sandbox of each description: no answer may break what its own description says.

python benchmarks/contract.py FOLDER_OR_FILE... [--examples 5] [--seconds 60] [--only TEXT] [--schemathesis PROGRAM]

Each description is learned and served; what Schemathesis is given is the description with the operations that were
learned, for a sandbox answers no others. They are asked some at a time, drawn from all over the description, until all
were or the time is over, by positive and negative data; the status, content type, headers and body of each answer are
judged by the description. Exit code 1 where an answer breaks its description.

Counted apart are refusals (4xx) whose status the description does not list, for most descriptions leave some out, and
what no answer can do right: a list of what was found that must hold something even where nothing was found, an object
that must fit exactly one X
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
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
_TO_END_S = 8.0
# A few examples of every operation come first, then all edges of each; so many operations at a time.
_PHASES = (("fuzzing", 100), ("coverage", 20))
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
    asked: set[str] = field(default_factory=set)
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    unlisted: Counter[int] = field(default_factory=Counter)
    said: str = ""


def of_description(
    path: Path,
    program: str,
    *,
    examples: int,
    seconds: float,
    phases: Sequence[tuple[str, int]] = _PHASES,
    seed: int = 1,
) -> Found:
    """What Schemathesis finds in a sandbox of a description in that time, by phases of so many operations at a time."""
    found = Found(path.stem)
    try:
        profile = learn(path.stem, path.read_bytes(), file=path.name).profile
        whole = parse(path.read_bytes(), file=path.name)
    except InterlockError as problem:
        found.said = str(problem)
        return found
    wanted = _wanted(whole, profile, seed)
    found.operations = len(wanted)
    if not wanted:
        found.said = "nothing that a sandbox answers was learned of it"
        return found
    forms = DescribedAnswers(whole)
    sandbox = Sandbox(profile, SystemClock(), rate_limit=RateLimit(10**9, 60.0), forms=forms)
    for record in profile.records:
        try:
            sandbox.populate(record.name, _ITEMS)
        except InterlockError:
            continue
    end = time.monotonic() + seconds
    with _served(sandbox) as address, tempfile.TemporaryDirectory() as folder:
        file, report = Path(folder, "description.json"), Path(folder, "report.ndjson")
        # Phase `examples` is left out: on large schemas it takes minutes before it asks anything.
        command = [program, "run", str(file), "--url", address, "--checks", ",".join(_CHECKS)]
        command += ["--max-examples", str(examples), "--seed", str(seed)]
        command += ["--report", "ndjson", "--report-ndjson-path", str(report), "--continue-on-failure"]
        command += ["--request-timeout", "10", "--no-color", "--no-shrink", *_signed(profile, sandbox)]
        steps = [(phase, wanted[at : at + many]) for phase, many in phases for at in range(0, len(wanted), many)]
        for phase, some in steps:
            left = end - time.monotonic()
            if left < 1:
                break
            file.write_bytes(_portion(whole, some))
            report.unlink(missing_ok=True)
            most = min(left, max(seconds / 2, 10.0))  # some schemas keep it thinking for minutes
            code, told = _run([*command, "--phases", phase], folder, most)
            found.said = found.said or (told[-600:] if code not in {0, 1, None} else "")
            _read(report, found, Judge(whole, forms))
    return found


def _run(command: list[str], folder: str, seconds: float) -> tuple[int | None, str]:
    """The exit code and the output of a program; no code where it was ended after that time."""
    with subprocess.Popen(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        try:
            told, _ = program.communicate(timeout=seconds)
            return program.returncode, told  # noqa: TRY300
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGINT)  # so that it still writes down what it found
        try:
            program.communicate(timeout=_TO_END_S)
        except subprocess.TimeoutExpired:
            program.kill()
    return None, ""


def _wanted(whole: Any, profile: SystemProfile, seed: int) -> list[tuple[str, str]]:
    """The operations that the sandbox has, by method and path, in an order that mixes them."""
    known = {(one.method.lower(), one.path) for record in profile.records for one in record.operations}
    paths = whole.get("paths", {}).items()
    found = [(method, path) for path, item in paths for method in sorted(_METHODS & set(item))]
    wanted = [one for one in found if one in known]
    random.Random(seed).shuffle(wanted)
    return wanted


def _portion(whole: Any, wanted: list[tuple[str, str]]) -> bytes:
    """The description with these operations only."""
    paths: dict[str, Any] = {}
    for method, path in wanted:
        item = whole["paths"][path]
        shared = {key: value for key, value in item.items() if key not in _METHODS}
        paths.setdefault(path, shared)[method] = item[method]
    servers = {} if "swagger" in whole else {"servers": [{"url": "/"}]}
    return orjson.dumps({**whole, "paths": paths, **servers}, option=orjson.OPT_NON_STR_KEYS)


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


def _read(report: Path, found: Found, judge: Judge) -> None:
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
        if recorder.get("cases"):
            found.asked.add(str(recorder.get("label")))
        for case, checks in recorder.get("checks", {}).items():
            for check in checks:
                if check["status"] == "failure":
                    _count(found, recorder, case, check, judge)
    found.failures = list(dict.fromkeys(found.failures))
    found.impossible = list(dict.fromkeys(found.impossible))


def _count(found: Found, recorder: Any, case: str, check: Any, judge: Judge) -> None:
    status = (recorder.get("interactions", {}).get(case, {}).get("response") or {}).get("status_code", 0)
    told = _told(recorder, check, status)
    if check["name"] == "status_code_conformance" and 400 <= status < 500:
        found.unlisted[status] += 1  # refusals that a description leaves out are what systems do
    elif check["name"] == "content_type_conformance" and status in {204, 304}:
        found.impossible.append(told)  # such an answer has no content, whatever type a description gives it
    elif check["name"] == "response_schema_conformance" and judge.impossible(recorder.get("label", ""), check, status):
        found.impossible.append(told)
    else:
        found.failures.append(told)


class Judge:
    """Tells which demands of a description no answer can meet."""

    def __init__(self, whole: Any, forms: DescribedAnswers) -> None:
        self._whole = whole
        self._forms = forms

    def impossible(self, label: str, check: Any, status: int) -> bool:
        """Whether no answer could have done right what a check found wrong."""
        said = check.get("failure_info", {}).get("failure", {}).get("message", "")
        place = re.search(r"Schema at (/\S*?):?$", said, re.MULTILINE)
        method, _, path = label.partition(" ")
        if place is None or not 200 <= status < 300:
            return False
        if re.search(r'" does not match "/\^', said):
            return True  # written between slashes: nothing stands before a `/` at its own beginning
        if said.startswith("[] has less than "):
            return method == "GET" and self._demanded(place[1], method, path, status)
        if "is valid under more than one of the schemas listed in the 'oneOf'" not in said.replace("\n", " "):
            return False
        node = self._at(place[1].split("/")[1:], self._whole) or self._at(
            place[1].split("/")[1:], self._answered(method.lower(), path, status)
        )
        alternatives = [self._merged(one) for one in (node or {}).get("oneOf", ())]
        return bool(alternatives) and all(
            any(not _apart(one, other) for other in alternatives if other is not one) for one in alternatives
        )

    def _demanded(self, place: str, method: str, path: str, status: int) -> bool:
        """Whether the list of a page must be there: one that may be left out is to be left out."""
        above, _, name = place.rpartition("/properties/")
        if not name or "/" in name:
            return place.count("/") < 4  # the page itself
        way = above.split("/")[1:]
        node = self._at(way, self._whole) or self._at(way, self._answered(method.lower(), path, status))
        return name in (node or {}).get("required", ())

    def _answered(self, method: str, path: str, status: int) -> Any:
        responses = self._whole["paths"].get(path, {}).get(method, {}).get("responses", {})
        named = {str(name): one for name, one in responses.items()}
        response = self._forms.resolved(named.get(str(status)) or named.get("default") or {})
        content = response.get("content") or {"": response}
        return next(iter(content.values())).get("schema", {})

    def _at(self, way: list[str], node: Any) -> Any:
        for part in way:
            node = self._forms.resolved(node) if isinstance(node, dict) else node
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict):
                node = node.get(key)
            else:
                return None
        return self._forms.resolved(node) if isinstance(node, dict) else None

    def _merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        node = dict(self._forms.resolved(schema))
        for part in node.pop("allOf", ()) if depth < 10 else ():
            other = self._merged(part, depth + 1)
            own = {**other.get("properties", {}), **node.get("properties", {})}
            node = {**other, **node, "properties": own}
            node["required"] = [*other.get("required", ()), *node.get("required", ())]
        return node


def _apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether some usual object fits the first of two alternatives and not the other.

    One does where the other demands a name, takes no other names, is put together in ways that are not looked into,
    or takes other values for a name that both have.
    """
    if any(key in schema for schema in (one, other) for key in ("oneOf", "anyOf", "not", "if", "minProperties")):
        return True
    if other.get("required") or other.get("additionalProperties", True) not in (True, {}):
        return True
    if one.get("type", "object") != other.get("type", "object"):
        return True
    shared = set(one.get("properties", {})) & set(other.get("properties", {}))
    bounds = [
        [(schema["properties"][name].get("type"), _only(schema["properties"][name])) for name in sorted(shared)]
        for schema in (one, other)
    ]
    return bounds[0] != bounds[1] if shared else False


def _only(schema: dict[str, Any]) -> str:
    told = {key: schema[key] for key in ("enum", "const", "format", "pattern", "$ref") if key in schema}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()


def _told(recorder: Any, check: Any, status: int) -> str:
    failure = check.get("failure_info", {}).get("failure", {})
    said = failure.get("message") or failure.get("title") or ""
    line = re.sub(r"\s+", " ", said)[:300]
    return f"{recorder.get('label', '')}: {check['name']}: {status} {line}"


def main(arguments: list[str]) -> int:
    """Run over the descriptions; 1 where one is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--shown", type=int, default=12)
    parser.add_argument("--schemathesis", default=shutil.which("schemathesis") or "schemathesis")
    given = parser.parse_args(arguments)
    files = [path for place in given.places for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    found = []
    for path in files:
        if path.suffix not in {".json", ".yaml", ".yml"} or given.only not in path.stem:
            continue
        one = of_description(path, given.schemathesis, examples=given.examples, seconds=given.seconds)
        found.append(one)
        line = f"{one.name:24} {len(one.asked):4} of {one.operations:4} operations {one.cases:6} requests "
        line += f"{len(one.failures):4} broken {len(one.impossible):3} impossible {_unlisted(one.unlisted)}  {one.said}"
        sys.stdout.write(line.rstrip() + "\n")
        for kind, told in (("broken", one.failures), ("impossible", one.impossible)):
            for failure in told[: given.shown]:
                sys.stdout.write(f"    {kind}: {failure}\n")
        sys.stdout.flush()
    unlisted = sum((one.unlisted for one in found), Counter[int]())
    sys.stdout.write(
        f"{len(found)} descriptions, {sum(len(one.asked) for one in found)} of "
        f"{sum(one.operations for one in found)} operations, {sum(one.cases for one in found)} requests; "
        f"{sum(bool(one.failures) for one in found)} descriptions broken, "
        f"{sum(bool(one.impossible) for one in found)} with what no answer can do right; {_unlisted(unlisted)}\n"
    )
    return 1 if any(one.failures for one in found) else 0


def _unlisted(counts: Counter[int]) -> str:
    told = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))
    return f"{sum(counts.values())} refusals with an unlisted status" + (f" ({told})" if told else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
