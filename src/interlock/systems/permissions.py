"""What an operation asks a caller to show: its own `security`, else that of the whole description."""

from __future__ import annotations

from interlock.model.sign_in import Permission
from interlock.systems.tree import Node, Tree

_MOST_WAYS = 20
_MOST_SCOPES = 100


def asks_of(tree: Tree, operation: Node) -> tuple[tuple[Permission, ...], ...]:
    """What must be shown, all of one of these; empty where nothing need be, or nothing is said."""
    own = operation.below("security")
    given = own if isinstance(own.value, list) else tree.root.below("security")
    ways = (_way(need) for need in list(given.elements())[:_MOST_WAYS] if need.is_object)
    return tuple(dict.fromkeys(way for way in ways if way))


def _way(need: Node) -> tuple[Permission, ...]:
    return tuple(Permission(name, _scopes(asked)) for name, asked in list(need.entries())[:_MOST_WAYS])


def _scopes(asked: Node) -> tuple[str, ...]:
    if not isinstance(asked.value, list):
        return ()
    return tuple(dict.fromkeys(scope for scope in asked.value[:_MOST_SCOPES] if isinstance(scope, str) and scope))
