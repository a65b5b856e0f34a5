"""`interlock learn`: explaining, correcting and updating what is known of a system."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DESCRIPTION

CORRECTIONS = "systems/Storefront.overlay.yaml"
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "explained.json"


@pytest.mark.usefixtures("example")
def test_what_is_known_and_what_is_asked(call: Call) -> None:
    said = call("learn", "Storefront", "--explain", "Customer.email")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("customers.email\n  type: string (sure)\n")
    assert "max length: 254 (sure)" in said.out
    assert "read at #/components/schemas/CustomerChange/properties/email/description “Unique among" in said.out
    said = call("learn", "Storefront", "--explain", "customers.protected write")
    assert said.code == 1
    assert "protected write: not known" in said.out
    assert "settle  ask the vendor:" in said.out
    assert "write   interlock learn Storefront --set customers.version=etag" in said.out
    said = call("learn", "Storefront", "--questions")
    assert said.code == 1
    assert "the same of customers, orders, products" in said.out


@pytest.mark.usefixtures("example")
def test_the_data_follows_its_schema(call: Call) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for arguments in (("--explain", "customers"), ("--questions",)):
        data = json.loads(call("learn", "Storefront", *arguments, "--format", "json").out)
        jsonschema.Draft202012Validator(schema).validate(data)


def test_a_correction_is_kept_and_outlives_a_new_download(example: Path, call: Call) -> None:
    said = call(
        "learn", "Storefront", "--set", "customers.version=etag", "--set", "Order.number.unique=yes", "--by", "Ida"
    )
    assert said.code == 0
    assert said.out == "customers.version: not known → etag\norders.number.unique: not known → yes\n"
    assert said.err == f"written to {CORRECTIONS}\nwritten to systems/Storefront.profile.json\n"
    description = example / DESCRIPTION
    description.write_text(description.read_text(encoding="utf-8").replace("maxLength: 254", "maxLength: 90"))
    said = call("learn", "Storefront", "--explain", "customers.version")
    assert said.out.startswith("customers.version\n  protected write: etag (sure)\n      said by Ida on 2")
    said = call("readiness", "--system", "Storefront")
    assert (said.code, "Storefront (Lark): 100 of 100" in said.out) == (0, True)
    said = call("learn", "Storefront", "--unset", "customers.version")
    assert said.out == "customers.version: etag → not known\n"


STATED = {
    "Customer.deletes=none": "none",
    "customers.since=unknown": "not known",
    "customers.paging={style: cursor, token_param: after}": "style cursor; token_param after",
    "customers.archive flag=country = gone": "field country; value gone",
    "rate limit=90 per minute": "requests 90; per_s 60.0",
    "customers.nickname.type=string": "string",
    "customers.email.enum=[a, b]": "a, b",
    "customers.match_keys=email, phone": "email, phone",
    "customers.finds=[{field: email, parameter: mail}]": "field email; parameter mail",
    "customers.list.records_path=data": "data",
    "customers.delete=none": "none",
    "customers.restore={method: POST, path: '/customers/{id}/restore'}": "POST; /customers/{id}/restore",
}


@pytest.mark.usefixtures("example")
def test_what_can_be_stated(call: Call) -> None:
    settings = [part for setting in STATED for part in ("--set", setting)]
    said = call("learn", "Storefront", *settings, "--because", "the vendor said so")
    assert said.code == 0, said.err
    for shown, line in zip(STATED.values(), re.sub(r"\n {2,}", " ", said.out).splitlines(), strict=True):
        assert line.endswith(shown)
    assert "overlay-target" not in call("check").out


MISTAKES = {
    ("--set", "foo=1"): "nothing of `Storefront` is called `foo`",
    ("--set", "customers.deletes"): "`customers.deletes` is no correction",
    ("--set", "customers.deletes="): "`customers.deletes=` is no correction",
    ("--set", "customers.email.max_length=long"): "`customers.email.max_length`: `long` is no whole number",
    ("--set", "customers.email=4"): "`customers.email` is a field, not something that has a value",
    ("--set", "customers=4"): "`customers` is a record, not something that has a value",
    ("--set", "customers.paging=cursr"): "`customers.paging`: `cursr` is none of `page`, `offset`, `cursor`",
    ("--set", "customers.paging={style"): "`{style` cannot be read",
    ("--set", "customers.paging={stile: page}"): "`customers.paging`: there is no `stile` in it",
    ("--set", "customers.updated_at=updatd_at"): "`customers.updated_at`: `customers` has no field `updatd_at`",
    ("--set", "customers.match_keys=email, fax"): "`customers.match_keys`: `customers` has no field `fax`",
    ("--set", "customers.create.fields_required=emial"): "`customers.create.fields_required`: `customers` has no field",
    ("--set", "updated_at=x"): "`updated_at` may mean `customers.updated_at`, `orders.updated_at`",
    ("--unset", "customers.paging"): "nothing is stated of `customers.paging`",
    ("--explain", "custmers"): "nothing of `Storefront` is called `custmers`",
    ("--explain", "customers", "--questions"): "`--explain` and `--questions` are different things",
    ("--take",): "`--take` goes with `--update FILE`",
    ("--update", "nix.yaml"): "there is no API description at `nix.yaml`",
    ("--update", DESCRIPTION): f"`{DESCRIPTION}` is the description itself, and nothing was learned",
}


def test_a_mistake_changes_nothing(example: Path, call: Call) -> None:
    before = {path: path.read_bytes() for path in (example / "systems").iterdir()}
    for arguments, message in MISTAKES.items():
        said = call("learn", "Storefront", *arguments)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"error: {message}")
    assert {path: path.read_bytes() for path in (example / "systems").iterdir()} == before


def _new(example: Path) -> Path:
    text = (example / DESCRIPTION).read_text(encoding="utf-8")
    new = example / "new.yaml"
    new.write_text(text.replace("maxLength: 254", "maxLength: 90").replace("last_name", "family_name"))
    return new


def test_a_new_version_is_compared_and_taken_when_told(example: Path, call: Call) -> None:
    new = _new(example)
    before = (example / DESCRIPTION).read_bytes()
    said = call("learn", "Storefront", "--update", "new.yaml")
    assert said.code == 1
    assert "error new-field-removed\n  `customers` of `Storefront` has no field `last_name` any more" in said.out
    assert (
        "warning new-field-limits\n  `email` of `customers` in `Storefront`: it takes at most 90 characters" in said.out
    )
    assert said.err == "nothing was written; `--take` puts it in the place of the description so far\n"
    assert (example / DESCRIPTION).read_bytes() == before
    assert call("learn", "Storefront", "--update", "new.yaml", "--take", "-q").code == 1
    assert (example / DESCRIPTION).read_bytes() == new.read_bytes()
    said = call("learn", "Storefront", "--update", "new.yaml")
    assert (said.code, said.out) == (0, "nothing changes for the records and fields in the document\n")


def test_a_file_that_was_written_over_is_compared_with_what_was_learned(example: Path, call: Call) -> None:
    assert call("learn", "Storefront", "-q").code == 0
    (example / DESCRIPTION).write_bytes(_new(example).read_bytes())
    said = call("learn", "Storefront", "--update", DESCRIPTION)
    assert said.code == 1
    assert "`last_name` any more" in said.out


def test_a_correction_without_a_place_in_the_new_version_is_told(example: Path, call: Call) -> None:
    assert call("learn", "Storefront", "--set", "customers.last_name.max_length=20", "-q").code == 0
    _new(example)
    said = call("learn", "Storefront", "--update", "new.yaml")
    assert "warning overlay-target" in said.out
    assert "`customers` has no field `last_name`" in " ".join(said.out.split())


def test_a_new_version_that_refers_to_what_is_not_beside_it_is_not_taken(example: Path, call: Call) -> None:
    before = (example / DESCRIPTION).read_bytes()
    away = example.parent / "download"
    away.mkdir()
    (away / "parts.yaml").write_text("Extra: {type: object, properties: {id: {type: string}}}\n")
    text = before.decode().replace('$ref: "#/components/schemas/Customer"', '$ref: "parts.yaml#/Extra"', 1)
    assert "parts.yaml" in text
    (away / "new.yaml").write_text(text)
    said = call("learn", "Storefront", "--update", str(away / "new.yaml"), "--take")
    assert said.code == 2
    assert "parts.yaml" in said.err
    assert (example / DESCRIPTION).read_bytes() == before


PAGE = Path(__file__).parents[2] / "docs" / "learning.md"
BLOCKS = re.findall(r"(?m)^    \$ interlock (.*)\n((?:    .*\n|\n(?=    ))*)", PAGE.read_text(encoding="utf-8"))


def test_the_page_on_learning_shows_what_is_printed(example: Path, call: Call) -> None:
    _new(example)
    (example / "new.yaml").rename(example / "storefront-2027.yaml")
    assert len(BLOCKS) > 4
    for arguments, shown in BLOCKS:
        said = call(*shlex.split(arguments))
        lines = "".join(line[4:] if line.strip() else line for line in shown.splitlines(keepends=True)).split("...")[0]
        assert (said.out + said.err).startswith(lines.rstrip()), arguments
        (example / CORRECTIONS).unlink(missing_ok=True)
