"""A write that says which version it is meant for is done whatever version stands."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings(ignores_versions=True), example="a stale If-Match is answered 200 and goes over the newer version"
)
