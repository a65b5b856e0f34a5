"""The peer and the sandbox read every profile in the same way: what one writes, the other understands."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import cache
from pathlib import Path as File

import pytest
from tests.peers.helpers import START, credential

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.transports.socket import SocketTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import NotPossible, Refused, Unauthorised
from interlock.model.path import Path, get
from interlock.model.peer import Item, Missing
from interlock.model.profile import DeletesSeen, FieldType, RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, Body
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.systems import learn

SYSTEMS = File(__file__).parents[2] / "examples" / "orders" / "systems"


@cache
def profile_of(file: str) -> SystemProfile:
    return learn(file.split(".", maxsplit=1)[0], (SYSTEMS / file).read_bytes(), file=file).profile


RECORDS = [
    (file.name, record.name)
    for file in sorted(SYSTEMS.glob("*.openapi.yaml"))
    for record in profile_of(file.name).records
    if record.operation(Verb.LIST) is not None
]
each_record = pytest.mark.parametrize(("file", "resource"), RECORDS)
Work = Callable[[HttpPeer, Sandbox, VirtualClock, RecordProfile], Awaitable[None]]


def together(file: str, resource: str, work: Work) -> None:
    """Do the work with a peer in front of a sandbox of the same profile, in virtual time."""
    profile = profile_of(file)
    record = profile.record(resource)
    assert record is not None

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock, seed=7)
        peer = HttpPeer(profile, InProcessTransport(sandbox), clock, sandbox.credential)
        await work(peer, sandbox, clock, record)
        await peer.aclose()

    run_virtual(run, start=START)


async def all_of(peer: HttpPeer, resource: str, **since: object) -> list[Item]:
    return [item async for page in peer.pages(resource, since=since.get("since")) for item in page.items]  # type: ignore[arg-type]


def writable(record: RecordProfile) -> Path:
    """A field of the record whose text may be anything."""
    return next(
        field.path
        for field in record.fields
        if field.type is FieldType.STRING
        and not (field.read_only or field.enum or field.format or field.pattern or field.path.array)
        and not field.refers_to.known
        and (field.max_length or 99) >= 12
    )


def fresh(sandbox: Sandbox, record: RecordProfile) -> Body:
    """A body for a new item, with the things that it refers to in place."""
    for field in record.fields:
        target = field.refers_to.value
        if target and not sandbox.store.items(target):
            sandbox.populate(target, 3)
    return sandbox.believable(record.name)


def test_there_are_records_of_both_systems() -> None:
    assert len({file for file, _ in RECORDS}) == 2
    assert len(RECORDS) >= 6


@each_record
def test_every_item_is_listed_once(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, _record: RecordProfile) -> None:
        ids = sandbox.populate(resource, 450)
        listed = await all_of(peer, resource)
        assert sorted(item.id for item in listed) == sorted(ids)
        shown = sandbox.store.item(resource, ids[3])
        assert shown is not None
        same = next(item for item in listed if item.id == ids[3])
        assert (same.body, same.updated_at) == (shown.body, shown.updated_at)

    together(file, resource, work)


@each_record
def test_only_what_changed_is_listed(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, clock: VirtualClock, record: RecordProfile) -> None:
        ids = sandbox.populate(resource, 30)
        await clock.sleep(86_400)
        since = clock.now()
        await clock.sleep(5)
        for number in ids[:4]:
            sandbox.store.change(resource, number, {str(writable(record)): "changed now"})
        assert sorted(item.id for item in await all_of(peer, resource, since=since)) == sorted(ids[:4])
        assert await all_of(peer, resource, since=clock.now() + timedelta(minutes=5)) == []

    together(file, resource, work)


@each_record
def test_what_is_created_is_there_as_it_was_sent(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, record: RecordProfile) -> None:
        body = fresh(sandbox, record)
        request = peer.create_request(resource, body, key="k-1")
        written = await peer.write(resource, request)
        assert written.id is not None
        assert written.item == await peer.get(resource, written.id)
        kept = sandbox.store.item(resource, written.id)
        assert kept is not None
        for field in record.fields:
            if field.read_only or field.path.array or len(field.path.parts) > 1:
                continue
            sent = get(body, field.path)
            if sent is not ABSENT:
                assert get(kept.body, field.path) == sent, field.path
        if record.idempotency_header.known:
            count = len(sandbox.store.items(resource))
            assert (await peer.write(resource, request)).id == written.id
            assert len(sandbox.store.items(resource)) == count

    together(file, resource, work)


@each_record
def test_an_update_changes_what_it_should_and_nothing_else(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, clock: VirtualClock, record: RecordProfile) -> None:
        identity = sandbox.populate(resource, 3)[1]
        before = await peer.get(resource, identity)
        assert isinstance(before, Item)
        field = writable(record)
        await clock.sleep(10)
        request = peer.update_request(resource, before, {**before.body, field.root: "changed now"})
        written = await peer.write(resource, request)
        assert written.item is not None
        own = {field.root, str(record.updated_at.value)}
        assert {key: value for key, value in written.item.body.items() if key not in own} == {
            key: value for key, value in before.body.items() if key not in own
        }
        assert get(written.item.body, field) == "changed now"
        assert written.item.updated_at == clock.now()

    together(file, resource, work)


@each_record
def test_a_deleted_item_is_gone_and_seen_as_the_profile_says(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, clock: VirtualClock, record: RecordProfile) -> None:
        ids = sandbox.populate(resource, 5)
        before = await peer.get(resource, ids[2])
        assert isinstance(before, Item)
        await clock.sleep(60)
        since = clock.now()
        await peer.write(resource, peer.delete_request(resource, before))
        assert await peer.get(resource, ids[2]) is Missing.GONE
        seen = record.deletes.value
        tombstones = [ids[2]] if seen is not None and seen.how is DeletesSeen.TOMBSTONE else []
        assert [item.id for item in await all_of(peer, resource, since=since) if item.deleted] == tombstones
        assert [item.id for item in await all_of(peer, resource) if item.deleted] == tombstones
        with pytest.raises(Refused) as caught:
            await peer.write(resource, peer.delete_request(resource, before))
        assert caught.value.status == 404

    together(file, resource, work)


@each_record
def test_an_item_is_archived_where_that_is_possible(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, record: RecordProfile) -> None:
        identity = sandbox.populate(resource, 1)[0]
        before = await peer.get(resource, identity)
        assert isinstance(before, Item)
        assert not before.archived
        if record.operation(Verb.ARCHIVE) is None and not record.archive_flag.known:
            with pytest.raises(NotPossible):
                peer.archive_request(resource, before, field=None, value=None)
            return
        await peer.write(resource, peer.archive_request(resource, before, field=None, value=None))
        after = await peer.get(resource, identity)
        assert isinstance(after, Item)
        assert after.archived
        if record.operation(Verb.RESTORE) is not None:
            await peer.write(resource, peer.restore_request(resource, after))
            back = await peer.get(resource, identity)
            assert isinstance(back, Item)
            assert not back.archived

    together(file, resource, work)


@each_record
def test_an_item_is_found_by_every_filter(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, record: RecordProfile) -> None:
        sandbox.populate(resource, 20)
        for how in record.finds:
            some = sandbox.store.items(resource)[7]
            value = str(get(some.body, how.field))
            wanted = [item.id for item in sandbox.store.items(resource) if get(item.body, how.field) == value]
            found = await peer.find(resource, how.field, value)
            assert sorted(item.id for item in found) == sorted(wanted)
            assert await peer.find(resource, how.field, "nobody@nowhere.example") == ()

    together(file, resource, work)


@pytest.mark.parametrize("file", sorted({file for file, _ in RECORDS}))
def test_a_wrong_credential_stops(file: str) -> None:
    profile = profile_of(file)

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock)
        wrong = credential(**dict.fromkeys(sandbox.credential.parts, "wrong"))
        peer = HttpPeer(profile, InProcessTransport(sandbox), clock, wrong)
        with pytest.raises(Unauthorised) as caught:
            await all_of(peer, profile.records[0].name)
        assert "wrong" not in caught.value.message

    run_virtual(run, start=START)


@each_record
def test_tokens_that_die_are_renewed(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, _record: RecordProfile) -> None:
        identity = sandbox.populate(resource, 1)[0]
        for _ in range(3):
            assert isinstance(await peer.get(resource, identity), Item)
            sandbox.expire_tokens()

    together(file, resource, work)


@each_record
def test_a_stated_limit_is_never_hit(file: str, resource: str) -> None:
    async def work(peer: HttpPeer, sandbox: Sandbox, _clock: VirtualClock, _record: RecordProfile) -> None:
        identity = sandbox.populate(resource, 1)[0]
        for _ in range(300):
            await peer.get(resource, identity)
        assert {exchange.response.status for exchange in sandbox.log if exchange.response is not None} == {200}

    together(file, resource, work)


@pytest.mark.parametrize("file", sorted({file for file, _ in RECORDS}))
async def test_over_a_socket_it_is_the_same(file: str) -> None:
    """One round of listing, reading, changing, finding and deleting, through real connections."""
    profile = profile_of(file)
    record = next(record for record in profile.records if record.operation(Verb.LIST) is not None)
    sandbox = Sandbox(profile, SystemClock(), seed=7)
    async with SandboxServer(sandbox) as server:
        peer = HttpPeer(profile, SocketTransport(server.address), SystemClock(), sandbox.credential)
        ids = sandbox.populate(record.name, 120)
        listed = await all_of(peer, record.name)
        assert sorted(item.id for item in listed) == sorted(ids)
        field = writable(record)
        request = peer.update_request(record.name, listed[0], {**listed[0].body, field.root: "ä & 'b'"})
        written = await peer.write(record.name, request)
        assert written.item is not None
        assert get(written.item.body, field) == "ä & 'b'"
        for how in record.finds:
            value = str(get(listed[0].body, how.field))
            assert listed[0].id in {item.id for item in await peer.find(record.name, how.field, value)}
        await peer.write(record.name, peer.delete_request(record.name, listed[0]))
        assert await peer.get(record.name, listed[0].id) is Missing.GONE
        await peer.aclose()
