"""Looks at outcomes at the right moments: at every change, or at the deadline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.errors import InterlockError
from interlock.model.clock import Clock
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Deadline, Outcome, Sight, Unknowable, Window


@dataclass(frozen=True, slots=True)
class Tempo:
    """How a criterion is watched: with at least `pause` between two looks, and for `patience` at most.

    Where `sure_after` is given, what has been true for so long counts as come about where the sentence names no time,
    and what must not happen meanwhile as not happened. With `early` that goes for sentences that say by when, too:
    nobody waits for the end of their window then. A time for which something must stay as it is, is always waited for.
    """

    pause: timedelta = timedelta(seconds=30)
    patience: timedelta | None = None
    sure_after: timedelta | None = None
    early: bool = False


async def _as_it_is() -> None:
    """What is looked at is always up to date."""


# Where a sentence names no deadline: long enough for every retry with backoff.
_NO_DEADLINE = timedelta(hours=2)
# Looking at more items than these after every change would take longer than it tells.
_MANY = 60
_LOOKS, _LOOKS_AT_MANY = 60, 12


@dataclass(slots=True)
class Watched:
    """One outcome with what was seen of it so far.

    A `lasting` one must be true at every moment of its window; any other must be true when the window ends.
    """

    scene: Scene
    outcome: Outcome
    args: Args
    deadline: tuple[Deadline, Args] | None
    text: str
    lasting: bool = False
    window: Window | None = None
    true_since: datetime | None = None
    failed_at: datetime | None = None
    why: str = ""
    over: bool = False
    demanded: bool = False
    """Whether it was not so when the trigger had happened, so that something had to bring it about."""
    unknown: str = ""
    """Why only the integration itself could tell, empty where the systems show it."""

    @property
    def throughout(self) -> bool:
        """Whether the sentence says that it must be true all the time."""
        return self.deadline is not None and self.deadline[0].throughout

    def look(self) -> Sight:
        """What the stores show now; what they cannot show is taken for true, and noted."""
        try:
            return self.outcome.look(self.scene, self.args)
        except Unknowable as problem:
            self.unknown = problem.message
            return Sight(true=True, why=problem.message)

    def settle(self, now: datetime) -> None:
        """Look, and judge an outcome that must last."""
        if self.over or self.failed_at is not None:
            return
        sight = self.look()
        if sight.true:
            if self.true_since is None:
                self.true_since = now
                if not self.lasting and not self.unknown:
                    self.scene.note("", f"true from now on: {sight.why}")
            return
        self.why = sight.why
        if self.true_since is not None and not self.lasting:
            self.scene.note("", f"true no longer: {sight.why}")
        self.true_since = None
        if self.lasting:
            self.failed_at = now
            self.scene.note("", f"went wrong: {sight.why}")

    def end(self, now: datetime) -> None:
        """Judge an outcome whose window has ended."""
        if self.over or self.window is None or now < self.window.ends:
            return
        self.over = True
        if self.true_since is None and self.failed_at is None:
            self.failed_at = now
            self.scene.note("", f"went wrong: the time is over and {self.why}")


class Watcher:
    """Watches all outcomes of one criterion."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._watched: list[Watched] = []
        self._scene: Scene | None = None
        self._acting = False
        self._begun = clock.now()
        self._trouble: InterlockError | None = None

    def begin(self, watched: Sequence[Watched], scene: Scene) -> None:
        """Watch from now on, just before the trigger happens."""
        self._watched, self._scene, self._acting = list(watched), scene, True
        for one in self._watched:
            # What is not so now cannot last: a lasting outcome with a deadline must then come about.
            one.lasting = one.outcome.lasting and (one.throughout or self._true_now(one))

    def changed(self) -> None:
        """A request may have changed a store; called from within the integration's requests, so it never raises."""
        if self._scene is None:
            return
        many = len(self._scene.subjects) > _MANY
        for one in self._watched:
            if one.lasting or not (many or self._acting):
                try:
                    one.settle(self._clock.now())
                except InterlockError as error:
                    self._trouble = self._trouble or error

    def demand_difference(self) -> None:
        """Just after the trigger: what is to come about must not be so already, or its coming shows nothing.

        Raises:
            CannotTell: it is.
        """
        self._acting = False
        for one in self._watched:
            if one.lasting or one.throughout:
                continue
            one.demanded = not one.look().true
            if not one.demanded and not one.unknown:
                raise CannotTell(
                    f"`{one.text}` is true before the integration does anything, so the sentence would show nothing"
                )

    def set_windows(self, *, ends_it: bool) -> None:
        """Work out by when, or for how long, each outcome is looked at.

        Raises:
            CannotTell: nothing has happened, or a deadline has nothing to count from.
        """
        self._acting = False
        if self._scene is None:
            raise CannotTell("nothing has happened that could be judged")
        scene = self._scene
        for one in self._watched:
            if one.deadline is not None:
                one.window = one.deadline[0].window(scene, one.deadline[1])
            one.lasting = one.lasting or one.throughout
        longest = max((one.window.ends for one in self._watched if one.window is not None), default=None)
        for one in self._watched:
            if one.window is None:
                ends = longest or scene.last_at + _NO_DEADLINE
                if ends_it:  # what must not happen after a quiet is looked at for as long again
                    ends = scene.last_at + (scene.last_at - scene.began_at if one.outcome.lasting else timedelta(0))
                one.window = Window(scene.began_at, ends)

    async def watch(self, tempo: Tempo, observe: Callable[[], Awaitable[None]] = _as_it_is) -> Watched | None:
        """Look until every window has ended, all is sure, or one outcome has failed; that one, or None.

        `observe` brings up to date what is looked at.

        Raises:
            InterlockError: a look found that it cannot tell; or patience ended before the time of the sentence.
        """
        self._begun = self._clock.now()
        await observe()
        for one in self._watched:
            one.settle(self._clock.now())
        while True:
            if self._trouble is not None:
                raise self._trouble
            failed = [one for one in self._watched if one.failed_at is not None]
            if failed:
                return min(failed, key=lambda one: one.failed_at or self._clock.now())
            due = self._next(tempo)
            if due is None or self._sure(tempo):
                self._demand_known()
                return None
            self._demand_patience(tempo)
            pause_s = (due - self._clock.now()).total_seconds()
            if pause_s > 0:
                await self._clock.sleep(pause_s)
            await observe()
            for one in self._watched:
                one.settle(self._clock.now())
                one.end(self._clock.now())

    @property
    def saw_it_at_work(self) -> bool:
        """Whether something came about that nobody but the integration could bring about."""
        return any(one.demanded for one in self._watched)

    def rest(self) -> tuple[Watched, ...]:
        """Look no more when something changes; what was watched."""
        self._scene = None
        return tuple(self._watched)

    def _demand_known(self) -> None:
        """Refuse to call a sentence true of which a part cannot be seen.

        Raises:
            CannotTell: there is such a part.
        """
        unknown = [one for one in self._watched if one.unknown]
        if unknown:
            seen = [one.look().why for one in self._watched if not one.unknown]
            rest = f"; all else is so: {'; '.join(seen)}" if seen else ""
            raise CannotTell(f"`{unknown[0].text}`: {unknown[0].unknown}{rest}")

    def said(self) -> str:
        """Why the criterion is met, in one sentence."""
        parts = []
        for one in self._watched:
            since, scene = one.true_since, self._scene
            after = f" after {spoken(since - scene.last_at)}" if since is not None and scene and not one.lasting else ""
            parts.append(f"{one.look().why}{after}")
        return "; ".join(parts)

    def _sure(self, tempo: Tempo) -> bool:
        """Whether nothing is left that waiting could change, as far as the tempo has it."""
        if tempo.sure_after is None:
            return False
        now, left = self._clock.now(), [one for one in self._watched if not one.over]
        coming = [one for one in left if not one.lasting]
        lasting = [one for one in left if one.lasting]
        # What must not happen is watched until all else is sure; its own time is waited for where it names one.
        if not coming or any(one.deadline is not None for one in (lasting if tempo.early else left)):
            return False
        return all(one.true_since is not None and now - one.true_since >= tempo.sure_after for one in coming)

    def _demand_patience(self, tempo: Tempo) -> None:
        """Refuse to wait longer than was allowed.

        Raises:
            CannotTell: so long was waited.
        """
        if tempo.patience is None or self._clock.now() - self._begun < tempo.patience:
            return
        left = next((one for one in self._watched if not one.over and one.true_since is None), self._watched[0])
        waited = spoken(self._clock.now() - self._begun)
        if left.deadline is not None and left.window is not None:
            waited += f" of the {spoken(left.window.ends - self._begun)} that the sentence has"
        how = "so far, it was so all the time" if left.true_since is not None else left.why
        raise CannotTell(f"after {waited}: {how}; `--patience` lets it wait longer")

    def _next(self, tempo: Tempo) -> datetime | None:
        """When to look next: at the nearest end of a window, or before that now and then."""
        ends = [one.window.ends for one in self._watched if one.window is not None and not one.over]
        if not ends:
            return None
        now = self._clock.now()
        many = self._scene is not None and len(self._scene.subjects) > _MANY
        pause = (max(ends) - self._begun) / (_LOOKS_AT_MANY if many else _LOOKS)
        return min(*ends, max(ends), now + max(pause, tempo.pause) if not tempo.early else now + tempo.pause)

    @staticmethod
    def _true_now(one: Watched) -> bool:
        try:
            return one.look().true
        except CannotTell:
            # Items that the trigger is yet to make cannot be looked at: none of them exists.
            return True


def spoken(time: timedelta) -> str:
    """A length of time in words, to the second."""
    seconds = max(0, round(time.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
