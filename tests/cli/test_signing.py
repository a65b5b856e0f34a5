"""`sign` and `diff` at the terminal: what people read, exit codes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import orjson
from tests.cli.conftest import Call
from tests.cli.helpers import change
from tests.journeys.keys import ADA, GRACE, key, needs_keys

pytestmark = needs_keys


def by(name: str) -> tuple[str, ...]:
    """The options with which somebody signs."""
    return ("--by", name, "--key", str(key(name)))


def test_signed_by_both_changed_and_signed_again(call: Call, example: Path) -> None:
    assert call("sign", "--check").code == 1
    told = call("sign", *by(ADA))
    assert told.code == 0
    assert "signed the scope as Ada Lovelace, Owner of Lark: signatures/orders.scope.lark.ada-lovelace.json" in told.err
    assert "pinned the key SHA256:" in told.out
    assert call("sign", "--check").code == 1
    assert "party-has-not-signed" in call("check").out
    call("sign", *by(GRACE))
    told = call("sign", "--check")
    assert (told.code, told.out.count("    holds\n")) == (0, 4)
    assert call("check").code == 0
    assert call("diff").code == 0
    change(example / "orders.interlock.md", "| upper case", "| lower case")
    assert call("check").code == 1
    told = call("diff")
    assert told.code == 1
    assert "needs re-verification\n  Order, `line_items[].sku` and `lines[].product_code`: rule was" in told.out
    assert "the spec is signed again for Ledgerline by Annie Easley or Grace Hopper" in told.out
    assert [call("diff", "--fail-on", level).code for level in ("breaking", "verify", "never")] == [0, 1, 0]
    told = call("sign", "--check", "--format", "json")
    assert told.code == 1
    assert [one["holds"] for one in orjson.loads(told.out)["layers"]["spec"]["signatures"]] == [False, False]
    assert orjson.loads(call("diff", "--format", "json").out)["counts"] == {"breaking": 0, "verify": 1, "wording": 0}
    assert call("diff", "--format", "markdown").out.startswith("What changed from the scope and the spec that ")


def test_a_scan_is_kept_with_the_digest_that_it_shows(call: Call, example: Path) -> None:
    (example / "scan.pdf").write_bytes(b"%PDF-1.4 x")
    digest = call("sign", "--check").out.split("scope, digest ")[1].split("\n")[0]
    told = call("sign", "--layer", "scope", "--by", GRACE, "--paper", "scan.pdf", "--digest", digest)
    assert told.code == 0
    assert "by scanned paper, weaker than a signature by key" in " ".join(told.out.split())
    assert (example / "signatures" / "orders.scope.ledgerline.grace-hopper.pdf").exists()


def test_what_is_refused(call: Call, example: Path) -> None:
    for arguments, says in (
        (["sign", "--check", "--by", ADA], "signs nothing"),
        (["sign", "--by", "Mallory"], "names nobody called `Mallory`"),
        (["sign", "--by", ADA, "--key", "nothing"], "cannot sign"),
        (["sign", "--paper", "x.pdf"], "needs --paper, --digest, --layer and --by"),
        (["sign", "--layer", "all"], "`all`"),
        (["diff"], "nobody has signed"),
        (["diff", "--", "--output=x"], "is no name of a revision"),
    ):
        told = call(*arguments)
        assert (told.code, told.out) == (2, ""), arguments
        assert says in told.err, (arguments, told.err)
    assert not (example / "signatures").exists()
