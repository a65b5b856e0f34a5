"""Systems as the sync sees them: items instead of requests, over any description and any transport."""

from interlock.peers.http_peer import HttpPeer

__all__ = ["HttpPeer"]
