"""Deleted items show their id, their mark and the time, and nothing else."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(thin_tombstones=True), example='`{"id": 7, "deleted": true}` where the item was')
