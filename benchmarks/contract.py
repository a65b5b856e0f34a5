"""Runs Schemathesis against a sandbox of each description: no answer may break what its own description says.

python benchmarks/contract.py FOLDER_OR_FILE... [--examples 4] [--seconds 900] [--only TEXT] [--schemathesis PROGRAM]

Each description is learned and served; what Schemathesis is given is the description with the operations that were
learned, for a sandbox answers no others. Every operation is asked a few times first, by data that fits and data that
does not, two of three with the ids of an item that is there and its version; what time is left then goes to the edges
of each. The status, content type, headers and body of each answer are judged by the description. Exit code 1 where an
answer breaks its description, or an operation was not asked.

Counted apart are refusals (4xx) whose status the description does not list, for most descriptions leave some out, and
what no answer can do right (`benchmarks/harness/contract_judging.py`). An operation is *accepted* where an answer to
data that fits was 2xx.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.harness.contract_judging import Judge
from benchmarks.harness.contract_serving import There, served

from interlock.adapters.clocks import SystemClock
from interlock.errors import InterlockError
from interlock.model.profile import AuthKind, RateLimit, SystemProfile
from interlock.sandbox import Sandbox
from interlock.systems import learn
from interlock.systems.answering import DescribedAnswers
from interlock.systems.loading import parse

_HOOKS = Path(__file__).parent / "harness" / "contract_hooks.py"
_ITEMS = 12
_TO_END_S = 8.0
_START_S, _EACH_S = 60.0, 5.0
_TOGETHER = {"fuzzing": 50, "coverage": 10}
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_SHARED = ("components", "definitions", "parameters", "responses")
_METHODS = {"get", "head", "put", "post", "patch", "delete"}


@dataclass
class Found:
    """What became of one description; operations are named by method and path."""

    name: str
    operations: int = 0
    asked: set[str] = field(default_factory=set)
    fitting: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    impossible: dict[str, str] = field(default_factory=dict)
    unlisted: Counter[int] = field(default_factory=Counter)
    refused: dict[str, Counter[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    said: str = ""
    seconds: float = 0.0


def of_description(
    path: Path, program: str, *, examples: int, seconds: float, edges: bool = True, seed: int = 1
) -> Found:
    """What Schemathesis finds in a sandbox of a description in that time, edges of each operation at the end."""
    found, began = Found(path.stem), time.monotonic()
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
    judge = Judge(whole, forms)
    with served(There(sandbox)) as address, tempfile.TemporaryDirectory() as folder:
        asking = _Asking(found, whole, judge, Path(folder), address, began + seconds)
        command = [program, "run", str(asking.file), "--url", address, "--checks", ",".join(_CHECKS)]
        command += ["--seed", str(seed), "--report", "ndjson", "--report-ndjson-path", str(asking.report)]
        command += ["--continue-on-failure", "--request-timeout", "10", "--no-color", "--no-shrink"]
        asking.command = [*command, *_signed(profile, sandbox)]
        for some in _portions(wanted, _TOGETHER["fuzzing"]):
            asking.ask(some, "fuzzing", examples)
        # Some schemas keep it thinking for minutes; what was asked together with them is asked alone then.
        for one in [one for one in wanted if _label(one) not in found.asked]:
            asking.ask([one], "fuzzing", 1)
        for some in _portions(wanted, _TOGETHER["coverage"]) if edges else ():
            asking.ask(some, "coverage", examples)
    found.missed = [_label(one) for one in wanted if _label(one) not in found.asked]
    found.seconds = time.monotonic() - began
    return found


def _portions(wanted: list[tuple[str, str]], many: int) -> Iterator[list[tuple[str, str]]]:
    return (wanted[at : at + many] for at in range(0, len(wanted), many))


def _label(operation: tuple[str, str]) -> str:
    return f"{operation[0].upper()} {operation[1]}"


@dataclass
class _Asking:
    """Runs of Schemathesis over parts of one description, as long as its time lasts."""

    found: Found
    whole: Any
    judge: Judge
    folder: Path
    address: str
    end: float
    command: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "description.json"

    @property
    def report(self) -> Path:
        return self.folder / "report.ndjson"

    def ask(self, some: list[tuple[str, str]], phase: str, examples: int) -> None:
        left = self.end - time.monotonic()
        if left < 1:
            return
        self.file.write_bytes(_portion(self.whole, some))
        self.report.unlink(missing_ok=True)
        # Phase `examples` is left out: on large schemas it takes minutes before it asks anything.
        command = [*self.command, "--phases", phase, "--max-examples", str(examples)]
        code, told = _run(command, self.folder, min(left, _START_S + _EACH_S * len(some)), self.address)
        self.found.said = self.found.said or (told[-600:] if code not in {0, 1, None} else "")
        _read(self.report, self.found, self.judge)


def _run(command: Sequence[str], folder: Path, seconds: float, address: str) -> tuple[int | None, str]:
    """The exit code and the output of a program; no code where it was ended after that time."""
    known = {**os.environ, "SCHEMATHESIS_HOOKS": str(_HOOKS), "CONTRACT_ADDRESS": address}
    with subprocess.Popen(
        command, cwd=folder, env=known, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as program:
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
    wanted = [one for one in found if one in known or (one[0] == "head" and ("get", one[1]) in known)]
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
    kept = {name: part for name, part in whole.items() if name not in {"paths", "servers", "webhooks", *_SHARED}}
    return orjson.dumps(_with_named({**kept, "paths": paths, **servers}, whole), option=orjson.OPT_NON_STR_KEYS)


def _with_named(part: dict[str, Any], whole: Any) -> dict[str, Any]:
    """Part of a description with what it refers to, and what that refers to."""
    waiting: list[Any] = [part, *([whole["components"].get("securitySchemes")] if "components" in whole else [])]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or reference in seen:
            continue
        seen.add(reference)
        way = [key.replace("~1", "/").replace("~0", "~") for key in reference[2:].split("/")]
        if not reference.startswith("#/") or way[0] not in _SHARED:
            continue
        here, there = part, whole
        for key in way[:2] if way[0] == "components" else way[:1]:
            here, there = here.setdefault(key, {}), there.get(key, {})
        name = way[2 if way[0] == "components" else 1]
        if name in there and name not in here:
            here[name] = there[name]
            waiting.append(there[name])
    if "securitySchemes" in whole.get("components", {}):
        part.setdefault("components", {})["securitySchemes"] = whole["components"]["securitySchemes"]
    return part


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
        for case in recorder.get("cases", {}):
            _accepted(found, recorder, case)
        for case, checks in recorder.get("checks", {}).items():
            for check in checks:
                if check["status"] == "failure":
                    _count(found, recorder, case, check, judge)
    found.failures = list(dict.fromkeys(found.failures))


def _answered(recorder: Any, case: str) -> tuple[int, str]:
    response = (recorder.get("interactions", {}).get(case) or {}).get("response") or {}
    content = response.get("content") or ""
    if isinstance(content, dict):
        content = base64.b64decode(content.get("$base64", "")).decode(errors="replace")
    return response.get("status_code", 0), content


def _accepted(found: Found, recorder: Any, case: str) -> None:
    """Note what became of a request that the description allows."""
    value = recorder["cases"][case]["value"]
    mode = ((value.get("meta") or {}).get("generation") or {}).get("mode")
    label, (status, content) = str(recorder.get("label")), _answered(recorder, case)
    if mode != "positive" or not status:
        return
    found.fitting.add(label)
    if status < 400:
        found.accepted.add(label)
    else:
        found.refused.setdefault(label, Counter())[f"{status} {content[:300]}"] += 1


def _count(found: Found, recorder: Any, case: str, check: Any, judge: Judge) -> None:
    status, _ = _answered(recorder, case)
    told = _told(recorder, check, status)
    if check["name"] == "status_code_conformance" and 400 <= status < 500:
        found.unlisted[status] += 1  # refusals that a description leaves out are what systems do
        return
    reason = judge.impossible(str(recorder.get("label", "")), check, status)
    if reason:
        place = re.search(r"Schema at (/\S*?):? ", told)
        found.impossible[f"{recorder.get('label')}: {status} {place[1] if place else ''}"] = reason
    else:
        found.failures.append(told)


def _told(recorder: Any, check: Any, status: int) -> str:
    failure = check.get("failure_info", {}).get("failure", {})
    said = failure.get("message") or failure.get("title") or ""
    line = re.sub(r"\s+", " ", said)[:600]
    return f"{recorder.get('label', '')}: {check['name']}: {status} {line}"


def main(arguments: list[str]) -> int:
    """Run over the descriptions; 1 where one is broken or was not asked altogether."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=900.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--shown", type=int, default=12)
    parser.add_argument("--no-edges", action="store_true")
    parser.add_argument("--details", type=Path, help="a folder: what was found in full, a JSON file each")
    parser.add_argument("--schemathesis", default=shutil.which("schemathesis") or "schemathesis")
    given = parser.parse_args(arguments)
    files = [path for place in given.places for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    found = []
    for path in files:
        if path.suffix not in {".json", ".yaml", ".yml"} or given.only not in path.stem:
            continue
        edges = not given.no_edges
        one = of_description(path, given.schemathesis, examples=given.examples, seconds=given.seconds, edges=edges)
        found.append(one)
        _show(one, given.shown)
        if given.details is not None:
            kept = orjson.dumps(one, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
            given.details.joinpath(f"{one.name}.json").write_bytes(kept)
    unlisted = sum((one.unlisted for one in found), Counter[int]())
    reasons = Counter(reason for one in found for reason in one.impossible.values())
    sys.stdout.write(
        f"{len(found)} descriptions, {sum(len(one.asked) for one in found)} of "
        f"{sum(one.operations for one in found)} operations asked, {sum(len(one.accepted) for one in found)} of "
        f"{sum(len(one.fitting) for one in found)} accepted what fits, {sum(one.cases for one in found)} requests, "
        f"{sum(one.seconds for one in found):.0f} s; {sum(bool(one.failures) for one in found)} descriptions broken; "
        f"{_unlisted(unlisted)}\n"
    )
    for reason, count in sorted(reasons.items()):
        sys.stdout.write(f"no answer can do right: {reason}: {count}\n")
    return 1 if any(one.failures or one.missed for one in found) else 0


def _show(one: Found, shown: int) -> None:
    line = f"{one.name:24} {len(one.asked):4} of {one.operations:4} operations {one.cases:6} requests "
    line += f"{len(one.accepted):4} of {len(one.fitting):4} accepted {len(one.failures):4} broken "
    line += f"{len(one.impossible):3} impossible {_unlisted(one.unlisted)} {one.seconds:.0f} s {one.said}"
    sys.stdout.write(line.rstrip() + "\n")
    for kind, listed in (("broken", one.failures), ("impossible", one.impossible), ("not asked", one.missed)):
        for told in list(listed)[:shown]:
            reason = f" [{one.impossible[told]}]" if kind == "impossible" else ""
            sys.stdout.write(f"    {kind}: {told}{reason}\n")
    sys.stdout.flush()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else dict(value) if isinstance(value, Counter) else str(value)


def _unlisted(counts: Counter[int]) -> str:
    told = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))
    return f"{sum(counts.values())} refusals with an unlisted status" + (f" ({told})" if told else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
