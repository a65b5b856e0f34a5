"""The example document at work between two sandboxes: what its criteria ask for, with what can go wrong."""

from __future__ import annotations

from pathlib import Path

from tests.sync.example import Pair, watched

from interlock.model.history import EntryKind, HeldKind


def test_a_paid_order_arrives_with_its_customer(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        customer = pair.customer()
        await pair.minutes(2)
        pair.order(customer, "R1")
        pair.order(customer, "R2", payment_status="pending")
        await pair.minutes(3)
        assert pair.references() == ["R1"]
        (order,) = pair.right.store.items("sales-orders")
        (partner,) = pair.right.store.items("business-partners")
        assert order.body["business_partner_id"] == partner.id
        assert (order.body["total"], order.body["channel"]) == (12.34, "web")

    watched(tmp_path / "ledger", story)


def test_an_order_paid_later_and_then_refunded_follows(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        order = pair.order(pair.customer(), "R1", payment_status="pending")
        await pair.minutes(20)
        assert pair.references() == []
        pair.left.store.change("orders", order, {"payment_status": "paid"})
        await pair.minutes(2)
        assert pair.references() == ["R1"]
        pair.left.store.change("orders", order, {"payment_status": "refunded", "number": "R9", "line_items": []})
        await pair.minutes(2)
        (there,) = pair.right.store.items("sales-orders")
        assert (there.body["payment_state"], there.body["external_reference"]) == ("refunded", "R9")
        assert there.body["lines"] == []

    watched(tmp_path / "ledger", story)


def test_old_orders_stay_and_customers_known_on_both_sides_are_linked(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        pair.order(pair.customer(), "R1")
        pair.right.store.insert(
            "business-partners",
            {"email_address": "c1@x.example", "display_name": "Ann Bee1", "kind": "customer"},
            validate=False,
        )
        await pair.minutes(30)
        assert pair.references() == []
        assert len(pair.right.store.items("business-partners")) == 1
        assert len(pair.left.store.items("customers")) == 1

    watched(tmp_path / "ledger", story)


def test_orders_made_while_the_other_system_is_down_arrive_once(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        customer = pair.customer()
        await pair.minutes(5)
        pair.right.faults.down(pair.clock.now())
        for number in range(60):
            pair.order(customer, f"R{number:03}")
        await pair.minutes(30)
        assert pair.alerts.kinds() == ["system down"]
        pair.right.faults.clear()
        await pair.minutes(5)
        assert pair.references() == [f"R{number:03}" for number in range(60)]

    watched(tmp_path / "ledger", story)


def test_orders_whose_answers_are_lost_arrive_once(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        customer = pair.customer()
        await pair.minutes(5)
        pair.right.faults.lose_answers(times=5)
        for number in range(10):
            pair.order(customer, f"R{number}")
        await pair.minutes(15)
        assert pair.references() == [f"R{number}" for number in range(10)]
        assert pair.ledger.held() == ()

    watched(tmp_path / "ledger", story)


def test_a_refused_order_is_held_and_bad_data_too_while_others_pass(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        customer = pair.customer()
        await pair.minutes(5)
        pair.right.faults.answer(422, containing="BAD")
        pair.order(customer, "BAD")
        pair.order(customer, None)
        pair.order(customer, "GOOD")
        await pair.minutes(15)
        assert pair.references() == ["GOOD"]
        assert [held.kind for held in pair.ledger.held()] == [HeldKind.REJECTED] * 2
        assert pair.alerts.kinds() == ["held", "held"]
        tried = [one for one in pair.right.log if one.request.writes and b"BAD" in one.request.body]
        assert len(tried) == 4

    watched(tmp_path / "ledger", story)


def test_the_newer_phone_wins_and_the_other_is_in_the_history(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        customer = pair.customer()
        await pair.minutes(10)
        (partner,) = pair.right.store.items("business-partners")
        pair.left.store.change("customers", customer, {"phone": "+493011111111"})
        await pair.minutes(0.5)
        pair.right.store.change("business-partners", partner.id, {"phone": "+493022222222"})
        await pair.minutes(15)
        here, there = (
            pair.left.store.item("customers", customer),
            pair.right.store.item("business-partners", partner.id),
        )
        assert here is not None
        assert there is not None
        assert here.body["phone"] == there.body["phone"] == "+493022222222"

    watched(tmp_path / "ledger", story)


def test_deletes_archive_and_too_many_are_held(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        await pair.minutes(2)
        customers = [pair.customer(number) for number in range(40)]
        await pair.minutes(10)
        pair.left.store.remove("customers", customers[0])
        await pair.minutes(15)
        archived = [
            item for item in pair.right.store.items("business-partners") if item.archived or item.body["archived"]
        ]
        assert len(archived) == 1
        for customer in customers[1:15]:
            pair.left.store.remove("customers", customer)
        await pair.minutes(60)
        archived = [
            item for item in pair.right.store.items("business-partners") if item.archived or item.body["archived"]
        ]
        assert len(archived) == 1
        assert "guard" in pair.alerts.kinds()
        assert sum(entry.kind is EntryKind.ARCHIVED for entry in pair.ledger.history()) == 1

    watched(tmp_path / "ledger", story)


def test_stock_flows_back_and_what_has_no_product_is_only_reported(tmp_path: Path) -> None:
    async def story(pair: Pair) -> None:
        pair.left.store.insert("products", {"sku": "A1", "title": "A", "stock_quantity": 5}, validate=False)
        stock = pair.right.store.insert("stock-levels", {"product_code": "a1", "available": 5}, validate=False)
        pair.right.store.insert("stock-levels", {"product_code": "zz", "available": 5}, validate=False)
        await pair.minutes(5)
        pair.right.store.change("stock-levels", stock, {"available": -3})
        await pair.minutes(5)
        (product,) = pair.left.store.items("products")
        assert product.body["stock_quantity"] == 0
        assert sum(entry.kind is EntryKind.REPORTED for entry in pair.ledger.history(record="Stock")) == 1
        pair.right.store.remove("stock-levels", stock)
        await pair.minutes(30)
        assert len(pair.left.store.items("products")) == 1

    watched(tmp_path / "ledger", story)
