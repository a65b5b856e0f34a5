"""Stateful stand-ins for systems, made of their profiles."""

from interlock.sandbox.aiming import aim, aimed_at
from interlock.sandbox.behaviours import Behaviours, MergedAnswer, Spelling
from interlock.sandbox.faults import Fault, FaultKind, Faults
from interlock.sandbox.item import StoredItem
from interlock.sandbox.log import Exchange
from interlock.sandbox.sandbox import Sandbox
from interlock.sandbox.store import Store

__all__ = [
    "Behaviours",
    "Exchange",
    "Fault",
    "FaultKind",
    "Faults",
    "MergedAnswer",
    "Sandbox",
    "Spelling",
    "Store",
    "StoredItem",
    "aim",
    "aimed_at",
]
