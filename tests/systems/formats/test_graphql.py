"""A GraphQL schema: lists by cursor and by offset, one by id, mutations; and a sandbox of it that works."""

from __future__ import annotations

import asyncio

import graphql
import orjson
import pytest
from tests.peers.helpers import START
from tests.systems.formats.helpers import learned, record_of, told, works

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import Refused
from interlock.model.http import Response
from interlock.model.peer import Item, Missing
from interlock.model.profile import Operation, PagingStyle, Verb
from interlock.peers import HttpPeer
from interlock.peers.judging import judged
from interlock.sandbox import Sandbox

SDL = '''
"""An instant"""
scalar DateTime
enum OrderState { OPEN PAID }
interface Node { id: ID! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type Money { amount: Float! currency: String! }
type Customer implements Node {
  id: ID! email: String name: String! updatedAt: DateTime! orders(first: Int): OrderConnection!
}
type Order implements Node {
  id: ID!
  "Shown to people"
  number: String!
  state: OrderState!
  total: Money!
  customer: Customer
  tags: [String!]!
  lines: [Line!]!
  history(first: Int!): OrderConnection!
  old: String @deprecated(reason: "gone")
  createdAt: DateTime!
  updatedAt: DateTime!
}
type Line { sku: String! quantity: Int! }
type OrderEdge { cursor: String! node: Order! }
type OrderConnection { edges: [OrderEdge!]! pageInfo: PageInfo! }
type ProductList { items: [Product!]! total: Int! }
type Product { id: Int! title: String price: Float }
input DateFilter { gte: DateTime lt: DateTime }
input OrderFilter { updatedAt: DateFilter state: OrderState }
enum OrderSort { CREATED_AT UPDATED_AT }
input MoneyInput { amount: Float! currency: String! }
input LineInput { sku: String! quantity: Int! }
input OrderInput { number: String! state: OrderState total: MoneyInput! customerId: ID lines: [LineInput!] }
input OrderUpdateInput { id: ID! number: String state: OrderState clientMutationId: String }
type UserError { field: [String!] message: String! code: String }
type OrderPayload { order: Order userErrors: [UserError!]! }
type DeletePayload { deletedOrderId: ID userErrors: [UserError!]! }
type Query {
  node(id: ID!): Node
  orders(first: Int, after: String, filter: OrderFilter, sortKey: OrderSort, number: String): OrderConnection!
  customers(first: Int, after: String): CustomerConnection!
  products(limit: Int = 20, offset: Int): ProductList!
  product(id: Int!): Product
  shopOf(tenant: ID!): [Product!]!
}
type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! }
type Mutation {
  orderCreate(input: OrderInput!): OrderPayload!
  orderUpdate(input: OrderUpdateInput!): OrderPayload!
  orderDelete(id: ID!): DeletePayload!
  createProduct(title: String, price: Float): Product!
  updateProduct(id: Int!, title: String, price: Float): Product!
  deleteProduct(id: Int!): Boolean!
}
'''


def test_lists_singles_and_mutations_are_learned() -> None:
    found = learned(shop__graphql=SDL)
    assert {r.name for r in found.profile.records} == {"orders", "customers", "products"}
    orders = record_of(found, "orders")
    assert {o.verb: (o.method, o.path, o.records_path, o.body_path, o.id_param) for o in orders.operations} == {
        Verb.LIST: ("POST", "/graphql", "data.orders.edges[*].node", "", ""),
        Verb.GET: ("POST", "/graphql", "data.node", "", "variables.id"),
        Verb.CREATE: ("POST", "/graphql", "data.orderCreate.order", "variables.input", ""),
        Verb.UPDATE: ("POST", "/graphql", "data.orderUpdate.order", "variables.input", "variables.input.id"),
        Verb.DELETE: ("POST", "/graphql", "", "variables", "variables.id"),
    }
    paging = orders.paging.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.where, paging.next_path) == (
        PagingStyle.CURSOR,
        "variables.after",
        "body",
        "data.orders.pageInfo.endCursor",
    )
    rows = {str(f.path): (f.type.value, f.format, f.nullable, f.read_only) for f in orders.fields}
    assert rows == {
        "id": ("string", "", False, True),
        "number": ("string", "", False, False),
        "state": ("string", "", True, False),
        "total": ("object", "", False, False),
        "total.amount": ("number", "", False, False),
        "total.currency": ("string", "", False, False),
        "customer": ("object", "", True, True),
        "customer.id": ("string", "", False, True),
        "tags[]": ("array", "", False, True),
        "lines[]": ("array", "", True, False),
        "lines[].sku": ("string", "", False, False),
        "lines[].quantity": ("integer", "int32", False, False),
        "createdAt": ("string", "date-time", False, True),
        "updatedAt": ("string", "date-time", False, True),
        "customerId": ("string", "", True, False),
    }
    number = orders.field("number")
    assert number is not None
    assert (number.pointer, number.description, number.required) == ("#OrderInput.number", "Shown to people", True)
    since = orders.since.value
    assert since is not None
    assert (since.parameter, since.template) == ("variables.filter", '{"updatedAt": {"gte": "{since}"}}')
    assert told(orders.since).endswith("likely, #Query.orders(filter:)")
    assert orders.sort.value is not None
    assert orders.sort.value[1] == "UPDATED_AT"
    assert [(str(f.field), f.parameter) for f in orders.finds] == [("number", "variables.number")]
    create = orders.operation(Verb.CREATE)
    assert create is not None
    assert create.refusals == ("errors", "data.orderCreate.userErrors")
    assert {f.code for f in found.findings} == {"endpoint-unknown", "lists-within"}


def test_every_document_that_is_sent_is_valid() -> None:
    schema = graphql.build_schema(SDL)
    for record in learned(shop__graphql=SDL).profile.records:
        for operation in record.operations:
            text = operation.body_fixed["query"]
            assert isinstance(text, str)
            assert graphql.validate(schema, graphql.parse(text)) == [], text


def test_introspection_gives_the_same_as_the_schema() -> None:
    schema = graphql.build_schema(SDL)
    answer = graphql.graphql_sync(schema, graphql.get_introspection_query()).data
    from_answer = learned(shop__json=orjson.dumps({"data": answer}))
    from_text = learned(shop__graphql=SDL)
    assert from_answer.profile.records == from_text.profile.records


@pytest.mark.parametrize(("resource", "field", "value"), [("orders", "number", "A-7"), ("products", "title", "Cup")])
def test_a_sandbox_of_it_works(resource: str, field: str, value: str) -> None:
    works(learned(shop__graphql=SDL).profile, resource, field=field, value=value)


def test_a_refusal_within_an_answer_is_a_refusal() -> None:
    profile = learned(shop__graphql=SDL).profile

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock, seed=1)
        peer = HttpPeer(profile, InProcessTransport(sandbox, clock), clock, sandbox.credential)
        body = {**sandbox.believable("orders"), "number": None}
        with pytest.raises(Refused) as refused:
            await peer.write("orders", peer.create_request("orders", body, key=None))
        assert refused.value.status == 422
        assert sandbox.store.items("orders") == ()
        assert await peer.get("orders", "nobody") is Missing.GONE
        (there,) = sandbox.populate("orders", 1)
        found = await peer.get("orders", there)
        assert isinstance(found, Item)
        sandbox.store.erase(sandbox.store.shelf("orders"), sandbox.store.items("orders")[0])
        with pytest.raises(Refused) as refused:
            await peer.write("orders", peer.delete_request("orders", found))
        assert refused.value.status == 404
        await asyncio.sleep(0)

    run_virtual(run, start=START)


def _answered(verb: Verb, body: object) -> int:
    operation = Operation(
        verb, "POST", "/graphql", records_path="data.m.order", refusals=("errors", "data.m.userErrors")
    )
    return judged(operation, Response(200, {}, orjson.dumps(body))).status


@pytest.mark.parametrize(
    ("verb", "body", "status"),
    [
        (Verb.CREATE, {"data": {"m": {"order": {"id": 1}, "userErrors": []}}}, 200),
        (Verb.CREATE, {"data": {"m": {"order": None, "userErrors": [{"message": "bad"}]}}}, 422),
        (Verb.CREATE, {"data": {"m": {"order": {"id": 1}, "userErrors": [{"message": "bad"}]}}}, 500),
        (Verb.CREATE, {"data": {"m": {"order": {"id": 1}}}, "errors": [{"message": "x"}]}, 500),
        (Verb.CREATE, {"errors": [{"message": "x", "extensions": {"code": "THROTTLED"}}]}, 429),
        (Verb.CREATE, {"errors": [{"message": "x", "extensions": {"code": "UNAUTHENTICATED"}}]}, 401),
        (Verb.CREATE, {"errors": [{"message": "customer does not exist"}]}, 422),
        (Verb.DELETE, {"data": {"m": {"userErrors": [{"message": "Order does not exist"}]}}}, 404),
        (Verb.LIST, {"data": {"m": {}}, "errors": [{"message": "x"}]}, 422),
        (Verb.GET, {"data": {"m": {"order": None}}}, 404),
    ],
)
def test_an_answer_has_the_status_that_it_means(verb: Verb, body: object, status: int) -> None:
    assert _answered(verb, body) == status


@pytest.mark.parametrize(
    "text",
    [
        "type Query { a: [A!]! ",
        "type Query { a: [Missing!]! }\ntype B { x: Int }",
        "type Query { a: " + "[" * 5000 + "A" + "]" * 5000 + " }\ntype A { x: Int }",
        '{"data": {"__schema": {"types": 7}}}',
        '{"__schema": null}',
        "type Query { a: [A] }\ntype A { a: A b: B }\ntype B { a: A b: B c: [B] }",
    ],
)
def test_broken_schemas_give_findings(text: str) -> None:
    assert learned(a__graphql=text).findings
