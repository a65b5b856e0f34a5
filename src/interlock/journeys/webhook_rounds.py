"""Opens the way in for webhooks while prerequisites are proven, and has the systems send some there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from interlock.adapters.ledger import PostgresLedger, SqliteLedger
from interlock.adapters.listener import Listener
from interlock.doctor.check import Patient
from interlock.doctor.intake import Asked, Intake
from interlock.errors import InterlockError, LedgerError, SettingsError, UsageError
from interlock.journeys.connect import peer_of
from interlock.journeys.doors import Way, resources_of, ways
from interlock.journeys.ledgers import is_there, open_ledger
from interlock.journeys.probing import demand_sandbox
from interlock.journeys.project import Project
from interlock.journeys.subscribing import remembered, subscribe, subscriptions_of, unsubscribe
from interlock.model import hearing
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.profile import Verb
from interlock.model.webhooks import Hint

_HERE = {"127.0.0.1", "localhost", "::1"}
_ON_THIS_MACHINE = "http://127.0.0.1"


def own_address(environment: Environment) -> tuple[str, int] | None:
    """Where webhooks reach this machine by the settings alone; None where these name another one, or none."""
    try:
        parts = urlsplit(environment.public_address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    return (host, port) if host in _HERE and port and parts.scheme == "http" else None


@asynccontextmanager
async def rounds(
    project: Project, environment: Environment, patients: Sequence[Patient], listen: tuple[str, int], clock: Clock
) -> AsyncIterator[None]:
    """While inside, each system that can be tried has a way in, and of each other one it is known why it has none.

    Raises:
        InterlockError: the address cannot be listened at.
        LedgerError: the ledger cannot be opened.
    """
    why = _forbidden(environment)
    if why:
        for patient in patients:
            patient.untried = why
        yield
        return
    async with AsyncExitStack() as stack:
        ledger = stack.enter_context(closing(_ledger(project, environment)))
        running = ledger.size().leases
        if running:
            for patient in patients:
                holder = next(iter(running.values()))
                patient.untried = f"a run is under way ({holder}), which would carry over what is made for a try"
            yield
            return
        try:
            made = _prepared(project, environment, ledger, patients, clock)
        except SettingsError as problem:
            for patient in patients:
                patient.untried = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
            yield
            return
        listener = Listener(*listen, {("POST", one.way.path): one.intake.answer for one in made})
        await stack.enter_async_context(listener)
        for one in made:
            one.listening = listener.address
        yield
        for patient in patients:
            _remember(ledger, patient, clock)


def _forbidden(environment: Environment) -> str:
    """Why nothing may be made in that environment; empty where it may."""
    try:
        demand_sandbox(environment, "a try of webhooks")
    except UsageError as problem:
        return problem.message
    return ""


def _ledger(project: Project, environment: Environment) -> SqliteLedger | PostgresLedger:
    """The environment's own ledger, which remembers a subscription also where this program is killed.

    Where nothing has run and nothing is subscribed to, one that is forgotten.
    """
    needed = any(one.subscribe is not None for one in project.profiles.values())
    if needed or is_there(project, environment):
        return open_ledger(project, environment)
    return SqliteLedger(":memory:", environment.name)


def _remember(ledger: Ledger, patient: Patient, clock: Clock) -> None:
    """A webhook that was believed counts as one that a run took."""
    intake = patient.intake
    if intake is None or all(one.refused for one in intake.arrivals):
        return
    known = hearing.read(ledger.fact(hearing.fact_of(patient.side)))
    now = replace(known, received=known.received + 1, last_at=clock.now())
    ledger.set_fact(hearing.fact_of(patient.side), hearing.written(now))


def _prepared(
    project: Project, environment: Environment, ledger: Ledger, patients: Sequence[Patient], clock: Clock
) -> list[_Round]:
    """The systems that can be tried; the others get the reason why not."""
    found = []
    # Without an address in the settings, what is on this machine is told where it is listened at.
    told = environment if environment.public_address else replace(environment, public_address=_ON_THIS_MACHINE)
    for way in ways(project, told, ledger):
        patient = next((one for one in patients if one.side is way.side and not one.trouble), None)
        if patient is None:
            continue
        if way.door is None:
            patient.untried = way.shut
            continue
        one = _Round(project, environment, ledger, way, clock)
        one.intake = patient.intake = Intake(
            way.door.deliveries, way.door.secrets, clock, one.subscribed, keep=one.keep
        )
        found.append(one)
    return found


@dataclass
class _Round:
    """One system's part: subscribed while it is tried, and what it tells of others' items kept."""

    project: Project
    environment: Environment
    ledger: Ledger
    way: Way
    clock: Clock
    intake: Intake = field(init=False)
    listening: str = ""

    def keep(self, hints: Sequence[Hint]) -> bool:
        """Keep hints for the next run; whether they are on the disk."""
        try:
            if hints:
                with self.ledger.transaction():
                    self.ledger.take_hints(hints)
        except LedgerError:
            return False
        return True

    @asynccontextmanager
    async def subscribed(self) -> AsyncIterator[Asked]:
        """Have the system send while inside; a subscription of a run is used, one of ours is taken back."""
        before = remembered(self.ledger, self.way.side)
        address, nowhere = self._address()
        if not self.way.hooks.register or self.project.profiles[self.way.side].subscribe is None:
            yield Asked(trouble=f"it is subscribed to by hand, with an address that leads to {address}{self.way.path}")
            return
        if nowhere:
            yield Asked(before.ids if before is not None else (), nowhere)
            return
        peer = peer_of(self.project, self.environment, self.way.side, self.clock, None)
        try:
            asked = await self._asked(peer, f"{address}{self.way.path}")
            try:
                yield asked
            finally:
                if asked.ids and not asked.stays and (before is None or not self.environment.public_address):
                    with suppress(InterlockError):  # it is remembered, and the next run goes on with it
                        await unsubscribe(peer, self.ledger, self.way.side)
        finally:
            await peer.aclose()

    def _address(self) -> tuple[str, str]:
        """Where the system is to send webhooks, and why that is nowhere (empty: it can be told)."""
        if self.environment.public_address:
            return self.environment.public_address, ""
        connection = self.environment.connection(self.way.system)
        if connection is not None and urlsplit(connection.address).hostname in _HERE:
            return self.listening, ""
        where = f"[environments.{self.environment.name}]"
        return self.listening, f'it was not told where to send them: write public_address = "https://..." under {where}'

    async def _asked(self, peer: Peer, address: str) -> Asked:
        way, known = self.way, remembered(self.ledger, self.way.side)
        try:
            made = await subscribe(
                peer, self.ledger, way.side, address=address, resources=resources_of(self.project, way.side),
                secret=way.secret, at=self.clock.now(),
            )  # fmt: skip
        except InterlockError as problem:
            # A system may quote what it was sent, and that held our secret.
            told = problem.message.replace(way.secret, "…") if way.secret else problem.message
            return Asked(trouble=f"it was not subscribed to: {told}")
        record = subscriptions_of(peer.profile)
        can = record is not None and record.operation(Verb.DELETE) is not None
        new = (
            "" if can or made == known else f"its subscription {', '.join(made.ids)} stays, as it cannot be taken back"
        )
        return Asked(made.ids, stays=new)
