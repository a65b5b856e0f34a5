"""A WSDL: records and fields are learned, and that nothing can be sent yet is said."""

from __future__ import annotations

import pytest
from tests.peers.helpers import START
from tests.systems.formats.helpers import learned, record_of

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import NotPossible
from interlock.model.finding import Severity
from interlock.model.profile import Verb
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox

NAMED = """<?xml version="1.0"?>
<wsdl:definitions name="Stock" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="urn:t">
<wsdl:types><xs:schema targetNamespace="urn:t">
  <xs:simpleType name="Kind"><xs:restriction base="xs:string"><xs:enumeration value="raw"/>
<xs:enumeration value="made"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:maxLength value="12"/></xs:restriction>
</xs:simpleType>
  <xs:complexType name="Article"><xs:sequence>
    <xs:element name="id" type="xs:long"/><xs:element name="code" type="t:Code"/>
    <xs:element name="kind" type="t:Kind" minOccurs="0"/>
    <xs:element name="price" type="xs:decimal" minOccurs="0" nillable="true"/>
    <xs:element name="store" type="t:Store" minOccurs="0"/>
    <xs:element name="tag" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="changedAt" type="xs:dateTime" minOccurs="0"/></xs:sequence></xs:complexType>
  <xs:complexType name="Store"><xs:sequence><xs:element name="city" type="xs:string"/>
    <xs:element name="parent" type="t:Store" minOccurs="0"/></xs:sequence></xs:complexType>
  <xs:element name="GetArticle"><xs:complexType><xs:sequence><xs:element name="id" type="xs:long"/></xs:sequence>
    </xs:complexType></xs:element>
  <xs:element name="GetArticleResponse"><xs:complexType><xs:sequence><xs:element name="result" type="t:Article"/>
    </xs:sequence></xs:complexType></xs:element>
</xs:schema></wsdl:types>
<wsdl:message name="In"><wsdl:part name="p" element="t:GetArticle"/></wsdl:message>
<wsdl:message name="Out"><wsdl:part name="p" element="t:GetArticleResponse"/></wsdl:message>
<wsdl:portType name="P">
  <wsdl:operation name="GetArticle"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation>
  <wsdl:operation name="ListArticles"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation>
  <wsdl:operation name="CreateArticle"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation>
  <wsdl:operation name="DeleteArticle"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation>
</wsdl:portType>
<wsdl:service name="S"><wsdl:port name="P" binding="t:B">
<soap:address location="https://stock.example/soap/v3"/></wsdl:port>
</wsdl:service></wsdl:definitions>"""

GENERIC = """<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:e="urn:e"
  xmlns:x="http://www.w3.org/2001/XMLSchema">
<types><x:schema targetNamespace="urn:e">
  <x:complexType name="Thing"><x:sequence><x:element name="Id" type="x:string" nillable="true"/></x:sequence>
</x:complexType>
  <x:complexType name="Account"><x:complexContent><x:extension base="e:Thing"><x:sequence>
    <x:element name="Name" type="x:string" minOccurs="0"/></x:sequence></x:extension></x:complexContent>
</x:complexType>
  <x:complexType name="Contact"><x:complexContent><x:extension base="e:Thing"><x:sequence>
    <x:element name="Email" type="x:string" minOccurs="0"/></x:sequence></x:extension></x:complexContent>
</x:complexType>
  <x:element name="create"><x:complexType><x:sequence><x:element name="things" type="e:Thing" maxOccurs="unbounded"/>
    </x:sequence></x:complexType></x:element>
  <x:element name="query"><x:complexType><x:sequence><x:element name="text" type="x:string"/></x:sequence>
</x:complexType>
  </x:element>
  <x:element name="queryResponse"><x:complexType><x:sequence>
<x:element name="records" type="e:Thing" maxOccurs="unbounded"/>
    </x:sequence></x:complexType></x:element>
</x:schema></types>
<message name="C"><part name="p" element="e:create"/></message><message name="Q">
<part name="p" element="e:query"/></message>
<message name="R"><part name="p" element="e:queryResponse"/></message>
<portType name="P"><operation name="create"><input message="e:C"/></operation>
<operation name="query"><input message="e:Q"/><output message="e:R"/></operation></portType></definitions>"""


def test_records_and_operations_are_learned() -> None:
    found = learned(stock__wsdl=NAMED)
    article = record_of(found, "Article")
    sent = ("POST", "/soap/v3", "application/xml")
    wanted = dict.fromkeys((Verb.LIST, Verb.GET, Verb.CREATE, Verb.DELETE), sent)
    assert {o.verb: (o.method, o.path, o.form.value) for o in article.operations} == wanted
    rows = {
        str(f.path): (f.type.value, f.format, f.max_length, f.nullable, f.required, len(f.enum)) for f in article.fields
    }
    assert rows["code"] == ("string", "", 12, False, True, 0)
    assert rows["kind"] == ("string", "", None, False, False, 2)
    assert rows["price"] == ("number", "decimal", None, True, False, 0)
    assert rows["store.city"][0] == "string"
    assert rows["tag[]"][0] == "array"
    assert article.updated_at.value is not None
    assert found.profile.servers == ("https://stock.example",)
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("soap-cannot-run", Severity.ERROR)


def test_records_of_operations_that_take_anything_are_learned() -> None:
    found = learned(crm__wsdl=GENERIC)
    assert {r.name: sorted(str(f.path) for f in r.fields) for r in found.profile.records} == {
        "Account": ["Id", "Name"],
        "Contact": ["Email", "Id"],
    }


def test_nothing_is_sent_to_it() -> None:
    profile = learned(stock__wsdl=NAMED).profile

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock)
        peer = HttpPeer(profile, InProcessTransport(sandbox, clock), clock, sandbox.credential)
        with pytest.raises(NotPossible, match="asked in XML"):
            _ = [page async for page in peer.pages("Article", since=None)]
        with pytest.raises(NotPossible, match="asked in XML"):
            await peer.get("Article", "1")
        with pytest.raises(NotPossible, match="cannot be written"):
            peer.create_request("Article", {"code": "x"}, key=None)
        assert sandbox.log == []

    run_virtual(run, start=START)


@pytest.mark.parametrize(
    "text",
    [
        NAMED[:900],
        NAMED.replace("<wsdl:types>", "<wsdl:nothing>").replace("</wsdl:types>", "</wsdl:nothing>"),
        (
            '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
            '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">&b;</definitions>'
        ),
        GENERIC.replace('base="e:Thing"', 'base="e:Account"'),
    ],
)
def test_broken_and_hostile_ones_give_findings(text: str) -> None:
    assert any(f.severity is Severity.ERROR for f in learned(a__wsdl=text).findings)
