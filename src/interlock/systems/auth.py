"""How a caller proves who it is: from the security schemes, else from headers and prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.model.profile import AuthKind, AuthScheme, Confidence, Evidence, Fact
from interlock.systems.calls import Call, Input
from interlock.systems.tree import Node, Tree
from interlock.systems.words import sentence, tokens

_FLOWS = {
    "clientCredentials": "clientCredentials",
    "application": "clientCredentials",
    "authorizationCode": "authorizationCode",
    "accessCode": "authorizationCode",
    "password": "password",
    "implicit": "implicit",
    "deviceAuthorization": "deviceAuthorization",
}
# Machines use the first ones; a person must be there for the others.
_FLOW_ORDER = ("clientCredentials", "authorizationCode", "deviceAuthorization", "password", "implicit")
_PREFIX = re.compile(
    r"authorization[`'\"]?(?:\s*[:=]\s*[`'\"]?| (?:\w+ ){0,2}(?:to|as|is) [`'\"])"
    r"([A-Za-z][\w-]{2,40})[ =]+[`'\"<{\[$A-Za-z*.…]",
    re.IGNORECASE,
)
_KEY_HEADER = re.compile(r"[`'\"]([Xx]-[\w-]*(?:key|token|auth|secret)[\w-]*)[`'\"]", re.IGNORECASE)
_FIRST_WORD = re.compile(r"([A-Za-z][\w-]{2,40}) +\S")
_NOT_KEYS = {"idempotency", "csrf", "xsrf", "page", "next", "continuation", "cursor", "partition", "routing", "public"}
_OF_A_KEY = (AuthKind.API_KEY, AuthKind.BEARER)
_MOST_SCHEMES = 20
_MOST_SCOPES = 500
_MOST_TEXTS = 600


def auth_of(tree: Tree, calls: Iterable[Call]) -> Fact[tuple[AuthScheme, ...]]:
    """The ways to sign requests, those that are asked for everywhere first."""
    old = tree.get(tree.root, "securityDefinitions")
    schemes = old if old.is_object else tree.get(tree.get(tree.root, "components"), "securitySchemes")
    known = tuple(calls)
    word = _word_before(tree, known)
    found: list[tuple[str, AuthScheme]] = []
    for name, given in list(schemes.entries())[:_MOST_SCHEMES]:
        found += [(name, scheme) for scheme in _schemes(tree, name, tree.resolve(given), word)]
    if found:
        order = _asked(tree)
        found.sort(key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
        schemes_found = tuple(scheme for _, scheme in found)
        # Two ways of one scheme: what stands before the key is not said.
        unsaid = len({name for name, s in found if s.kind in _OF_A_KEY}) < sum(
            s.kind in _OF_A_KEY for s in schemes_found
        )
        sure = Confidence.LIKELY if unsaid else Confidence.SURE
        return Fact(schemes_found, sure, tuple(Evidence(s.pointer) for s in schemes_found[:5]))
    return _from_headers(known) or _from_prose(tree, known)


def _word_before(tree: Tree, calls: tuple[Call, ...]) -> str:
    """The word before a key in the Authorization header, as examples and prose outside the schemes show it."""
    for call in calls[:200]:
        for given in call.sent_in("header"):
            if given.name.lower() == "authorization":
                said = _FIRST_WORD.match(f"{given.parameter.default or given.example or ''}")
                if said:
                    return said[1]
    said = _PREFIX.search(tree.get(tree.root, "info").text("description")[:50_000])
    return said[1] if said else ""


def _asked(tree: Tree) -> list[str]:
    return [name for need in tree.root.below("security").elements() for name, _ in need.entries()]


def _schemes(tree: Tree, name: str, node: Node, word: str) -> Iterator[AuthScheme]:
    kind = node.text("type").lower()
    where = node.text("in") or "header"
    text = node.text("description")[:5000]
    if kind == "basic":
        yield AuthScheme(AuthKind.BASIC, name, prefix="Basic ", pointer=node.pointer)
    elif kind == "http":
        scheme = node.text("scheme").lower()
        if scheme == "basic":
            yield AuthScheme(AuthKind.BASIC, name, prefix="Basic ", pointer=node.pointer)
        elif scheme == "bearer":
            yield AuthScheme(AuthKind.BEARER, name, prefix="Bearer ", pointer=node.pointer)
    elif kind == "apikey":
        yield from _key(name, node, where, text, word)
    elif kind == "oauth2":
        yield from _oauth(tree, name, node)
    elif kind == "openidconnect":
        address = node.text("openIdConnectUrl")
        yield AuthScheme(AuthKind.OPENID, name, prefix="Bearer ", authorization_url=address, pointer=node.pointer)
    elif kind == "mutualtls":
        yield AuthScheme(AuthKind.MUTUAL_TLS, name, where="", parameter="", pointer=node.pointer)


def _key(name: str, node: Node, where: str, text: str, word: str) -> Iterator[AuthScheme]:
    parameter = node.text("name")
    if where != "header" or parameter.lower() != "authorization":
        yield AuthScheme(AuthKind.API_KEY, name, where=where, parameter=parameter, pointer=node.pointer)
        return
    said = _PREFIX.search(text) or _FIRST_WORD.match(node.text("x-prefix"))
    word = said[1] if said else "Bearer" if re.search(r"\bbearer\b", f"{text} {name}", re.IGNORECASE) else word
    if not word and re.search(r"\bbasic\b", f"{text} {name}", re.IGNORECASE):
        word = "Basic"
    kind = {"bearer": AuthKind.BEARER, "basic": AuthKind.BASIC}.get(word.lower(), AuthKind.API_KEY)
    plain = AuthScheme(kind, name, prefix=f"{word} " if word else "", parameter="authorization", pointer=node.pointer)
    if word:
        yield plain
        return
    # OpenAPI 2 has no other way to say that a token is sent as a bearer, so a bare key means that as often.
    bearer = AuthScheme(AuthKind.BEARER, name, prefix="Bearer ", parameter="authorization", pointer=node.pointer)
    yield from (plain, bearer) if re.search(r"key", f"{text} {name}", re.IGNORECASE) else (bearer, plain)


def _oauth(tree: Tree, name: str, node: Node) -> Iterator[AuthScheme]:
    flows = dict(tree.get(node, "flows").entries())
    if not flows and node.text("flow"):
        flows = {node.text("flow"): node}
    ordered = sorted(
        ((_FLOWS[given], tree.resolve(flow)) for given, flow in flows.items() if given in _FLOWS),
        key=lambda entry: _FLOW_ORDER.index(entry[0]),
    )
    for flow, at in ordered:
        scopes = tree.get(at, "scopes")
        said = [(scope, scopes.text(scope)) for scope, _ in list(scopes.entries())[:_MOST_SCOPES]]
        yield AuthScheme(
            AuthKind.OAUTH2,
            name,
            prefix="Bearer ",
            flow=flow,
            token_url=at.text("tokenUrl"),
            authorization_url=at.text("authorizationUrl"),
            device_url=at.text("deviceAuthorizationUrl"),
            metadata_url=node.text("oauth2MetadataUrl"),
            scopes=tuple(scope for scope, _ in said),
            scope_says=tuple((scope, sentence(text, most=200)) for scope, text in said if text),
            description=sentence(node.text("description"), most=300),
            pointer=at.pointer,
        )
    if not ordered:
        metadata = node.text("oauth2MetadataUrl")
        yield AuthScheme(AuthKind.OAUTH2, name, prefix="Bearer ", metadata_url=metadata, pointer=node.pointer)


def _from_headers(calls: Iterable[Call]) -> Fact[tuple[AuthScheme, ...]] | None:
    for call in calls:
        for given in call.sent_in("header"):
            low = given.name.lower()
            text = f"{given.text} {given.example} {given.parameter.default or ''}"
            evidence = (Evidence(given.pointer, sentence(given.text, most=160)),)
            if low == "authorization":
                said = re.search(r"\b(bearer|basic)\b", text, re.IGNORECASE)
                word = said[1].capitalize() if said else "Bearer"
                scheme = AuthScheme(AuthKind(word.lower()), prefix=f"{word} ", pointer=given.pointer)
                return Fact((scheme,), Confidence.LIKELY if said else Confidence.POSSIBLE, evidence)
    return _key_header(calls)


def _key_header(calls: Iterable[Call]) -> Fact[tuple[AuthScheme, ...]] | None:
    """The header, or the parameter, with a key or a token that most operations take."""
    known = tuple(calls)
    seen: dict[str, list[Input]] = {}
    for call in known:
        for given in call.sent_in("header"):
            words = set(tokens(given.name))
            if words & {"key", "token", "apikey", "secret", "auth"} and not words & _NOT_KEYS:
                seen.setdefault(given.name, []).append(given)
        for given in call.sent_in("query"):
            if given.is_credential:
                seen.setdefault(given.name, []).append(given)
    name = max(seen, key=lambda n: len(seen[n]), default="")
    if not name or (len(seen[name]) * 2 < len(known) and not re.search(r"api-?key|auth|access", name, re.IGNORECASE)):
        return None
    given = seen[name][0]
    where = given.parameter.where
    scheme = AuthScheme(AuthKind.API_KEY, where=where, parameter=given.name, pointer=given.pointer)
    return Fact((scheme,), Confidence.LIKELY, (Evidence(given.pointer, sentence(given.text, most=160)),))


def _from_prose(tree: Tree, calls: Iterable[Call]) -> Fact[tuple[AuthScheme, ...]]:
    texts = [("#/info/description", tree.get(tree.root, "info").text("description")[:50_000])]
    texts += [
        (f"{tag.pointer}/description", tag.text("description")[:5000]) for tag in tree.root.below("tags").elements()
    ]
    texts += [(f"{call.pointer}/description", call.description) for call in calls]
    said = (_prose(pointer, text) for pointer, text in texts[:_MOST_TEXTS] if text)
    return next((fact for fact in said if fact.known), Fact())


def _prose(pointer: str, text: str) -> Fact[tuple[AuthScheme, ...]]:
    tests = (
        (
            re.search(r"authorization:? *[`'\"]?\s*bearer|bearer (?:token|auth)", text, re.IGNORECASE),
            AuthKind.BEARER,
            "Bearer ",
        ),
        (re.search(r"basic auth|authorization: *basic", text, re.IGNORECASE), AuthKind.BASIC, "Basic "),
    )
    for said, kind, prefix in tests:
        if said:
            evidence = (Evidence(pointer, sentence(said[0], most=160)),)
            return Fact((AuthScheme(kind, prefix=prefix, pointer=pointer),), Confidence.POSSIBLE, evidence)
    header = _KEY_HEADER.search(text)
    if header:
        scheme = AuthScheme(AuthKind.API_KEY, parameter=header[1], pointer=pointer)
        return Fact((scheme,), Confidence.POSSIBLE, (Evidence(pointer, header[1]),))
    return Fact()
