"""Two companies sign a document with real keys; what is forged, moved, changed or unknown counts for nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from tests.journeys.keys import ADA, ANNIE, GRACE, about_signing, company, edit, key, needs_keys, sign, signed

import interlock
from interlock.adapters import ssh
from interlock.agreement.statement import parsed, slug, written
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys.agreeing import layers
from interlock.journeys.signing import approve, sign_on_paper
from interlock.model.agreement import Grade, Layer, Trouble, parties, shown_digest
from interlock.render import signatures_json

pytestmark = needs_keys
SCOPE_OF_ADA = "orders.scope.lark.ada-lovelace.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return company(tmp_path / "a")


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = company(tmp_path_factory.mktemp("signed") / "a")
    sign(there, ADA)
    sign(there, GRACE)
    return there


@pytest.fixture
def agreed(signed_once: Path, tmp_path: Path) -> Path:
    """Both companies signed both layers."""
    return Path(shutil.copytree(signed_once, tmp_path / "agreed"))


def troubles(folder: Path) -> dict[str, Trouble | None]:
    return {name: one.trouble for name, one in signed(folder).items() if one.trouble}


def test_both_sign_and_nothing_is_asked(agreed: Path) -> None:
    found = signed(agreed)
    assert sorted(found) == ["scope Ada Lovelace", "scope Grace Hopper", "spec Ada Lovelace", "spec Grace Hopper"]
    assert all(one.holds and one.grade is Grade.KEY for one in found.values())
    assert about_signing(agreed) == []


def test_a_document_that_nobody_signed_is_not_asked_about(folder: Path) -> None:
    assert about_signing(folder) == []
    assert not (folder / "signatures").exists()


def test_what_is_mended_holds_a_mapping_voids_the_spec_and_a_decision_its_layer(agreed: Path) -> None:
    document = agreed / "orders.interlock.md"
    document.write_bytes(interlock.load(agreed).document.text.replace("→", "->").replace("\n", "\r\n").encode())
    edit(agreed, "without anyone retyping them", "and nobody types")
    assert all(one.holds for one in signed(agreed).values())
    edit(agreed, "| upper case", "| lower case")
    assert {name for name, one in signed(agreed).items() if not one.holds} == {"spec Ada Lovelace", "spec Grace Hopper"}
    edit(agreed, "| Candidate for |", "| Candidate for |")
    edit(agreed, "| never         |", "| v3            |")
    assert not any(one.holds for one in signed(agreed).values())
    asked = interlock.check(interlock.load(agreed), scope_only=True)
    assert {one.subject for one in asked if "sign" in one.code} == {
        "signed/scope/Lark",
        "signed/scope/Ledgerline",
        "version/1.0.0",
    }
    changed = signed(agreed)["spec Ada Lovelace"].changed
    assert [(one.name, one.before, one.after) for one in changed] == [
        ("Field mapping, Order, `line_items[].sku` and `lines[].product_code`, Rule", "upper case", "lower case")
    ]
    assert changed[0].place is not None
    found = {one.code: one for one in about_signing(agreed)}
    assert set(found) == {"changed-since-signed", "version-not-raised-since-signed"}
    assert found["changed-since-signed"].place.file.endswith("orders.interlock.md")


def test_signing_again_makes_it_whole(agreed: Path) -> None:
    edit(agreed, "| upper case", "| lower case")
    edit(agreed, "version: 1.0.0", "version: 1.0.1")
    sign(agreed, ADA, Layer.SPEC)
    assert [one.asks for one in about_signing(agreed)] == [ANNIE]
    sign(agreed, ANNIE, Layer.SPEC)
    assert about_signing(agreed) == []


def test_a_description_that_changes_voids_the_spec(agreed: Path) -> None:
    path = agreed / "systems" / "erp.openapi.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert all(one.holds for one in signed(agreed).values())
    path.write_bytes(path.read_bytes() + b"# more\r\n")
    assert {name for name, one in signed(agreed).items() if one.holds} == {"scope Ada Lovelace", "scope Grace Hopper"}


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_every_kind_of_key_signs_so_that_openssh_agrees(folder: Path, kind: str) -> None:
    (made,) = sign(folder, ADA, Layer.SCOPE, with_key=key("somebody", kind))
    assert made.holds
    there = folder / "signatures"
    command = ["ssh-keygen", "-Y", "verify", "-n", ssh.NAMESPACE, "-f", "allowed_signers", "-I", "ada-lovelace@lark"]
    data = (there / SCOPE_OF_ADA).read_bytes()
    done = subprocess.run(
        [*command, "-s", f"{SCOPE_OF_ADA}.sig"], cwd=there, input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_public_key_signs_by_the_agent(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = subprocess.run(
        [shutil.which("ssh-agent") or "", "-s", "-a", str(tmp_path / "agent")],
        capture_output=True,
        text=True,
        check=True,
    )
    process = int(said.stdout.split("SSH_AGENT_PID=")[1].split(";")[0])
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
        subprocess.run([shutil.which("ssh-add") or "", "-q", str(key(ADA))], check=True)
        public = shutil.copy(key(ADA).with_suffix(".pub"), tmp_path / "only.pub")
        assert sign(folder, ADA, Layer.SCOPE, with_key=Path(public))[0].holds
    finally:
        os.kill(process, 15)


def test_edited_words_or_signatures_are_refused(agreed: Path) -> None:
    scope = agreed / "signatures" / SCOPE_OF_ADA
    whole = scope.read_bytes()
    scope.write_bytes(whole.replace(b'"v1.1"', b'"v9.9"', 1))
    assert troubles(agreed) == {"scope ada-lovelace": Trouble.FORGED}
    scope.write_bytes(written(replace(parsed(whole), version="9.0.0")))
    assert troubles(agreed) == {"scope Ada Lovelace": Trouble.FORGED}
    scope.write_bytes(whole)
    signature = scope.with_name(f"{SCOPE_OF_ADA}.sig")
    shutil.copy(agreed / "signatures" / "orders.spec.lark.ada-lovelace.json.sig", signature)
    assert troubles(agreed) == {"scope Ada Lovelace": Trouble.FORGED}
    found = {one.code: one for one in about_signing(agreed)}
    assert set(found) == {"party-has-not-signed", "signature-not-genuine"}
    assert found["signature-not-genuine"].place.file == scope.as_posix()


def test_a_signature_for_another_purpose_is_refused(agreed: Path) -> None:
    path = agreed / "signatures" / SCOPE_OF_ADA
    command = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(key(ADA))]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=True)
    path.with_name(f"{SCOPE_OF_ADA}.sig").write_bytes(done.stdout)
    one = signed(agreed)["scope Ada Lovelace"]
    assert (one.trouble, one.detail) == (Trouble.FORGED, "it was made for `git` and not for `agreement@interlock`")


def test_a_key_that_nobody_pinned_is_refused(agreed: Path) -> None:
    pins = agreed / "signatures" / "allowed_signers"
    lines = pins.read_text().splitlines(keepends=True)
    pins.write_text("".join(line for line in lines if "ada-lovelace" not in line))
    assert troubles(agreed) == {"scope Ada Lovelace": Trouble.UNKNOWN_KEY, "spec Ada Lovelace": Trouble.UNKNOWN_KEY}


def test_a_changed_key_is_refused_and_not_taken_up(agreed: Path) -> None:
    before = (agreed / "signatures" / "allowed_signers").read_text()
    with pytest.raises(UsageError, match="another key is pinned for `ada-lovelace@lark`"):
        sign(agreed, ADA, with_key=key("a second one"))
    assert (agreed / "signatures" / "allowed_signers").read_text() == before
    assert troubles(agreed) == {}
    path = agreed / "signatures" / SCOPE_OF_ADA
    signature = ssh.sign(path.read_bytes(), key("a second one"))
    path.with_name(f"{SCOPE_OF_ADA}.sig").write_bytes(signature)
    one = signed(agreed)["scope Ada Lovelace"]
    assert one.trouble is Trouble.CHANGED_KEY
    assert "the one pinned for `ada-lovelace@lark` is SHA256:" in one.detail


def test_one_company_cannot_sign_for_the_other(agreed: Path) -> None:
    path = agreed / "signatures" / SCOPE_OF_ADA
    path.with_name(f"{SCOPE_OF_ADA}.sig").write_bytes(ssh.sign(path.read_bytes(), key(GRACE)))
    one = signed(agreed)["scope Ada Lovelace"]
    assert one.trouble is Trouble.CHANGED_KEY
    assert key(GRACE).with_suffix(".pub").exists()


def test_one_key_cannot_sign_for_two_people(folder: Path) -> None:
    sign(folder, ADA, Layer.SCOPE)
    pinned = folder / "signatures" / "allowed_signers"
    before = pinned.read_bytes()
    for somebody in (GRACE, "Katherine Johnson"):
        layer = Layer.SCOPE if somebody == GRACE else Layer.SPEC
        with pytest.raises(UsageError, match="this key is pinned for Ada Lovelace of Lark"):
            sign(folder, somebody, layer, with_key=key(ADA))
    assert pinned.read_bytes() == before
    assert list(signed(folder)) == ["scope Ada Lovelace"]


def test_a_key_that_was_given_two_names_by_hand_counts_for_neither(folder: Path, tmp_path: Path) -> None:
    elsewhere = company(tmp_path / "b")
    sign(folder, ADA, Layer.SCOPE)
    sign(elsewhere, GRACE, Layer.SCOPE, with_key=key(ADA))
    mine = folder / "signatures" / "allowed_signers"
    mine.write_bytes(mine.read_bytes() + (elsewhere / "signatures" / "allowed_signers").read_bytes())
    for path in (elsewhere / "signatures").glob("orders.*"):
        shutil.copy(path, folder / "signatures")
    assert troubles(folder) == {"scope Ada Lovelace": Trouble.SHARED_KEY, "scope Grace Hopper": Trouble.SHARED_KEY}
    detail = signed(folder)["scope Grace Hopper"].detail
    assert detail.endswith("stands for Ada Lovelace of Lark and Grace Hopper of Ledgerline")
    assert {one.code for one in about_signing(folder)} == {"signature-by-shared-key"}


def test_somebody_whose_name_changes_keeps_their_key(folder: Path) -> None:
    sign(folder, ADA, Layer.SCOPE)
    edit(folder, ADA, "Ada Byron")
    sign(folder, "Ada Byron", Layer.SCOPE, with_key=key(ADA))
    assert troubles(folder) == {"scope Ada Lovelace": Trouble.STRANGER}


def test_a_key_that_was_taken_back_is_refused(agreed: Path) -> None:
    pins = agreed / "signatures" / "allowed_signers"
    pins.write_text(pins.read_text().replace("namespaces=", 'valid-before="20200101",namespaces='))
    assert set(troubles(agreed).values()) == {Trouble.UNKNOWN_KEY}


def test_a_signature_moved_to_another_document_is_refused(agreed: Path) -> None:
    other = agreed / "returns.interlock.md"
    shutil.copy(agreed / "orders.interlock.md", other)
    for path in list((agreed / "signatures").glob("orders.*")):
        shutil.copy(path, path.with_name(path.name.replace("orders.", "returns.", 1)))
    found = interlock.signatures(interlock.load(other)).signatures
    assert {one.trouble for one in found} == {Trouble.OTHER_DOCUMENT}
    assert "it was given for orders between" in found[0].detail
    assert all(one.holds for one in interlock.signatures(interlock.load(agreed / "orders.interlock.md")).signatures)


def test_a_signature_of_the_same_file_between_others_is_refused(agreed: Path) -> None:
    edit(agreed, "Ledgerline", "Inkwell")
    assert set(troubles(agreed).values()) == {Trouble.OTHER_DOCUMENT}


def test_who_is_not_named_or_has_no_authority_cannot_sign(folder: Path) -> None:
    with pytest.raises(UsageError, match="names nobody called `Mallory`"):
        sign(folder, "Mallory", with_key=key(ADA))
    with pytest.raises(UsageError, match=r"`Annie Easley` \(Engineer\) does not sign the scope for Ledgerline"):
        sign(folder, ANNIE, Layer.SCOPE)
    with pytest.raises(UsageError, match=r"`Mary Jackson` \(End user\) signs nothing"):
        sign(folder, "Mary Jackson", with_key=key(ADA))
    assert [str(one.layer) for one in sign(folder, ANNIE)] == ["spec"]


def test_a_signer_who_left_the_document_is_asked_about(agreed: Path) -> None:
    edit(agreed, "Grace Hopper ", "Joan Clarke  ")
    assert troubles(agreed) == {"scope Grace Hopper": Trouble.STRANGER, "spec Grace Hopper": Trouble.STRANGER}


def test_a_signer_who_lost_the_role_is_asked_about(agreed: Path) -> None:
    edit(agreed, "| Partner contact |", "| Accountant      |")
    edit(agreed, "| Project manager |", "| Typist          |")
    assert set(troubles(agreed).values()) == {Trouble.NO_AUTHORITY}


def test_a_document_with_errors_is_not_signed(folder: Path) -> None:
    edit(folder, "| upper case", "| make it nice")
    with pytest.raises(InputError, match="the document has errors"):
        sign(folder, ADA)
    assert [str(one.layer) for one in sign(folder, ADA, Layer.SCOPE)] == ["scope"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data + b"x",
        lambda _: b"",
        lambda _: b"\0" * 10,
        lambda _: b"x" * 70_000,
        lambda data: data.replace(b"U1NIU0lH", b"U1NIU0lI"),
        lambda data: data.replace(b"BEGIN SSH", b"BEGIN PGP"),
    ],
    ids=["cut", "longer", "empty", "zeros", "huge", "not ours", "another program"],
)
def test_a_damaged_signature_is_told(agreed: Path, damage: Callable[[bytes], bytes]) -> None:
    path = agreed / "signatures" / f"{SCOPE_OF_ADA}.sig"
    path.write_bytes(damage(path.read_bytes()))
    assert troubles(agreed) == {"scope Ada Lovelace": Trouble.DAMAGED}
    path.unlink()
    assert troubles(agreed) == {"scope Ada Lovelace": Trouble.DAMAGED}


HOSTILE = {
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"7",
    "deep": b"[" * 100_000,
    "nothing": b"",
    "too large": b" " * 9_000_000,
    "null everywhere": b'{"schema":null,"content":null}',
    "content of lists": b'{"schema":"urn:interlock:schema:agreement:1","content":[[]]}',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_damaged_and_stops_nothing(agreed: Path, data: bytes) -> None:
    (agreed / "signatures" / SCOPE_OF_ADA).write_bytes(data)
    assert troubles(agreed) == {"scope ada-lovelace": Trouble.DAMAGED}


WRONG: tuple[object, ...] = (None, 7, [], {"x": []}, "x" * 600)


def test_each_part_of_another_kind_is_damaged(agreed: Path) -> None:
    path = agreed / "signatures" / SCOPE_OF_ADA
    whole = json.loads(path.read_bytes())
    for name in whole:
        for wrong in WRONG:
            path.write_text(json.dumps(whole | {name: wrong}))
            (found,) = troubles(agreed).values()
            assert found in {Trouble.DAMAGED, Trouble.FORGED}, (name, wrong)


def test_names_cannot_lead_out_of_the_folder(folder: Path) -> None:
    edit(folder, "Grace Hopper", "../../Grace/..\\x")
    made = sign(folder, "../../Grace/..\\x", Layer.SPEC, with_key=key(GRACE))
    assert [one.file for one in made] == ["signatures/orders.spec.ledgerline.grace-x.json"]
    assert made[0].holds
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a"]
    for name in ("..", "", "/", "a" * 300, "é" * 300, "../x", "con\0"):
        assert "/" not in slug(name)
        assert ".." not in slug(name)
        assert 0 < len(slug(name).encode()) < 80


def test_a_folder_of_signatures_that_leads_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "signatures").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leads out of the project's folder"):
        sign(folder, ADA)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_evidence_cannot_be_a_file_elsewhere(folder: Path) -> None:
    today = layers(interlock.load(folder))
    approve(interlock.load(folder), today, name=GRACE, grade=Grade.REPLY, evidence=b"yes", ending="reply.json")
    path = folder / "signatures" / "orders.scope.ledgerline.grace-hopper.json"
    for name in ("../orders.interlock.md", "allowed_signers", "/etc/passwd"):
        told = json.loads(path.read_bytes())
        told["evidence"]["file"] = name
        path.write_bytes(_as_written(told))
        assert troubles(folder) == {"scope Grace Hopper": Trouble.DAMAGED}


def _as_written(told: object) -> bytes:
    return (json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def test_an_approval_by_reply_is_kept_as_the_weaker_grade(folder: Path) -> None:
    sign(folder, ADA)
    today = layers(interlock.load(folder))
    found = approve(
        interlock.load(folder), today, name=GRACE, grade=Grade.REPLY, evidence=b'{"yes": 1}', ending="reply.json",
        when=datetime(2026, 11, 21, tzinfo=UTC),
    )  # fmt: skip
    assert [(one.grade, one.holds, str(one.layer)) for one in found] == [
        (Grade.REPLY, True, "scope"),
        (Grade.REPLY, True, "spec"),
    ]
    assert about_signing(folder) == []
    reply = folder / "signatures" / "orders.scope.ledgerline.grace-hopper.reply.json"
    assert reply.read_bytes() == b'{"yes": 1}'
    reply.write_bytes(b'{"yes": 2}')
    assert troubles(folder) == {"scope Grace Hopper": Trouble.FORGED}


def test_an_approval_of_an_old_digest_is_refused(folder: Path) -> None:
    before = layers(interlock.load(folder))
    edit(folder, "| upper case", "| lower case")
    project = interlock.load(folder)
    with pytest.raises(UsageError, match="is not that of the spec"):
        approve(project, before, name=GRACE, grade=Grade.REPLY, evidence=b"x", ending="reply.json")
    assert not (folder / "signatures").exists()


def test_a_scan_is_bound_to_the_digest_that_stands_on_it(folder: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7\n...")
    digest = shown_digest(layers(interlock.load(folder))[Layer.SCOPE])
    (made,) = sign_on_paper(interlock.load(folder), Layer.SCOPE, scan=scan, digest=f" {digest.upper()}", by=GRACE)
    assert (made.grade, made.holds) == (Grade.PAPER, True)
    for wrong in ("", digest[:10], digest[:-1] + ("0" if digest[-1] != "0" else "1"), "x" * 5000):
        with pytest.raises(UsageError, match="is not that of the scope"):
            sign_on_paper(interlock.load(folder), Layer.SCOPE, scan=scan, digest=wrong, by=GRACE)
    scan.write_bytes(b"PK")
    with pytest.raises(InputError, match="is no PDF"):
        sign_on_paper(interlock.load(folder), Layer.SCOPE, scan=scan, digest=digest, by=GRACE)


def test_a_weaker_agreement_does_not_replace_a_key_and_a_key_replaces_it(folder: Path) -> None:
    today = layers(interlock.load(folder))
    approve(interlock.load(folder), today, name=GRACE, grade=Grade.REPLY, evidence=b"x", ending="reply.json")
    sign(folder, GRACE)
    assert {one.grade for one in signed(folder).values()} == {Grade.KEY}
    assert not list((folder / "signatures").glob("*.reply.json"))
    with pytest.raises(UsageError, match="signed the scope by key already"):
        approve(interlock.load(folder), today, name=GRACE, grade=Grade.REPLY, evidence=b"x", ending="reply.json")


def test_without_the_program_signatures_are_not_checked_and_nothing_is_signed(
    agreed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ssh, "_remembered", {})
    assert set(troubles(agreed).values()) == {Trouble.NOT_CHECKED}
    assert {one.code for one in about_signing(agreed)} >= {"signature-not-checked"}
    with pytest.raises(InterlockError, match="there is no `ssh-keygen` on this machine"):
        sign(agreed, ADA)


def test_a_key_with_a_passphrase_that_nobody_can_be_asked_for_says_so(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    making = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(locked)]
    subprocess.run(making, check=True, capture_output=True)
    program = """
import sys; from pathlib import Path; from interlock.adapters import ssh
try: ssh.sign(b"a", Path(sys.argv[1]))
except Exception as refused: print(refused)
"""
    command = [sys.executable, "-c", program, str(locked)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, start_new_session=True)
    assert "has a passphrase, and there is no terminal to ask for it" in done.stdout
    assert "incorrect" not in done.stdout


def test_a_key_that_cannot_sign_is_told_and_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "-oops").write_text("no key")
    with pytest.raises(UsageError, match="cannot sign"):
        sign(folder, ADA, with_key=tmp_path / "-oops")
    with pytest.raises(UsageError, match="cannot sign"):
        sign(folder, ADA, with_key=tmp_path / "missing")
    assert not (folder / "signatures").exists()


def _schema(name: str) -> jsonschema.Draft202012Validator:
    path = Path(__file__).parents[2] / "docs" / "schemas" / f"{name}.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()))


def test_what_is_kept_and_what_is_printed_follow_their_schemas(agreed: Path) -> None:
    today = {Layer.SPEC: layers(interlock.load(agreed))[Layer.SPEC]}
    approve(
        interlock.load(agreed), today, name="Katherine Johnson", grade=Grade.REPLY, evidence=b"x", ending="reply.json"
    )
    kept = sorted((agreed / "signatures").glob("orders.*.*.*.json"))
    assert len(kept) == 6, kept
    for path in kept:
        if not path.name.endswith(".reply.json"):
            _schema("agreement").validate(json.loads(path.read_text()))
    edit(agreed, "| upper case", "| lower case")
    (agreed / "signatures" / f"{SCOPE_OF_ADA}.sig").write_text("x")
    project = interlock.load(agreed)
    printed = json.loads(signatures_json(interlock.signatures(project), parties(project.document), version="1"))
    _schema("signatures").validate(printed)
    assert not _schema("signatures").is_valid({**printed, "more": 1})
    (lark, *_) = printed["layers"]["scope"]["signatures"]
    assert (lark["trouble"], lark["holds"]) == ("damaged", False)
    assert printed["layers"]["spec"]["signatures"][0]["changed"][0]["after"] == "lower case"
