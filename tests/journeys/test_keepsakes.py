"""What was learned is kept for the next time, and never stands for another description, place or program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interlock import systems
from interlock.journeys import keepsakes
from interlock.journeys.learning import learn
from interlock.journeys.project import Project, load
from interlock.model.value import Side

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"
DESCRIPTION = "systems/storefront.openapi.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "project", ignore=shutil.ignore_patterns(".interlock"))
    return tmp_path / "project"


@pytest.fixture
def learnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The systems that were learned anew, in order."""
    names: list[str] = []
    learn = systems.learn_all

    def counted(name: str, *args: object, **options: object) -> object:
        names.append(name)
        return learn(name, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(systems, "learn_all", counted)
    return names


def _asked(project: Project) -> tuple[str, ...]:
    return tuple(finding.message for finding in project.findings)


def test_the_second_time_nothing_is_learned_and_all_is_the_same(folder: Path, learnings: list[str]) -> None:
    first, second = load(folder), load(folder)
    assert learnings == ["Storefront", "ERP"]
    assert (second.profiles, second.findings) == (first.profiles, first.findings)


def test_the_problems_of_a_description_are_told_each_time(folder: Path, learnings: list[str]) -> None:
    path = folder / DESCRIPTION
    path.write_text(path.read_text().replace("#/components/schemas/Customer", "#/components/schemas/Nobody", 1))
    first, second = load(folder), load(folder)
    assert learnings == ["Storefront", "ERP"]
    assert any("Nobody" in message for message in _asked(first))
    assert second.findings == first.findings


def test_the_problems_of_a_description_are_told_also_where_its_profile_is_stored(
    folder: Path, learnings: list[str]
) -> None:
    path = folder / DESCRIPTION
    whole = path.read_text()
    path.write_text(whole.replace("#/components/schemas/Customer", "#/components/schemas/Nobody", 1))
    before = load(folder)
    stored = learn("Storefront", path, folder=folder).written
    assert stored is not None
    shutil.rmtree(folder / ".interlock")
    learnings.clear()
    after = load(folder)
    assert learnings == ["ERP"]
    assert any("Nobody" in message for message in _asked(after))
    assert (after.profiles, after.findings) == (before.profiles, before.findings)
    # A profile that was written before findings were kept in it has them found anew.
    stored.write_bytes(systems.to_json(systems.from_json(stored.read_bytes())))
    assert load(folder).findings == before.findings
    path.write_text(whole)
    assert _asked(load(folder)) == ()


def test_a_stored_profile_names_no_path_of_the_machine_that_learned_it(folder: Path) -> None:
    path = folder / DESCRIPTION
    path.write_text(path.read_text().replace("#/components/schemas/Customer", "#/components/schemas/Nobody", 1))
    stored = learn("Storefront", path, folder=folder).written
    assert stored is not None
    assert "Nobody" in stored.read_text()
    assert str(folder) not in stored.read_text()


def test_a_changed_description_is_learned_again(folder: Path, learnings: list[str]) -> None:
    load(folder)
    path = folder / DESCRIPTION
    path.write_text(path.read_text().replace("first_name", "given_name"))
    record = load(folder).profiles[Side.LEFT].record("customers")
    assert learnings == ["Storefront", "ERP", "Storefront"]
    assert record is not None
    assert record.field("first_name") is None
    assert record.field("given_name") is not None


def test_a_correction_is_learned_and_so_is_its_end(folder: Path, learnings: list[str]) -> None:
    before = load(folder)
    overlay = folder / "systems" / "Storefront.overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: Corrections, version: 1}\n"
        "actions:\n  - target: $.info\n    update: {title: Corrected}\n"
    )
    assert load(folder).profiles[Side.LEFT].title == "Corrected"
    overlay.unlink()
    assert load(folder).profiles == before.profiles
    assert learnings == ["Storefront", "ERP", "Storefront", "Storefront"]


def test_what_refers_to_other_files_is_learned_each_time(folder: Path, learnings: list[str]) -> None:
    path = folder / DESCRIPTION
    path.write_text(path.read_text().replace("#/components/schemas/Customer", "parts.yaml#/Customer", 1))
    load(folder)
    load(folder)
    assert learnings == ["Storefront", "ERP", "Storefront"]


@pytest.mark.parametrize("damage", [b"", b"nothing", b"\xff\xfe\n{}", b'{"format": 1}'])
def test_a_damaged_keepsake_is_made_again(damage: bytes, folder: Path, learnings: list[str]) -> None:
    before = load(folder)
    for path in (folder / ".interlock" / "learned").iterdir():
        path.write_bytes(damage)
    assert load(folder).profiles == before.profiles
    assert len(learnings) == 4


@pytest.mark.parametrize("change", [(b'"customers"', b'"customars"'), (b"}]}", b"}]")])
def test_a_keepsake_that_somebody_changed_is_made_again(
    change: tuple[bytes, bytes], folder: Path, learnings: list[str]
) -> None:
    before = load(folder)
    for path in (folder / ".interlock" / "learned").iterdir():
        path.write_bytes(path.read_bytes().replace(*change))
    assert load(folder).profiles == before.profiles
    assert "Storefront" in learnings[2:]


def test_another_version_of_the_program_learns_again(
    folder: Path, learnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(folder)
    monkeypatch.setattr(keepsakes, "__version__", "99")
    load(folder)
    assert len(learnings) == 4


def test_where_nothing_can_be_kept_all_works(folder: Path, learnings: list[str]) -> None:
    (folder / ".interlock").write_text("a file where the folder would be")
    assert load(folder).profiles == load(folder).profiles
    assert len(learnings) == 4


def test_what_is_kept_is_not_for_git(folder: Path) -> None:
    load(folder)
    assert (folder / ".interlock" / ".gitignore").read_text().splitlines()[-1] == "*"
