"""Plays the acceptance criteria on the real systems of an environment, with items of its own that it takes away."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from interlock.adapters.beside import Beside
from interlock.adapters.clocks import SystemClock
from interlock.adapters.probe_journal import FileNotes, alone
from interlock.errors import InterlockError, LedgerError, UsageError
from interlock.journeys.connect import peer_of
from interlock.journeys.kept_for import is_there_at
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.probing import demand_sandbox
from interlock.journeys.project import Project
from interlock.journeys.verifying import demand_criteria
from interlock.model.document import Criterion
from interlock.model.environment import Environment
from interlock.model.http import Transport
from interlock.model.peer import Peer
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.peers import HttpPeer
from interlock.sync.leasing import Lease
from interlock.verify import chosen, integration, judge
from interlock.verify.live import Left, LiveBench, Place, SharedTurns, tag_of, tags_in_use

HOME = Path(".interlock") / "live"
PATIENCE = timedelta(minutes=10)
_SEEDS = 1296
_ALLOWED = "where its owner agrees that it is done among customers' data, add --allow-production"


@dataclass
class Live:
    """Two real systems of an environment, ready to be verified on.

    `left` is what an earlier verification made and did not take away, or what this one could not. `told` hears how many
    of how many items are taken away, `said` what a person at the keyboard should know.
    """

    project: Project
    environment: Environment
    journal: FileNotes
    left: list[Left] = field(default_factory=list)
    told: Callable[[int, int], None] = lambda _done, _of: None
    said: Callable[[str], None] = lambda _: None

    @property
    def places(self) -> Mapping[Side, str]:
        """The addresses of the two systems."""
        names = {side: self.project.document.system(side).name for side in Side}
        found = {side: self.environment.connection(name) for side, name in names.items()}
        return {side: one.address for side, one in found.items() if one is not None}


def live(project: Project, env: str | None, *, allow_production: bool = False) -> Live:
    """See that an environment can be verified on; nothing is asked of its systems yet.

    Raises:
        InputError: the document or a description has errors.
        SettingsError: the environment does not say how to reach a system.
        UsageError: it is not marked as a sandbox and nobody allowed more, or the integration runs there now.
    """
    demand_criteria(project)
    environment = project.environment(env)
    if not allow_production:
        demand_sandbox(environment, "verifying", without=_ALLOWED)
    _demand_rest(project, environment)
    name = f"{Path(project.document.path).name.split('.')[0]}.{environment.name}"
    return Live(project, environment, FileNotes(project.folder / HOME / f"{name}.journal", "verification"))


def verify_live(
    on: Live, *, only: Collection[str] = (), seed: int | None = None, patience: timedelta = PATIENCE
) -> Iterator[Verdict]:
    """The verdict on each criterion, as soon as it is there. Call it outside a running event loop.

    What an earlier verification left is taken away first; what this one makes, after each criterion. `on.left` is what
    could not be.

    Args:
        on: the environment.
        only: names of criteria, stories or records; all unless given.
        seed: chooses the marks of the items; by chance unless given.
        patience: how long one criterion may take in real time.

    Raises:
        UsageError: `only` names something that the document does not have, another verification is at work there, or
            the seed is that of items that are still there.
        SettingsError: a secret is missing.
        InterlockError: a system cannot be signed in to, or gives no list that can be read; nothing was made then.
    """
    return _judged(on, chosen(on.project.document, only), seed, patience)


def clean_up(on: Live) -> tuple[int, tuple[Left, ...]]:
    """Take away what earlier verifications made; how much was noted, and what could not be taken away.

    Raises:
        UsageError: a verification is at work there.
        SettingsError: a secret is missing.
        InterlockError: a system cannot be signed in to, or gives no list that can be read.
    """
    with _opened(on, PATIENCE) as (runner, place):
        before = len(on.journal.left())
        if before:
            runner.run(_looked(on, place))
        runner.run(_cleared(on, place))
        return before, tuple(on.left)


def _judged(on: Live, criteria: Sequence[Criterion], seed: int | None, patience: timedelta) -> Iterator[Verdict]:
    with _opened(on, patience) as (runner, place):
        runner.run(_looked(on, place))
        runner.run(_cleared(on, place))
        chosen_seed = _free(seed, on.journal)
        on.journal.note(("run", str(chosen_seed)))
        try:
            for criterion in criteria:
                play = judge(
                    on.project.document, on.project.profiles, criterion, SystemClock(),
                    seed=chosen_seed, build=integration, stopwatch=time.perf_counter,
                    bench_of=partial(LiveBench, place=place),
                )  # fmt: skip
                # The seed chooses marks by chance, and nothing else: it is not needed to play it again.
                yield replace(runner.run(play), played=("--env", on.environment.name), seed=0)
        except KeyboardInterrupt:
            # The criterion took away what it made, unless it was told twice to stop: then that waits for `clean_up`.
            if not any(one[0] in {"item", "making"} for one in on.journal.left()):
                runner.run(_cleared(on, place))
            raise
        except BaseException:
            runner.run(_cleared(on, place))
            raise
        runner.run(_cleared(on, place))


@contextmanager
def _opened(on: Live, patience: timedelta) -> Iterator[tuple[asyncio.Runner, Place]]:
    """Clients of both systems, which nobody else verifies on meanwhile."""
    lock = on.project.folder / HOME / f"{on.environment.name}.lock"
    turns = {side: SharedTurns() for side in Side}

    def reach(side: Side, through: Callable[[Transport], Transport]) -> HttpPeer:
        peer = peer_of(on.project, on.environment, side, SystemClock(), None, through=through)
        peer.share(turns[side])
        return peer

    with ExitStack() as stack:
        stack.enter_context(alone(lock, "verification of this environment"))
        hand = stack.enter_context(closing(Beside()))
        users: dict[Side, Peer] = {}
        for side in Side:
            users[side] = reach(side, lambda transport: transport)
            stack.callback(_let_go, hand, users[side])
        runner = stack.enter_context(asyncio.Runner())
        yield runner, Place(reach, users, hand, on.journal, patience, left=on.left, told=on.told, said=on.said)


def _let_go(hand: Beside, user: Peer) -> None:
    hand.do(user.aclose())


async def _looked(on: Live, place: Place) -> None:
    """Sign in to both systems and read the beginning of a list, before anything is noted or made.

    Raises:
        InterlockError: a system gives none of its lists; what is wrong with the first is said.
    """
    document = on.project.document
    for side in Side:
        problem: InterlockError | None = None
        for row in document.records:
            try:
                await place.hand.ask(_first_page(place.users[side], row.resource(side)))
            except InterlockError as found:
                problem = problem or found
                continue
            break
        else:
            if problem is not None:
                raise InterlockError(
                    f"`{on.environment.name}` cannot be verified on, and nothing was made there: {problem.message}",
                    hint=problem.hint or f"`interlock doctor --env {on.environment.name}` tells what is missing",
                ) from problem


async def _first_page(user: Peer, resource: str) -> None:
    async for _ in user.pages(resource, since=None):
        return


async def _cleared(on: Live, place: Place) -> None:
    """Take away all that is noted; what no run needs any more is forgotten."""
    order = [(side, row.resource(side)) for row in on.project.document.records for side in Side]
    await place.clear(order)
    if not on.left:
        for one in on.journal.left():
            on.journal.forget(one)


def _free(seed: int | None, journal: FileNotes) -> int:
    """A seed whose marks no item has that is still there."""
    taken = tags_in_use(journal.left())
    if seed is not None:
        if tag_of(seed) in taken:
            raise UsageError(
                f"items of an earlier verification with the seed {seed} are still there",
                hint="take them away with `--clean-up`, or leave out the seed",
            )
        return seed
    start = secrets.randbelow(_SEEDS)
    return next(n for n in range(start, start + _SEEDS) if tag_of(n) not in taken)


def _demand_rest(project: Project, environment: Environment) -> None:
    """Refuse while the integration runs there: it would take up the items of the test.

    Raises:
        UsageError: it does.
    """
    if project.is_draft or not is_there_at(project.folder, environment):
        return
    with closing(open_ledger(project, environment)) as ledger:
        try:
            with Lease(ledger, SystemClock(), [row.name for row in project.document.records]).taken():
                return
        except LedgerError as problem:
            raise UsageError(
                f"the integration runs in `{environment.name}` now, and would take up the items of the test: "
                f"{problem.message}",
                hint="stop it, or verify in an environment of its own",
            ) from None
