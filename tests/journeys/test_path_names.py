"""Requests are named by their record; the ids in their addresses stay out."""

from __future__ import annotations

import pytest

from interlock.journeys.path_names import PathNames
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb

SHOP = SystemProfile(
    "Shop",
    records=(
        RecordProfile(
            "orders",
            operations=(Operation(Verb.LIST, "GET", "/orders"), Operation(Verb.GET, "GET", "/orders/{id}")),
        ),
        RecordProfile("lines", operations=(Operation(Verb.CREATE, "POST", "/orders/{order_id}/lines"),)),
        RecordProfile("notes", operations=(Operation(Verb.GET, "GET", "/notes({id})"),)),
    ),
)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/orders", "orders"),
        ("GET", "/orders/", "orders"),
        ("GET", "/orders/ann@x.example", "orders"),
        ("GET", "/orders/a/b", "other"),
        ("DELETE", "/orders/1", "other"),
        ("POST", "/orders/1/lines", "lines"),
        ("GET", "/notes(17)", "notes"),
        ("POST", "/oauth/token", "other"),
    ],
)
def test_names(method: str, path: str, name: str) -> None:
    assert PathNames([("Shop", SHOP)]).of("Shop", method, path) == name


def test_a_system_that_nobody_knows() -> None:
    assert PathNames([]).of("Shop", "GET", "/orders") == "other"
