"""The sandbox: a system that answers as its profile says it does, made of nothing but that profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.answer_form import AnswerForms
from interlock.model.clock import Clock
from interlock.model.http import Answer, Request, Response
from interlock.model.path import Path
from interlock.model.profile import RateLimit, RecordProfile, SystemProfile, Verb
from interlock.model.recovery import key_header
from interlock.model.secret import Credential
from interlock.model.value import Body
from interlock.sandbox.aiming import aim, aimed_at
from interlock.sandbox.answers import Outcome, Refusal, problem
from interlock.sandbox.auth import Door, made_up_credential
from interlock.sandbox.behaviours import Acting, Behaviours, Turn, behaving
from interlock.sandbox.call import Call
from interlock.sandbox.changing import archive, delete, delete_many, restore, update
from interlock.sandbox.creating import create, upsert
from interlock.sandbox.described import as_described
from interlock.sandbox.faults import Fault, FaultKind, Faults
from interlock.sandbox.idempotency import KeptAnswers
from interlock.sandbox.judged import refused_within
from interlock.sandbox.limits import RateGuard
from interlock.sandbox.log import Cleaner, Exchange
from interlock.sandbox.partly import without
from interlock.sandbox.reading import get_item, list_items
from interlock.sandbox.routes import Match, Route, Router, allowed
from interlock.sandbox.stamps import http_date
from interlock.sandbox.store import Store
from interlock.sandbox.strictness import check_query
from interlock.sandbox.turning import Hands
from interlock.sandbox.webhooks import Webhooks

_VERBS: Mapping[Verb, Callable[[Call], Outcome]] = {
    Verb.LIST: list_items,
    Verb.SEARCH: list_items,
    Verb.GET: get_item,
    Verb.CREATE: create,
    Verb.BULK_CREATE: create,
    Verb.UPDATE: update,
    Verb.BULK_UPDATE: update,
    Verb.UPSERT: upsert,
    Verb.DELETE: delete,
    Verb.BULK_DELETE: delete_many,
    Verb.ARCHIVE: archive,
    Verb.RESTORE: restore,
}

_MOST_PARAMETERS = 500


class Sandbox:
    """One system, stateful and repeatable: requests in, answers out, no wire, no waiting.

    `credential` is what callers must show (default: a made-up one, see `credential`); `rate_limit` overrides the
    profile's. The same profile, seed, clock and requests give the same answers. `address` stands before the links that
    answers carry. `behave` names behaviours of the catalogue, which go over `behaviours`; `profile` stays what is
    believed of the system, though it may be another then. `forms` say how the description shows answers: what they need
    and the profile does not hold, such as the number of a page, stands in them then, and refusals are worded so.

    Raises:
        UsageError: there is no such behaviour.
    """

    def __init__(
        self,
        profile: SystemProfile,
        clock: Clock,
        *,
        credential: Credential | None = None,
        seed: int = 0,
        behaviours: Behaviours | None = None,
        behave: Iterable[str] = (),
        rate_limit: RateLimit | None = None,
        address: str = "",
        forms: AnswerForms | None = None,
    ) -> None:
        self.profile = profile
        self.clock = clock
        self._usual = behaviours or Behaviours()
        self._memories: dict[tuple[str, int], dict[str, Any]] = {}
        acting, self.behaves, hands = self._acting(behave)
        profile, self.behaviours = acting.profile, acting.settings
        self._acts_as = profile
        self.credential = credential or made_up_credential(seed, profile.name)
        self.address = address
        self._forms = forms
        self.store = Store(profile, clock, self.behaviours, seed=seed)
        self.webhooks = Webhooks(profile, clock, self.store, self.behaviours, seed=seed)
        if profile.events:
            self.store.tell(self.webhooks.changed)
        self._hands = hands
        self.faults = Faults()
        self.log: list[Exchange] = []
        self._router = Router(profile)
        self._door = Door(profile, self.credential, seed=seed, token_life_s=self.behaviours.token_life_s)
        self._limit = rate_limit or profile.rate_limit.value
        self._guard = RateGuard(self._limit)
        self._kept = KeptAnswers(self.behaviours)
        self._cleaner = Cleaner(profile)
        self._late: list[tuple[datetime, Request]] = []
        self._date: tuple[datetime | None, str] = (None, "")

    # For transports

    def answer(self, request: Request) -> Answer:
        """What becomes of a request, faults included; never raises. It is in the log afterwards."""
        while self.arrive():
            pass
        match = self._router.find(request.method.upper(), request.path)
        route, item_id = aim(match, request)
        fault = self.faults.taken(self.clock.now(), aimed_at(request, route, item_id)) if self.faults.now else None
        if fault is None:
            outcome = self._handled(request, match, route)
            self._note(request, route, outcome, None)
            return Answer(outcome.response, delay_s=self.behaviours.latency_s + outcome.delay_s)
        return self._failed(fault, request, match, route, item_id)

    @property
    def late(self) -> bool:
        """Whether a request that was under way for a while is due."""
        return bool(self._late) and self._late[0][0] <= self.clock.now()

    @property
    def next_late(self) -> datetime | None:
        """When the next request arrives that is under way for a while; None where none is."""
        return self._late[0][0] if self._late else None

    def arrive(self) -> bool:
        """Do the next request that was under way for a while, if it is due; whether there was one."""
        if not self.late:
            return False
        _, request = self._late.pop(0)
        match = self._router.find(request.method.upper(), request.path)
        route, _ = aim(match, request)
        self._note(request, route, self._handled(request, match, route), FaultKind.LATE)
        return True

    def respond(self, request: Request) -> Response:
        """What the system itself answers, faults left aside; never raises. It is in the log afterwards."""
        match = self._router.find(request.method.upper(), request.path)
        route, _ = aim(match, request)
        outcome = self._handled(request, match, route)
        self._note(request, route, outcome, None)
        return outcome.response

    # For tests and people

    def populate(self, resource: str, count: int) -> tuple[str, ...]:
        """Make so many believable items, the same each run, and give their ids.

        Raises:
            UsageError: no such resource.
        """
        return self.store.populate(resource, count)

    def believable(self, resource: str) -> Body:
        """A body that the resource accepts, the next one each time; nothing is kept.

        Raises:
            UsageError: no such resource.
        """
        return self.store.believable(resource)

    def rename_label(self, resource: str, field: str, label: str) -> None:
        """Give a field another label; its key and its values stay.

        Raises:
            UsageError: no such resource or field.
        """
        record = self.store.shelf(resource).record
        current = next(known for known in self.profile.records if known.name == record.name)
        wanted = Path.of(field)
        if current.field(wanted) is None:
            known = [str(found.path) for found in current.fields]
            raise UsageError(f"`{resource}` has no field `{field}`", hint=did_you_mean(field, known))
        fields = tuple(replace(found, label=label) if found.path == wanted else found for found in current.fields)
        changed: RecordProfile = replace(current, fields=fields)
        records = tuple(changed if known is current else known for known in self.profile.records)
        self.profile = replace(self.profile, records=records)

    def expire_tokens(self) -> None:
        """Let every token that was issued die now."""
        self._door.expire()

    def limit(self, limit: RateLimit | None = None) -> None:
        """Take only so many requests from now on; without a limit given, as many as ever."""
        self._guard = RateGuard(limit or self._limit)

    def behave(self, names: Iterable[str]) -> None:
        """Behave so from now on, in no other ways than these and those it was made with; what is kept stays.

        What behaviours do to values and times as they are kept, they do to what is written from now on. Deleted items
        are told as they are told then. What a behaviour remembers it keeps while it is on.

        Raises:
            UsageError: there is no such behaviour; nothing is changed then.
        """
        acting, named, hands = self._acting(names)
        before = self.behaviours
        self.behaves, self._hands, self.behaviours = named, hands, acting.settings
        self.store.behave(acting.profile, acting.settings)
        self.webhooks.behave(acting.profile, before.webhooks, acting.settings.webhooks)
        self._door.life(acting.settings.token_life_s)
        self._kept.behave(acting.settings)
        if acting.profile != self._acts_as:
            self._acts_as = acting.profile
            self._router, self._cleaner = Router(acting.profile), Cleaner(acting.profile)

    # Inside

    def _acting(self, names: Iterable[str]) -> tuple[Acting, tuple[str, ...], Hands]:
        """The system with these behaviours, their names, and their hands, each with what it remembers."""
        acting = Acting(self.profile, self._usual)
        memories = [self._memories.setdefault(("", n), {}) for n in range(len(self._usual.twists))]
        chosen = tuple(names)
        for written in chosen:
            had = len(acting.settings.twists)
            acting = behaving(acting.profile, [written], acting.settings)
            memories += (self._memories.setdefault((written, n), {}) for n in range(len(acting.settings.twists) - had))
        self._memories = {key: one for key, one in self._memories.items() if key[0] in {"", *chosen}}
        return acting, chosen, Hands(acting.settings.twists, memories)

    def _handled(self, request: Request, match: Match | None, route: Route | None) -> Outcome:
        if not self._hands:
            return self._dealt_with(request, match, route, None)
        _, item_id = aim(match, request)
        turn = Turn(request, route, item_id, self.store, self.store.now())
        asked = self._hands.asked(turn)
        if asked.path != request.path:
            match = self._router.find(asked.method.upper(), asked.path)
            turn.route, turn.item_id = aim(match, asked)
        return self._dealt_with(asked, match, turn.route, turn)

    def _dealt_with(self, request: Request, match: Match | None, route: Route | None, turn: Turn | None) -> Outcome:
        at = self.store.now()
        try:
            if match is None and self._door.issues_tokens_at(request.path):
                outcome = Outcome(self._door.issue(request, at))
            else:
                outcome = self._allowed(request, match, route, at, turn)
        except Refusal as refusal:
            within = refused_within(route, refusal)
            outcome = Outcome(within if within is not None else refusal.response())
        except (RecursionError, ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
            # A hostile request or profile found a way that no check knows: the system stumbles, the process does not.
            outcome = Outcome(problem(500, f"the sandbox stumbled: {type(error).__name__}"))
        if self._forms is not None:
            # What reaches no operation is refused in the words of the nearest.
            told = route.operation if route is not None else self._router.near(request.method.upper(), request.path)
            if told is not None and (route is not None or outcome.response.status >= 400):
                outcome = replace(outcome, response=as_described(outcome, told, self._forms))
        if turn is not None:
            outcome = self._hands.answered(turn, outcome)
        headers = {**outcome.response.headers, "date": self._http_date(at)}
        body = outcome.response.body if request.method.upper() != "HEAD" else b""
        response = Response(outcome.response.status, headers, body)
        return Outcome(response, outcome.item_id, outcome.applied, outcome.delay_s)

    def _allowed(
        self, request: Request, match: Match | None, route: Route | None, at: datetime, turn: Turn | None
    ) -> Outcome:
        if len(request.query) > _MOST_PARAMETERS:
            raise Refusal(400, f"more than {_MOST_PARAMETERS} parameters")
        self._guard.check(at)
        if match is not None:
            self._door.check(request, at)
        if match is None and self.webhooks.takes(request):
            self._door.check(request, at)
            if turn is not None:
                self._hands.refuse(turn)
            return self.webhooks.subscribe(request)
        if match is None:
            raise Refusal(404, "there is nothing at this path")
        if route is None:
            raise Refusal(405, "this path does not take this method", headers={"allow": allowed(match.methods)})
        shelf = self.store.shown(route.resource, route.operation.verb)
        call = Call(request, route, match.values, self.store, shelf, self.behaviours, self.address)
        if turn is not None:
            turn.call, call.turn, call.hands = call, turn, self._hands
            self._hands.refuse(turn)
        if self.behaviours.strict_query:
            check_query(call)
        key = self._idempotency_key(call)
        if key is None:
            return _VERBS[route.operation.verb](call)
        known = self._kept.recall(key, request, at)
        if known is not None:
            return known
        try:
            outcome = _VERBS[route.operation.verb](call)
        except Refusal as refusal:
            self._kept.keep(key, request, Outcome(refusal.response()), at)
            raise
        self._kept.keep(key, request, outcome, at)
        return outcome

    def _idempotency_key(self, call: Call) -> str | None:
        if not call.request.writes or call.is_list or self.behaviours.ignores_idempotency:
            return None
        header = key_header(self.profile, call.shelf.record)
        return call.request.headers.get(header.casefold()) if header else None

    def _failed(
        self, fault: Fault, request: Request, match: Match | None, route: Route | None, item_id: str | None
    ) -> Answer:
        """What a fault makes of the request."""
        if fault.kind in {FaultKind.ANSWER_LOST, FaultKind.SLOW, FaultKind.CUT} or fault.applies:
            outcome = self._handled(request, match, route)
            self._note(request, route, outcome, fault.kind)
            if fault.kind is FaultKind.ANSWER_LOST:
                return Answer(None, sent=True)
            if fault.kind is FaultKind.CUT:
                whole = outcome.response
                return Answer(Response(whole.status, whole.headers, whole.body[: len(whole.body) // 2]))
            if fault.kind is FaultKind.SLOW:
                return Answer(outcome.response, delay_s=fault.delay_s)
            return Answer(self._dated(fault.response()))
        if fault.kind is FaultKind.LATE:
            self._late.append((self.clock.now() + timedelta(seconds=fault.delay_s), request))
            self._late.sort(key=lambda late: late[0])
            return Answer(None, sent=True)
        if fault.kind in {FaultKind.DOWN, FaultKind.DROPPED}:
            self._note(request, route, None, fault.kind, item_id=item_id)
            return Answer(None, sent=fault.kind is FaultKind.DROPPED)
        rest = self._rest(fault, request, route)
        if rest is not None:
            self._note(rest, route, self._handled(rest, match, route), fault.kind)
        response = self._dated(fault.response())
        self._note(request, route, Outcome(response, item_id), fault.kind)
        return Answer(response, delay_s=fault.delay_s)

    def _rest(self, fault: Fault, request: Request, route: Route | None) -> Request | None:
        """What is done of a request for several that is refused because of what one of them holds."""
        partly = self.behaviours.refuses_in_part and fault.kind is FaultKind.STATUS and bool(fault.containing)
        return without(request, route.operation, fault.containing) if partly and route is not None else None

    def _dated(self, response: Response) -> Response:
        return replace(response, headers={**response.headers, "date": self._http_date(self.store.now())})

    def _note(
        self,
        request: Request,
        route: Route | None,
        outcome: Outcome | None,
        fault: FaultKind | None,
        *,
        item_id: str | None = None,
    ) -> None:
        verb, resource = (route.operation.verb, route.resource) if route is not None else (None, None)
        # What is sent to the token endpoint, and what it answers, is secret altogether.
        kept = self._cleaner.request(request, keep_body=route is not None)
        shown = self._cleaner.response(request, outcome.response) if outcome is not None else None
        if route is None and shown is not None:
            shown = Response(shown.status, shown.headers)
        applied = outcome is not None and outcome.applied
        item_id = outcome.item_id if outcome is not None else item_id
        self.log.append(Exchange(self.clock.now(), kept, shown, resource, item_id, verb, applied, fault))

    def _http_date(self, at: datetime) -> str:
        second = at.replace(microsecond=0)
        if self._date[0] != second:
            self._date = (second, http_date(second))
        return self._date[1]
