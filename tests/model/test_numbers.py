"""A set of numbers in a bit each is a set."""

from hypothesis import given
from hypothesis import strategies as st

from interlock.model.numbers import Numbers

numbers = st.lists(st.one_of(st.integers(0, 40), st.integers(0, 2**40)))


@given(st.lists(numbers), numbers)
def test_it_is_a_set(added: list[list[int]], asked: list[int]) -> None:
    found = Numbers()
    for some in added:
        found.update(some)
    meant = {number for some in added for number in some}
    assert len(found) == len(meant)
    assert found.missing([*meant, *asked]) == [number for number in asked if number not in meant]
