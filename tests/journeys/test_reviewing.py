"""The pack for a partner's review: all of it computed, what is unknown said, and nothing secret or unsafe in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.journeys.keys import company
from tests.journeys.test_gating import At, edit, verified

from interlock.errors import UsageError
from interlock.journeys.project import load
from interlock.journeys.reviewing import review_pack


def pack(folder: Path, form: str = "markdown") -> str:
    """The pack of a project, as text."""
    return review_pack(load(folder), form, clock=At(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))).decode()


def part(text: str, heading: str) -> str:
    """What stands under a heading of the second level, tables without spaces."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return found.group(1).strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return company(tmp_path / "a")


def test_what_it_may_do_and_why(folder: Path) -> None:
    said = part(pack(folder), "Access to ERP of Ledgerline")
    assert said.startswith("""\
It signs in with OAuth 2, client credentials: the program signs in by itself.

It keeps to the limit of 120 requests in 60 s, and to a lower one that answers tell of.

Offered and not asked for: `stock:write`.

| Scope needed | What the vendor says of it | Needed for |
| --- | --- | --- |
| `partners:read` | Read business partners | Customer: list (GET /business-partners); \
Customer: get (GET /business-partners/{id}) |
""")
    assert (
        "| Order | `POST /sales-orders/{id}/archive` | writes | to archive what was deleted on the other side |" in said
    )
    assert "| Order | `DELETE" not in said, "nothing deletes there"
    storefront = part(pack(folder), "Access to Storefront of Lark")
    assert "| webhooks | `POST /webhooks` | writes | to be told of changes |" in storefront


def test_each_field_with_what_is_personal(folder: Path) -> None:
    edit(folder, "phone number, region from `country`    | sensitive", "upper case | ")
    said = part(pack(folder), "Data, field by field")
    assert "| `email` | ↔ | `email_address` | e-mail address | personal or confidential, and masked where" in said
    assert "| `phone` | ↔ | `phone` | upper case | its name looks personal, and it is not marked |" in said
    assert "| (nothing: made by the rule) | → | `channel` | always `web` | no |" in said


def test_security_is_told_by_the_settings_and_names_no_secret(folder: Path) -> None:
    settings = folder / "interlock.toml"
    text = settings.read_text()
    text = re.sub(r"http://127\.0\.0\.1:\d+", "https://api.example.com/v1", text, count=1)
    hooks = '[environments.sandbox.systems.Storefront.webhooks]\nsecret = "env:HOOK_SECRET"\nsignature = "hmac_hex"'
    settings.write_text(f"{text}\n{hooks}\n")
    said = part(pack(folder), "Security")
    assert "| Connection to Storefront | api.example.com, encrypted (TLS); its certificate is checked |" in said
    assert "| Connection to ERP | 127.0.0.1, not encrypted (http address) |" in said
    assert "| Credential of ERP | kept in an environment variable |" in said
    assert "| Webhooks of Storefront | taken only with a valid signature (`hmac_hex`)" in said
    for form in ("markdown", "html"):
        told = pack(folder, form)
        assert not re.search(r"HOOK_SECRET|ERP_CLIENT_SECRET", told)


def test_what_proves_it_and_what_is_not_known(folder: Path) -> None:
    unknown = "- whether the acceptance criteria are met: no verification counts for the document as it is now"
    text = pack(folder)
    assert unknown in part(text, "What is not known")
    assert part(text, "What proves it").startswith("Nothing was proven yet.")
    verified(folder)
    text = pack(folder)
    assert unknown not in text
    proven = part(text, "What proves it")
    assert "| verification | met | 2026-12-01 | run by the program | counts |" in proven
    assert len(re.findall(r"\| met \|$", proven, re.MULTILINE)) == len(load(folder).document.criteria)
    edit(folder, "| upper case ", "| lower case ")
    text = pack(folder)
    assert unknown in text
    row = next(line for line in text.splitlines() if line.startswith("| verification "))
    assert row.endswith("has changed since |"), "it does not count"
    (folder / "systems" / "erp.openapi.yaml").unlink()
    (folder / "interlock.toml").unlink()
    text = pack(folder)
    assert "- nothing is known of ERP: it has no API description" in part(text, "What is not known")
    assert "| Connection to ERP | not known: no environment says how it is reached |" in part(text, "Security")


def test_the_page_is_one_file_that_runs_and_loads_nothing_and_keeps_words_as_text(folder: Path) -> None:
    edit(folder, "Paid orders reach the ERP", "Paid <script>alert(1)</script> orders")
    page = pack(folder, "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "script-src &#39;none&#39;" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    with pytest.raises(UsageError, match="the review is not written as `docx`"):
        pack(folder, "docx")
