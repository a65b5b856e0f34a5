"""What a live system was seen to do, as people read it."""

from interlock.model.fact import Confidence, Evidence
from interlock.model.observation import Observation
from interlock.render import probed_text

SEEN = (
    Evidence("GET /things?since=2027-01-22T09:00:00Z (a moment to come)", "200, 3 items"),
    Evidence("GET /things?since=2028-02-24T09:00:00Z (a moment to come)", "200, 3 items"),
)
ROWS = [
    (
        "things",
        Observation(
            "since_filters",
            "Does the filter for changes filter?",
            "no: it is accepted and does nothing",
            Confidence.SURE,
            "probed on 2027-01-20 against sandbox",
            SEEN,
            "`since` shows what changed",
        ),
    ),
    ("things", Observation("order_stable", "Does the list keep its order?", "cannot tell: \x1b[31mone item")),
    ("", Observation("clock_offset", "How far is its clock?", "3 s behind ours", Confidence.LIKELY, "", SEEN[:1])),
]


def test_a_table_for_each_record_and_one_for_the_system() -> None:
    assert probed_text(ROWS, width=100) == TEXT


def test_narrow_terminals_are_no_problem() -> None:
    assert "! Does the filter" in probed_text(ROWS, width=20)


TEXT = """\
things
Question                 Answer                           How sure  Requests and answers
! Does the filter for    no: it is accepted and does      sure      GET /things?since=2027-01-22T09:
  changes filter?          nothing                                    00:00Z (a moment to come) →
                                                                      200, 3 items
                                                                    GET /things?since=2028-02-24T09:
                                                                      00:00Z (a moment to come) →
                                                                      200, 3 items
Does the list keep its   cannot tell: ␛[31mone item
  order?

the system as a whole
Question                 Answer                           How sure  Requests and answers
How far is its clock?    3 s behind ours                  likely    GET /things?since=2027-01-22T09:
                                                                      00:00Z (a moment to come) →
                                                                      200, 3 items
"""
