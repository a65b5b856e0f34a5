"""Is a write refused that is meant for an older version of the item?

An item is changed twice. Then it is changed with the version that it had first, and with one that it never had: both
must be refused, and the item must be as before. A version that does not change with the item protects nothing. It is
asked also where the description says nothing of versions, and items carry an ETag.
"""

from interlock.model.fact import Confidence, Evidence
from interlock.model.path import Path, get, put
from interlock.model.peer import Item
from interlock.model.value import Body
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, can_change, cannot_tell
from interlock.probing.seen import Seen

_NEVER = '"interlock-never"'


async def _write(hand: Hand) -> Reply:
    if not hand.texts:
        return cannot_tell("there is no plain text that an update takes")
    made = await hand.new()
    first = await hand.item(made.id)
    if first is None:
        return cannot_tell("the new item is not shown")
    how = hand.record.version.value
    etag = (await hand.get(made.id)).etag
    if how in (None, "etag") and not etag:
        facts = {"version": None} if how else {}
        seen = (made.seen.shown(), (await hand.get(made.id)).shown(tells="no etag"))
        return Reply("no: items carry no version", Confidence.SURE, seen, facts, _claim(how))
    by_header = how in (None, "etag")
    old = etag if by_header else first.version
    changed = await _changed(hand, first, f"{made.tag}b", None, by_header=by_header)
    if not changed.good:
        return cannot_tell("the item cannot be changed", changed.shown())
    now = await hand.changed(first, hand.texts[0].path)
    if now is None:
        return cannot_tell("the change is not shown", changed.shown())
    now_etag = (await hand.get(made.id)).etag
    if old == (now_etag if by_header else now.version):
        evidence = (changed.shown("a change"), Evidence("the version after it", f"{old}, as before"))
        return Reply("no: the version stays when the item changes", Confidence.SURE, evidence, _none(how), _claim(how))
    stale = [await _stale(hand, now, f"{made.tag}c{i}", version, by_header) for i, version in enumerate((old, _NEVER))]
    return await _judged(hand, made.id, now, stale, how)


async def _stale(hand: Hand, now: Item, text: str, version: str | None, by_header: bool) -> Seen:
    if not by_header and version == _NEVER:
        version = "2147480011" if (now.version or "").isdigit() else version
    return await _changed(hand, now, text, version, by_header=by_header)


async def _judged(hand: Hand, item_id: str, now: Item, stale: list[Seen], how: str | None) -> Reply:
    after = await hand.item(item_id)
    same = after is not None and _text(hand, after.body) == _text(hand, now.body)
    seen = (stale[0].shown("the version before the last change"), stale[1].shown("a version that never was"))
    if all(one.status in {409, 412} or not one.good for one in stale):
        if not same:
            return Reply("no: it is refused and done all the same", Confidence.SURE, seen, _none(how), _claim(how))
        version = how or "etag"
        news = "" if how else "; the description does not say so"
        return Reply(f"yes, {stale[0].status}{news}", Confidence.SURE, seen, {"version": version})
    if all(one.good for one in stale):
        if same and await hand.changed(now, hand.texts[0].path) is None:
            return Reply("yes: it is accepted and not done", Confidence.LIKELY, seen)
        return Reply("no: it is accepted, and goes over the newer one", Confidence.SURE, seen, _none(how), _claim(how))
    return cannot_tell("one was refused and one accepted", *seen)


async def _changed(hand: Hand, before: Item, text: str, version: str | None, *, by_header: bool) -> Seen:
    body = put(before.body, hand.texts[0].path, text)
    if by_header:
        return await hand.update(before, body, headers={"if-match": version} if version else None)
    if version is None:
        return await hand.update(before, body, protected=True)
    how = hand.record.version.value or ""
    typed = int(version) if version.isdigit() and isinstance(get(before.body, Path.of(how)), int) else version
    stale = put(before.body, Path.of(how), typed)
    return await hand.update(
        before._replace(version=version, body=stale), put(stale, hand.texts[0].path, text), protected=True
    )


def _text(hand: Hand, body: Body) -> object:
    return get(body, hand.texts[0].path)


def _none(how: str | None) -> dict[str, object]:
    return {"version": None} if how else {}


def _claim(how: str | None) -> str:
    return f"writes are protected by {'its ETag' if how == 'etag' else f'`{how}`'}" if how else ""


PROBE = Probe(
    question="Is a write refused that is meant for an older version?",
    why="where it is not, a write that comes late goes over somebody's newer one",
    most=22,
    makes=3,
    applies=can_change,
    write=_write,
    order=30,
    example="`If-Match` with the version before the last change is answered 200: no",
)
