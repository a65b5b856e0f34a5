"""Plays criteria on real systems, in real time, with items of its own and nothing else."""

from interlock.verify.live.bench import LiveBench, Place
from interlock.verify.live.clearing import Left, clear, tags_in_use
from interlock.verify.live.mine import Mine, Notes, tag_of
from interlock.verify.live.turns import SharedTurns

__all__ = ["Left", "LiveBench", "Mine", "Notes", "Place", "SharedTurns", "clear", "tag_of", "tags_in_use"]
