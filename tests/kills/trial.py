"""Runs of the program that are killed at random while people work in both systems, and what is true afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.kills.pairs import Pair
from tests.kills.starter import Starter
from tests.kills.users import Users, violations

from interlock.adapters.ledger import SqliteLedger
from interlock.model.history import Decision, HeldKind
from interlock.model.value import Side

PROGRAM = Path(sys.executable).parent / "interlock"
ROOT = Path(__file__).parents[2]


@dataclass
class Told:
    """What a trial came to."""

    seed: int
    kills: int = 0
    terms: int = 0
    ends: int = 0
    """runs that came to their end before they could be killed"""
    outages: int = 0
    doubles: int = 0
    """runs that were started while another one ran"""
    clients: int = 0
    straight: int = 0
    """kills that left a sheet of creates which that run had noted: these go the straight way of first runs"""
    in_bulk: int = 0
    """those of them where several may have been in one request"""
    first: int = 0
    """kills before any run had come to its end"""
    in_hand: int = 0
    """kills that left writes whose outcome nobody knew"""
    decided: int = 0
    """writes that a person had to decide about, as nothing could prove what became of them"""
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Run:
    """A run of the program, as a process of its own: from the command line, or by a starter, which is quicker."""

    def __init__(self, folder: Path, env: dict[str, str], number: int, starter: Starter | None, *more: str) -> None:
        self.began = datetime.now(UTC)
        self._starter = starter
        self._out = folder / f"run{number}.out"
        self._process: subprocess.Popen[bytes] | None = None
        if starter is not None:
            self.pid = starter.start(["run", *more], folder, env, self._out)
            self._code: int | None = None
            return
        with self._out.open("wb") as out:
            self._process = subprocess.Popen(
                [PROGRAM, "run", *more], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        self.pid = self._process.pid

    def ended(self) -> int | None:
        """How it ended; None while it runs."""
        if self._process is not None:
            return self._process.poll()
        if self._code is None and self._starter is not None:
            self._code = self._starter.ended(self.pid)
        return self._code

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; it must not have been seen to end."""
        os.kill(self.pid, number)

    def wait(self, within_s: float = 30) -> int:
        """How it ended; it must do so in time."""
        until = time.monotonic() + within_s
        while (code := self.ended()) is None:
            if time.monotonic() > until:
                self.signal(signal.SIGKILL)
                raise AssertionError(f"a run did not end within {within_s:g} s: {self.said()[-1500:]}")
            time.sleep(0.01)
        return code

    def said(self) -> str:
        """What it said, and no longer keeps."""
        said = self._out.read_text(errors="replace")
        self._out.unlink()
        return said


class Trial:
    """One project, worked on by people, with runs that die. `pause_s` is how long people wait between two steps."""

    def __init__(
        self, pair: Pair, seed: int, *, pause_s: float = 0.01, most: int = 80, starter: Starter | None = None
    ) -> None:
        self.pair = pair
        self.told = Told(seed)
        self._starter = starter
        self._runs = 0
        self._rng = random.Random(seed)
        self._users = Users(pair.systems, seed, pause_s=pause_s, apart=pair.apart, most=most)
        self._env = {**os.environ, **pair.secrets, "PYTHONPATH": str(ROOT / "src"), "INTERLOCK_DEBUG": "1"}

    def play(self, kills: int) -> Told:
        """Kill so many runs, let people rest, let the sync come to its end, and look."""
        began = time.monotonic()
        for _ in range(30):
            self._users.step()
        self._first_runs(max(1, kills // 3))
        notes = self._first_run()
        self._users.start()
        try:
            while self.told.kills < kills:
                self._one(notes)
        finally:
            self._users.rest()
        self._to_the_end()
        self.told.clients = len(self._users.clients)
        self.told.seconds = time.monotonic() - began
        return self.told

    def _first_runs(self, kills: int) -> None:
        """Runs that are killed while there is much to create and nobody else is at work; as many at most."""
        self._users.create_many(3 * kills + 10)
        while self.told.first < kills:
            run = self._start()
            self._until_it_creates(run)
            time.sleep(self._rng.uniform(0, 0.01))
            before = self.told.kills
            self._kill(run)
            if self.told.kills == before:
                return  # it came to its end: the next one is no first run any more
            self.told.first += 1
            self._look_at_what_is_open(run)

    def _until_it_creates(self, run: Run) -> None:
        """Wait until a run has noted creates that are under way, most of the time; else until something was kept."""
        if self._rng.random() < 0.2:
            self._after(run, self._rng.randint(2, 30))
            return
        until = time.monotonic() + 3
        while time.monotonic() < until and run.ended() is None:
            for _ in range(20):
                if self._sheets_since(run.began):
                    return
                time.sleep(0.001)

    def _sheets_since(self, began: datetime) -> frozenset[Side]:
        """The sides on which creates are under way that were noted together since that moment."""
        try:
            with closing(sqlite3.connect(f"file:{self.pair.folder / 'ledger.db'}?mode=ro", uri=True)) as ledger:
                found = ledger.execute("SELECT side FROM sheet WHERE at >= ?", (began.isoformat(),)).fetchall()
        except sqlite3.Error:  # it is not there yet, or in use
            return frozenset()
        return frozenset(Side(side) for (side,) in found)

    def _look_at_what_is_open(self, run: Run) -> None:
        """Count a kill by what it left behind."""
        sheets = self._sheets_since(run.began)
        ledger = SqliteLedger(self.pair.folder / "ledger.db", "test")
        try:
            self.told.in_hand += bool(ledger.intents())
        finally:
            ledger.close()
        self.told.straight += bool(sheets)
        self.told.in_bulk += bool(sheets & self.pair.bulk)

    def _first_run(self) -> int:
        """A whole run; how often it was seen to note something in the ledger."""
        run = self._start()
        noted = self._after(run, 10_000)
        assert run.wait(60) in (0, 1), run.said()
        return noted

    def _after(self, run: Run, times: int) -> int:
        """Wait until a run has noted something in the ledger so often, or has ended; how often it was seen to."""
        before, count, looks = self._noted(), 0, 0
        until = time.monotonic() + 20
        while count < times and time.monotonic() < until:
            looks += 1
            if looks % 20 == 0 and run.ended() is not None:  # asked seldom: each time is a message to its starter
                break
            time.sleep(0.002)
            now = self._noted()
            count += now != before
            before = now
        return count

    def _noted(self) -> tuple[int, int]:
        try:
            stat = (self.pair.folder / "ledger.db-wal").stat()
        except FileNotFoundError:
            return (0, 0)
        return (stat.st_size, stat.st_mtime_ns)

    def _one(self, notes: int) -> None:
        """One run, and what becomes of it."""
        what = self._rng.choices(("kill", "term", "outage", "double"), (85, 4, 5, 6))[0]
        aimed = what == "kill" and self._rng.random() < 0.4
        if aimed:
            with self._users.away:
                self._users.create_many(6)
        runs = [self._start(*(["--watch"] if self._rng.random() < 0.2 else []))]
        if what == "double":
            runs.append(self._start())
            self.told.doubles += 1
        if aimed:
            self._until_it_creates(runs[0])
        else:
            self._after(runs[0], self._rng.randint(1, max(notes, 15)))
        time.sleep(self._rng.uniform(0, 0.02))
        if what == "outage":
            with self._users.away:
                self._rng.choice(self.pair.outages)()
            self.told.outages += 1
        if what == "term" and runs[0].ended() is None:
            runs[0].signal(signal.SIGTERM)
            self.told.terms += 1
            code = runs[0].wait()
            if code not in (0, 1, 130):
                self.told.violations.append(f"a run that was told to stop ended with {code}")
        before = self.told.kills
        for run in runs:
            self._kill(run)
        if self.told.kills > before:
            self._look_at_what_is_open(runs[-1])

    def _kill(self, run: Run) -> None:
        if run.ended() is None:
            run.signal(signal.SIGKILL)
        code = run.wait()
        self.told.kills += code == -signal.SIGKILL
        self.told.ends += code != -signal.SIGKILL
        said = run.said()
        if "Traceback" in said or code not in (0, 1, 2, 130, -signal.SIGKILL):
            self.told.violations.append(f"a run ended with {code}: {said[-1500:]}")

    def _to_the_end(self) -> None:
        """Run until nothing is to be done; then once more, which must write nothing."""
        until = time.monotonic() + 240
        while True:
            done = self._run()
            if done.returncode not in (0, 1):
                self.told.violations.append(f"a run ended with {done.returncode}: {done.stderr}")
                return
            report = json.loads(done.stdout)
            if not report["writes"] and not _waiting(report) and not self._decided():
                break
            if time.monotonic() > until:
                self.told.violations.append(f"it does not come to rest: {done.stdout[-1500:]}")
                return
            time.sleep(0.5 if report["writes"] else 5)
        ledger = SqliteLedger(self.pair.folder / "ledger.db", "test")
        try:
            self.told.violations += [f"the ledger has a flaw: {one}" for one in ledger.flaws()]
            self.told.violations += violations(self._users, ledger.history(), ledger.held())
            for side in Side:
                if ledger.number_of("Contact", side) == 0:
                    self.told.violations.append(f"nothing is known of {side.value}")
        finally:
            ledger.close()

    def _decided(self) -> int:
        """A person has everything tried again of which nothing could prove what became of it; how many that are."""
        ledger = SqliteLedger(self.pair.folder / "ledger.db", "test")
        try:
            doubtful = ledger.held(kind=HeldKind.IN_DOUBT)
            for held in doubtful:
                ledger.decide(held.id, Decision.RETRY, by="Ida", at=datetime.now(UTC))
        finally:
            ledger.close()
        self.told.decided += len(doubtful)
        return len(doubtful)

    def _start(self, *more: str) -> Run:
        self._runs += 1
        return Run(self.pair.folder, self._env, self._runs, self._starter, *more)

    def _run(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, "run", "--format", "json"],
            cwd=self.pair.folder,
            env=self._env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


def _waiting(report: Mapping[str, object]) -> bool:
    tally = report.get("tally")
    assert isinstance(tally, dict)
    return any(one.get("waiting") for one in tally.values()) or bool(report.get("unread"))
