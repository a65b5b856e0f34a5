"""Lists of references: what they show, how they are written, and which rows they can stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.mapping.helpers import KnownLinks, compiled, mapping, profile

from interlock.mapping import RecordMapping, Unfit, Waiting
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import JSON, Body, Side

LINKS = KnownLinks(
    {("Tag", "a"): ("1", "11"), ("Tag", "b"): ("2", "12"), ("Tag", "c"): ("3", "13"), ("Tag", "d"): ("4", None)}
)
NAME = "tag_ids[] ↔ labels[].id"
RIGHT = RecordProfile(
    "objects",
    fields=(
        FieldProfile(Path.of("labels[]"), FieldType.ARRAY),
        FieldProfile(Path.of("labels[].id"), FieldType.INTEGER),
    ),
)
IN_ORDER = mapping("`tag_ids[]` | ↔ | `labels[].id` | the linked Tag, each", right=RIGHT)
AS_A_SET = mapping("`tag_ids[]` | ↔ | `labels[].id` | the linked Tag, each, as a set", right=RIGHT)


def shown(made: RecordMapping, *ids: JSON) -> object:
    return made.read(Side.LEFT, {"tag_ids": list(ids)}, LINKS)[NAME]


def test_a_list_of_references_is_its_links_in_order() -> None:
    assert shown(IN_ORDER, "2", 1, "2") == ("b", "a", "b")
    assert IN_ORDER.pairs[0].refers_to == "Tag"


def test_as_a_set_neither_order_nor_repetition_counts() -> None:
    assert shown(AS_A_SET, "2", 1, "2") == shown(AS_A_SET, "1", "2") == ("a", "b")
    assert AS_A_SET.pairs[0].elementwise


def test_null_and_empty_text_among_ids_refer_to_nothing() -> None:
    assert shown(IN_ORDER, None, "1", "") == ("a",)
    assert IN_ORDER.read(Side.LEFT, {"tag_ids": None}, LINKS) == {NAME: ()}


def test_the_ids_are_written_as_the_other_field_takes_them() -> None:
    assert IN_ORDER.write(Side.RIGHT, {NAME: ("b", "a")}, {}, LINKS) == {"labels": [{"id": 12}, {"id": 11}]}
    numbers = RecordProfile("objects", fields=(FieldProfile(Path.of("nos[]"), FieldType.ARRAY, FieldType.INTEGER),))
    plain = mapping("`tag_ids` | → | `nos` | the linked Tag, each", right=numbers)
    assert plain.write(Side.RIGHT, {"tag_ids → nos": ("b", "a")}, {}, LINKS) == {"nos": [12, 11]}


OLD: Body = {"labels": [{"id": "13", "seen": True}, {"id": 12, "name": "Blue"}], "own": 1}


def test_objects_that_are_there_keep_their_other_fields_and_what_is_removed_goes() -> None:
    new = IN_ORDER.write(Side.RIGHT, {NAME: ("a", "b")}, OLD, LINKS)
    assert new == {"labels": [{"id": 11}, {"id": 12, "name": "Blue"}], "own": 1}


def test_as_a_set_what_is_there_stays_where_it_is() -> None:
    new = AS_A_SET.write(Side.RIGHT, {NAME: ("a", "b", "c")}, OLD, LINKS)
    assert new == {"labels": [{"id": "13", "seen": True}, {"id": 12, "name": "Blue"}, {"id": 11}], "own": 1}
    assert AS_A_SET.write(Side.RIGHT, {NAME: ("b", "c")}, OLD, LINKS) == OLD


@pytest.mark.parametrize("made", [IN_ORDER, AS_A_SET])
def test_a_list_waits_for_all_that_it_refers_to(made: RecordMapping) -> None:
    assert shown(made, "1", "9", "8") == Waiting("Tag", Side.LEFT, "9", among=("1", "9", "8"))
    assert made.write(Side.RIGHT, {NAME: ("a", "d")}, {}, LINKS) == Waiting("Tag", Side.RIGHT, "", "d")
    assert made.write(Side.RIGHT, {NAME: ()}, OLD, LINKS) == {"labels": [], "own": 1}


def test_what_is_no_reference_is_named_by_its_place() -> None:
    assert shown(IN_ORDER, "1", True) == Unfit(
        NAME, "tag_ids[1]", "true", "the linked Tag, each", "`tag_ids[1]` is true, which is not an id"
    )
    inside = IN_ORDER.read(Side.RIGHT, {"labels": [{"name": "Blue"}]}, LINKS)[NAME]
    assert isinstance(inside, Unfit)
    assert inside.message == "`labels[0].id` is null, which is no id, and each element is to refer to something"
    deep = mapping("`a[]` | → | `b[]`", "`a[].t[].id` | → | `b[].u[]` | the linked Tag, each")
    found = deep.read(Side.LEFT, {"a": [{}, {"t": [{"id": 1}, {"id": []}]}]}, LINKS)["a[] → b[]"]
    assert isinstance(found, Unfit)
    assert found.field == "a[1].t[1].id"


def test_a_one_way_target_that_refers_to_strangers_is_only_different() -> None:
    made = mapping("`tag_ids[]` | → | `labels[].id` | the linked Tag, each")
    there = made.read(Side.RIGHT, {"labels": [{"id": 11}, {"id": 99}]}, LINKS)["tag_ids[] → labels[].id"]
    assert there == ("a", {"\0": "unlinked", "id": "99"})
    assert made.write(Side.RIGHT, {"tag_ids[] → labels[].id": ("a",)}, {"labels": [{"id": 11}, {"id": 99}]}, LINKS) == {
        "labels": [{"id": 11}]
    }


def test_lists_of_references_stand_below_lists() -> None:
    made = mapping("`a[]` | ↔ | `b[]` | paired by `k` = `k`", "`a[].t[]` | ↔ | `b[].u[].id` | the linked Tag, each")
    values = made.read(Side.LEFT, {"a": [{"k": "x", "t": ["2"]}, {"k": "y", "t": []}]}, LINKS)
    assert made.write(Side.RIGHT, values, {}, LINKS) == {"b": [{"u": [{"id": "12"}], "k": "x"}, {"k": "y"}]}
    assert made.pairs[0].referred == {"Tag"}


def test_each_element_of_a_list_may_have_one_reference() -> None:
    made = mapping("`tags[]` | ↔ | `labels[]`", "`tags[].ref` | ↔ | `labels[].id` | the linked Tag")
    values = made.read(Side.LEFT, {"tags": [{"ref": 2}]}, LINKS)
    assert made.write(Side.RIGHT, values, {}, LINKS) == {"labels": [{"id": "12"}]}


def test_a_single_field_is_no_list() -> None:
    found = compiled("`tag_id` | → | `label_id` | the linked Tag, each", left=profile(tag_id=FieldType.STRING)).findings
    assert [(one.code, one.message, one.hint) for one in found] == [
        ("rule-words", "`tag_id` is no list", "write `the linked Tag` for a single reference")
    ]


def test_a_single_reference_between_a_list_and_a_value_is_told_of_the_other_rule() -> None:
    left = RecordProfile("things", fields=(FieldProfile(Path.of("tag_ids[]"), FieldType.ARRAY, FieldType.STRING),))
    found = compiled("`tag_ids[]` | → | `labels[].id` | the linked Tag", left=left, right=replace(RIGHT)).findings
    assert [one.hint for one in found] == ["write `the linked Tag, each` where both are lists of ids"]
