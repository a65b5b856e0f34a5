"""Encrypted connections: our certificate is shown, another authority is believed, and what is wrong is said."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from interlock.adapters.transports.choosing import transport_to
from interlock.errors import InterlockError, SettingsError, Unreachable
from interlock.model.http import Request
from interlock.model.secret import Secret
from interlock.model.sign_in import Tls


class _Says(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A handshake that fails is what is tested."""


@contextmanager
def _served(certificate: trustme.LeafCert, clients: trustme.CA | None) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        clients.configure_trust(context)
    server = _Quiet(("127.0.0.1", 0), _Says)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _ours(authority: trustme.CA, *, believes: trustme.CA) -> Tls:
    pair = authority.issue_cert("client@example.com")
    chain = "".join(one.bytes().decode() for one in pair.cert_chain_pems)
    return Tls(Secret(chain), Secret(pair.private_key_pem.bytes().decode()), None, believes.cert_pem.bytes().decode())


def _asked(address: str, tls: Tls | None) -> int:
    async def asked() -> int:
        transport = transport_to(address, fast=False, tls=tls)
        try:
            return (await transport.send(Request("GET", "/"), timeout_s=5)).status
        finally:
            await transport.aclose()

    return asyncio.run(asked())


def test_a_certificate_is_shown_where_one_is_asked_for(authority: trustme.CA) -> None:
    ours = _ours(authority, believes=authority)
    with _served(authority.issue_cert("127.0.0.1"), authority) as address:
        assert _asked(address, ours) == 200
        # One line, as a variable holds it.
        assert ours.key is not None
        in_line = Secret(ours.key.reveal().replace("\n", "\\n"))
        assert _asked(address, replace(ours, key=in_line)) == 200
        with pytest.raises(Unreachable):
            _asked(address, replace(ours, certificate=None, key=None))
        with pytest.raises(Unreachable):
            _asked(address, _ours(trustme.CA(), believes=authority))


def test_nothing_of_the_key_stays_on_disk(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with _served(authority.issue_cert("127.0.0.1"), authority) as address:
        assert _asked(address, _ours(authority, believes=authority)) == 200
    assert list(tmp_path.iterdir()) == []


def test_an_authority_of_the_company_is_believed_where_it_is_named(authority: trustme.CA) -> None:
    with _served(authority.issue_cert("127.0.0.1"), None) as address:
        assert _asked(address, Tls(authority=authority.cert_pem.bytes().decode())) == 200
        with pytest.raises(Unreachable) as caught:
            _asked(address, None)
    assert "its certificate is not accepted: self" in caught.value.message or (
        "its certificate is not accepted: unable to get local issuer certificate" in caught.value.message
    )


def test_a_certificate_that_has_run_out_is_named_so(authority: trustme.CA) -> None:
    old = authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    with _served(old, None) as address, pytest.raises(Unreachable) as caught:
        _asked(address, Tls(authority=authority.cert_pem.bytes().decode()))
    assert caught.value.message.endswith("its certificate is not accepted: certificate has expired")


@pytest.mark.parametrize("part", ["certificate", "key", "authority"])
def test_what_is_no_certificate_is_refused_and_not_shown(authority: trustme.CA, part: str) -> None:
    ours = _ours(authority, believes=authority)
    broken = "-----BEGIN x-----\nthe-secret\n"
    wrong = {
        "authority": replace(ours, authority=broken),
        "certificate": replace(ours, certificate=Secret(broken)),
        "key": replace(ours, key=Secret(broken)),
    }[part]
    with pytest.raises(SettingsError) as caught:
        transport_to("https://127.0.0.1:9", fast=False, tls=wrong)
    assert "127.0.0.1:9" in caught.value.message
    assert "the-secret" not in caught.value.message + caught.value.hint


def test_the_fast_transport_shows_none(authority: trustme.CA) -> None:
    with pytest.raises(InterlockError, match="`fast = true` shows no certificate"):
        transport_to("https://127.0.0.1:9", fast=True, tls=_ours(authority, believes=authority))
