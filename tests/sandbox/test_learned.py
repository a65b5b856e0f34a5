"""A sandbox of a learned description, spoken to by the peer that production uses."""

from pathlib import Path as FilePath

import pytest
from tests.sandbox.helpers import HandClock

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.model.peer import Item, Missing
from interlock.model.profile import Verb
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.systems import learn

_SYSTEMS = FilePath(__file__).parents[2] / "examples" / "orders" / "systems"


@pytest.mark.parametrize("name", ["storefront", "erp"])
async def test_a_peer_reads_and_writes_everything_that_is_described(name: str) -> None:
    file = _SYSTEMS / f"{name}.openapi.yaml"
    profile = learn(name, file.read_bytes(), file=file.name).profile
    clock = HandClock()
    made, twin = (Sandbox(profile, clock, seed=4) for _ in range(2))
    peer = HttpPeer(profile, InProcessTransport(made, clock), clock, made.credential)
    resources = [record.name for record in profile.records if record.operation(Verb.LIST) and record.fields]
    assert len(resources) == 3
    for resource in resources:
        made.populate(resource, 120)
        twin.populate(resource, 120)
    for resource in resources:
        shown = [item async for page in peer.pages(resource, since=None) for item in page.items]
        assert sorted(item.id for item in shown) == sorted(item.id for item in made.store.items(resource))
        body = {key: value for key, value in twin.believable(resource).items() if key != "id"}
        written = await peer.write(resource, peer.create_request(resource, body, key="k-1"))
        assert written.id is not None
        found = await peer.get(resource, written.id)
        assert isinstance(found, Item)
        stored = made.store.item(resource, written.id)
        assert stored is not None
        assert (found.body, found.updated_at) == (stored.body, stored.updated_at)
        clock.forward(10)
        await peer.write(resource, peer.delete_request(resource, found))
        assert await peer.get(resource, written.id) is Missing.GONE
        assert len(made.store.items(resource)) == 120
