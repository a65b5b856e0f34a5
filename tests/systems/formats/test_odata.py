"""OData metadata, versions 2 and 4: entities, keys, what may be written, and a sandbox of it that works."""

from __future__ import annotations

import pytest
from tests.systems.formats.helpers import learned, record_of, told, works

from interlock.model.fact import Confidence
from interlock.model.profile import PagingStyle, Verb

V4 = """<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop.Model" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="State"><Member Name="Open"/><Member Name="Closed"/></EnumType>
  <ComplexType Name="Address"><Property Name="City" Type="Edm.String" MaxLength="40"/></ComplexType>
  <EntityType Name="Base" Abstract="true"><Key><PropertyRef Name="ID"/></Key>
    <Property Name="ID" Type="Edm.Guid" Nullable="false"/>
    <Property Name="ModifiedAt" Type="Edm.DateTimeOffset" Nullable="false">
      <Annotation Term="Org.OData.Core.V1.Computed"/></Property></EntityType>
  <EntityType Name="Customer" BaseType="Self.Base">
    <Property Name="Name" Type="Edm.String" Nullable="false" MaxLength="80"/>
    <Property Name="Email" Type="Edm.String"/>
    <Property Name="Address" Type="Self.Address"/>
    <Property Name="Tags" Type="Collection(Edm.String)"/>
    <Property Name="State" Type="Self.State"/>
    <Property Name="Credit" Type="Edm.Decimal" Precision="10" Scale="2"/></EntityType>
  <EntityType Name="Order"><Key><PropertyRef Name="Number"/></Key>
    <Property Name="Number" Type="Edm.String" Nullable="false" MaxLength="20"/>
    <Property Name="CustomerID" Type="Edm.Guid"/>
    <NavigationProperty Name="Customer" Type="Self.Customer">
      <ReferentialConstraint Property="CustomerID" ReferencedProperty="ID"/></NavigationProperty></EntityType>
  <EntityType Name="Line"><Key><PropertyRef Name="Order"/><PropertyRef Name="Row"/></Key>
    <Property Name="Order" Type="Edm.String" Nullable="false"/><Property Name="Row" Type="Edm.Int32" Nullable="false"/>
  </EntityType>
  <EntityContainer Name="C">
    <EntitySet Name="Customers" EntityType="Shop.Model.Customer">
      <Annotation Term="Org.OData.Core.V1.OptimisticConcurrency"><Collection/></Annotation></EntitySet>
    <EntitySet Name="Orders" EntityType="Self.Order"/>
    <EntitySet Name="Lines" EntityType="Self.Line"/></EntityContainer>
  <Annotations Target="Self.C/Orders"><Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record>
    <PropertyValue Property="Deletable" Bool="false"/></Record></Annotation></Annotations>
</Schema></edmx:DataServices></edmx:Edmx>"""

V2 = """<?xml version="1.0"?>
<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"
  xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:s="urn:labels">
<edmx:DataServices m:DataServiceVersion="2.0"><Schema Namespace="N" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">
  <EntityType Name="Product"><Key><PropertyRef Name="Id"/></Key>
    <Property Name="Id" Type="Edm.Guid" Nullable="false" s:creatable="false" s:updatable="false"/>
    <Property Name="Title" Type="Edm.String" MaxLength="40" s:label="Product title"/>
    <Property Name="Price" Type="Edm.Decimal" Scale="2"/>
    <Property Name="Etag" Type="Edm.String" ConcurrencyMode="Fixed"/>
    <Property Name="ChangedOn" Type="Edm.DateTime" s:creatable="false" s:updatable="false"/>
    <Property Name="MakerId" Type="Edm.Int32"/></EntityType>
  <EntityType Name="Maker"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="Name" Type="Edm.String"/></EntityType>
  <Association Name="M"><End Role="P" Type="N.Product"/><End Role="M" Type="N.Maker"/>
    <ReferentialConstraint><Principal Role="M"><PropertyRef Name="Id"/></Principal>
      <Dependent Role="P"><PropertyRef Name="MakerId"/></Dependent></ReferentialConstraint></Association>
  <EntityContainer Name="C"><EntitySet Name="Products" EntityType="N.Product"/>
    <EntitySet Name="Makers" EntityType="N.Maker" s:creatable="false" s:deletable="false"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"""


def test_entities_of_version_4_are_learned() -> None:
    found = learned(metadata__xml=V4)
    assert found.profile.description_format == "OData 4.0"
    customers = record_of(found, "Customers")
    rows = {
        str(f.path): (f.type.value, f.format, f.max_length, f.nullable, f.required, f.read_only)
        for f in customers.fields
    }
    assert rows == {
        "ID": ("string", "uuid", None, False, False, False),
        "ModifiedAt": ("string", "date-time", None, False, False, True),
        "Name": ("string", "", 80, False, True, False),
        "Email": ("string", "", None, True, False, False),
        "Address": ("object", "", None, True, False, False),
        "Address.City": ("string", "", 40, True, False, False),
        "Tags[]": ("array", "", None, False, False, False),
        "State": ("string", "", None, True, False, False),
        "Credit": ("number", "decimal", None, True, False, False),
    }
    assert customers.fields[7].enum == ("Open", "Closed") or customers.field("State").enum == ("Open", "Closed")  # type: ignore[union-attr]
    assert told(customers.primary_key) == "(Path(parts=('ID',)),), sure, #Shop.Model.Customer/Key"
    assert told(customers.version) == "etag, sure, #Shop.Model.C/Customers"
    assert customers.since.value is not None
    assert (customers.since.value.parameter, customers.since.value.template) == ("$filter", "{field} ge {since}")
    assert customers.since.confidence is Confidence.LIKELY
    paging = customers.paging.value
    assert paging is not None
    assert (paging.style, paging.next_path) == (PagingStyle.LINK, "@odata.nextLink")
    assert {o.verb: (o.method, o.path) for o in customers.operations} == {
        Verb.LIST: ("GET", "/Customers"),
        Verb.CREATE: ("POST", "/Customers"),
        Verb.GET: ("GET", "/Customers({ID})"),
        Verb.UPDATE: ("PATCH", "/Customers({ID})"),
        Verb.DELETE: ("DELETE", "/Customers({ID})"),
    }
    orders = record_of(found, "Orders")
    assert orders.operation(Verb.DELETE) is None
    get = orders.operation(Verb.GET)
    assert get is not None
    assert get.path == "/Orders('{Number}')"
    holder = orders.field("CustomerID")
    assert holder is not None
    assert told(holder.refers_to) == "Customers, sure, #Shop.Model.Order/CustomerID"
    assert {f.code for f in found.findings} == {"key-of-several", "not-in-metadata"}


def test_entities_of_version_2_are_learned() -> None:
    found = learned(metadata__xml=V2)
    products = record_of(found, "Products")
    assert {o.verb: (o.method, o.path, o.records_path) for o in products.operations} == {
        Verb.LIST: ("GET", "/Products", "d.results"),
        Verb.CREATE: ("POST", "/Products", "d"),
        Verb.GET: ("GET", "/Products(guid'{Id}')", "d"),
        Verb.UPDATE: ("MERGE", "/Products(guid'{Id}')", ""),
        Verb.DELETE: ("DELETE", "/Products(guid'{Id}')", ""),
    }
    price, title, maker = (products.field(name) for name in ("Price", "Title", "MakerId"))
    assert price is not None
    assert title is not None
    assert maker is not None
    assert (price.type.value, title.label, maker.refers_to.value) == ("string", "Product title", "Makers")
    assert products.version.value == "etag"
    assert products.since.value is not None
    assert products.since.value.template == "{field} ge datetime'{since}'"
    assert {o.verb for o in record_of(found, "Makers").operations} == {Verb.LIST, Verb.GET, Verb.UPDATE}


@pytest.mark.parametrize(
    ("metadata", "resource", "field"), [(V4, "Customers", "Name"), (V4, "Lines", ""), (V2, "Products", "Title")]
)
def test_a_sandbox_of_it_works(metadata: str, resource: str, field: str) -> None:
    profile = learned(metadata__xml=metadata).profile
    if field:
        works(profile, resource, field=field, value="Ada's")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<edmx:Edmx Version="4.0" xmlns:edmx="u"><edmx:DataServices>', "the OData metadata cannot be read"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Edmx Version="4.0">&a;</Edmx>', "it defines entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Edmx Version="4.0">&a;</Edmx>', "it defines entities"),
        ('<Edmx Version="4.0"></Edmx>', "describes no operation"),
        (V4.replace('BaseType="Self.Base"', 'BaseType="Self.Customer"'), ""),
    ],
)
def test_broken_and_hostile_metadata_gives_findings(text: str, said: str) -> None:
    found = learned(metadata__xml=text)
    assert said in " ".join(f.message for f in found.findings)
