"""API descriptions that are missing, broken or somewhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DESCRIPTION, DOCUMENT, change

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
_OTHERWISE = (
    "take it from the vendor; an OpenAPI file begins with `openapi:` or `swagger:`; recorded answers are read with "
    "`--as samples`, reference pages with `--as pages`"
)
_SPOILT = {
    "not yaml": (
        b"a: [1\nb: }",
        f"{DESCRIPTION}:2:2: the API description cannot be read: did not find expected ',' or ']'",
        "correct the file, or take it anew from the vendor",
    ),
    "png": (_PNG, f"`{DESCRIPTION}` is not text in UTF-8", "give an OpenAPI description, JSON or YAML"),
    "empty": (
        b"",
        f"`{DESCRIPTION}` is empty, where an API description was expected",
        _OTHERWISE,
    ),
    "other data": (
        b"a: 1\n",
        f"`{DESCRIPTION}` is data of another kind, where an API description was expected",
        _OTHERWISE,
    ),
}


@pytest.mark.parametrize("what", _SPOILT)
def test_a_description_that_is_none(what: str, example: Path, call: Call) -> None:
    data, message, hint = _SPOILT[what]
    assert call("learn", "Storefront", "-q").code == 0
    kept = (example / "systems" / "Storefront.profile.json").read_bytes()
    (example / DESCRIPTION).write_bytes(data)

    said = call("learn", "Storefront")
    assert (said.code, said.out, said.err) == (2, "", f"error: {message}\n hint: {hint}\n")
    assert (example / "systems" / "Storefront.profile.json").read_bytes() == kept, "what was learned before is kept"

    said = call("check")
    assert said.code == 1
    assert said.out.endswith("1 finding: 1 error\n"), "nothing is asked that only follows from it"
    assert " ".join(said.out.split()).count(f"nothing can be learned of `Storefront`: {message}") == 1

    said = call("run")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: `{DOCUMENT}` has 1 error; the first, {DOCUMENT}:17:89: nothing can be learned")


def test_a_description_that_is_missing(example: Path, call: Call) -> None:
    (example / DESCRIPTION).unlink()
    said = call("check")
    assert said.code == 1
    assert said.out == (
        f"""\
{DOCUMENT}:17:89: error description-missing
  where is the API description of `Storefront`? the table names `{DESCRIPTION}`,
  which is not there
   17 | …merce platform      | [systems/storefront.openapi.yaml](systems/storefront.openapi.yaml) |
      |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  why     without it nobody knows which fields there are and what the system can do; they would be
          guessed
  answer  ask Lark for its OpenAPI file, put it into `systems/` and name it in this cell
  asks    Ada Lovelace

stories       done (4 stories)
map           done (3 records)
criteria      done (34 criteria)
owner         done (Ada Lovelace)
out of scope  done (5 rows)

answers owed: Ada Lovelace 1
1 finding: 1 error
"""
    )
    said = call("sandbox", "Storefront")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "error: nothing is known of `Storefront`: its API description is missing or cannot be read\n"
        f" hint: see why with `interlock check {DOCUMENT}`\n"
    )


def test_recorded_answers_that_cannot_be_read_are_told_from_those_of_another_system(example: Path, call: Call) -> None:
    (example / "cut.har").write_text('{"log": {"entries": [')
    (example / "other.har").write_text('{"log": {"entries": []}}')
    cut, other = (call("sandbox", "Storefront", "--port", "0", "--recorded", one) for one in ("cut.har", "other.har"))
    assert (cut.code, other.code) == (2, 2)
    assert "`cut.har` is neither a HAR file nor JSON, or was cut off" in cut.err
    assert "`other.har` shows no item that `Storefront` has" in other.err


@pytest.mark.parametrize("where", ["../secret.yaml", "../../../../../../../etc/passwd", "ABSOLUTE", "LINK"])
def test_a_description_outside_of_the_project_is_not_read(where: str, example: Path, call: Call) -> None:
    secret = example.parent / "secret.yaml"
    (example / DESCRIPTION).rename(secret)
    if where == "LINK":
        (example / DESCRIPTION).symlink_to(secret)
    else:
        change(example / DOCUMENT, DESCRIPTION, str(secret) if where == "ABSOLUTE" else where)
    said = call("check")
    assert said.code == 1
    assert "which lies outside the project's folder" in " ".join(said.out.split())
    assert "copy it into `systems/` and name it in this cell" in said.out
    assert said.out.endswith("1 finding: 1 error\n")
    said = call("learn", "Storefront")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "error: the document names no file of the project as the API description of `Storefront`\n"
        " hint: give the FILE\n"
    )
    assert call("run").code == 2


@pytest.mark.parametrize("reference", ["../../outside.yaml#/secret", "http://127.0.0.1:9/x.yaml#/a", "/etc/passwd"])
def test_a_reference_out_of_the_folder_is_not_followed(reference: str, example: Path, call: Call) -> None:
    (example.parent / "outside.yaml").write_text("secret: {type: string, description: classified}\n")
    _first_reference(example, reference)
    for _ in range(2):
        # Also after the first learning has been kept: a warning does not go away by looking twice.
        said = call("check")
        assert said.code == 1
        assert f"the reference `{reference}` leads out of the folder and is not followed" in " ".join(said.out.split())
        assert "classified" not in said.out
        call("learn", "Storefront", "-q")


def _first_reference(folder: Path, reference: str) -> None:
    """Let the description's first reference lead there."""
    text = (folder / DESCRIPTION).read_text()
    place = text.index("$ref: ")
    line = text[place : text.index("\n", place)]
    change(folder / DESCRIPTION, line, f'$ref: "{reference}"', count=1)


def test_a_change_of_a_file_that_a_description_refers_to_is_noticed(example: Path, call: Call) -> None:
    parts = example / "systems" / "parts.yaml"
    parts.write_text("Extra: {type: object, properties: {id: {type: string}}}\n")
    _first_reference(example, "parts.yaml#/Extra")
    call("learn", "Storefront", "-q")
    before = call("check").out
    parts.unlink()
    assert "parts.yaml" not in before
    assert "parts.yaml" in call("check").out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("Storfront",), "the document names no system `Storfront`", "did you mean `Storefront`?"),
        (("Storfront", DESCRIPTION), "the document names no system `Storfront`", "did you mean `Storefront`?"),
        (("../../evil", DESCRIPTION), "the document names no system `../../evil`", "there is `Storefront`, `ERP`"),
        (("Storefront", "nix.yaml"), "there is no API description at `nix.yaml`", ""),
        (("Storefront", DESCRIPTION, "--as", "soup"), "there is no format `soup`", None),
        (("Storefront", f"{DESCRIPTION}/x"), f"there is no API description at `{DESCRIPTION}/x`", ""),
    ],
)
def test_learning_what_is_not_there(
    arguments: tuple[str, ...], message: str, hint: str | None, example: Path, call: Call
) -> None:
    before = _files(example.parent)
    said = call("learn", *arguments)
    assert (said.code, said.out) == (2, "")
    if hint is None:
        assert said.err.startswith(f"error: {message}\n hint: there are `asyncapi`, `graphql`")
    else:
        assert said.err == f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")
    assert _files(example.parent) == before


def test_several_files_and_a_folder_make_one_profile(example: Path, call: Call) -> None:
    page = "# API\n\nThe API is limited to 77 requests per minute.\n\n`GET /v1/none` answers nothing.\n"
    (example / "limits.md").write_text(page)
    said = call("learn", "Storefront", DESCRIPTION, "limits.md", "--into", ".")
    assert "read as OpenAPI 3.0.3 + reference pages" in said.err
    assert "put these files into one folder" in said.err
    folder = example / "systems" / "storefront"
    folder.mkdir()
    (example / DESCRIPTION).rename(folder / "api.yaml")
    (example / "limits.md").rename(folder / "limits.md")
    change(example / DOCUMENT, f"({DESCRIPTION})", "(systems/storefront/)")
    assert call("learn", "Storefront", "-q").code in (0, 1)
    kept = (example / "systems" / "Storefront.profile.json").read_text()
    assert "limits.md#" in kept
    assert '"api.yaml#/paths' in kept
    assert "description-missing" not in call("check").out


def test_a_folder_of_one_recorded_answer_is_read_as_a_folder_of_several(example: Path, call: Call) -> None:
    folder = example / "systems" / "recorded"
    folder.mkdir()
    answer = '{"tickets": [{"id": 7, "title": "Help", "updated_at": "2026-01-31T10:00:00Z"}]}'
    (folder / "GET tickets.json").write_text(answer, encoding="utf-8")
    said = call("learn", "Storefront", "systems/recorded")
    assert "read as recorded answers" in said.err
    assert "tickets" in said.out
    assert call("learn", "Storefront", "systems/recorded/GET tickets.json").code == 2
    (folder / "GET tickets.json").rename(folder / "GET people.json")
    assert "people" in call("learn", "Storefront", "systems/recorded").out


def _files(folder: Path) -> list[Path]:
    """All files but those that may be thrown away at any time."""
    return sorted(path for path in folder.rglob("*") if ".interlock" not in path.parts)


def test_a_system_is_kept_under_its_name_in_the_document(example: Path, call: Call) -> None:
    assert call("learn", "erp", "-q").code == 0
    assert (example / "systems" / "ERP.profile.json").exists()


def test_a_system_name_never_leads_out_of_the_folder(example: Path, call: Call) -> None:
    change(example / DOCUMENT, "| ERP        |", "| ../../ERP  |")
    said = call("learn", "../../ERP", "-q")
    assert said.code == 0
    assert said.err == ""
    assert [path.name for path in example.rglob("*.profile.json")] == ["..-..-ERP.profile.json"]
    assert not list(example.parent.glob("*.profile.json"))
