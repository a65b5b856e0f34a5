"""Sentences that no example uses run to a verdict: any trigger, circumstance and outcome, any record and system."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.verify import breakages
from tests.verify.helpers import with_criterion

from interlock.model.verdict import Judgement
from interlock.verify import Build, integration

_RECORDS = st.sampled_from(["Customer", "Order", "Stock"])
_SYSTEMS = st.sampled_from(["Storefront", "ERP"])
_FIELDS = {
    "Customer": ["email", "phone", "country", "display_name", "kind"],
    "Order": ["number", "total_cents", "total", "payment_status", "line_items"],
    "Stock": ["stock_quantity", "available", "sku"],
}


@st.composite
def _triggers(draw: st.DrawFn) -> str:
    record, system = draw(_RECORDS), draw(_SYSTEMS)
    field = draw(st.sampled_from(_FIELDS[record]))
    other = "ERP" if system == "Storefront" else "Storefront"
    return draw(
        st.sampled_from(
            [
                f"When a {record} is created in {system}",
                f"When 7 {record}s are created in {system} within 10 minutes",
                f"When a {record} is created in {system} with `{field}` `5`",
                f"When a {record} without `{field}` is created in {system}",
                f"When a {record}'s `{field}` changes in {system}",
                f"When a {record}'s `{field}` changes to `2` in {system}",
                f"When a {record} is merged into another in {system}",
                f"When a {record}'s `{field}` changes from `1` to `2` in {system}",
                f"When 3 {record}s change in {system}",
                f"When a {record}'s `{field}` changes in {system} and 1 minute later in {other}",
                f"When 1 of 2 `{field}` is removed from a {record} in {system}",
                f"When a {record} is deleted in {system}",
                f"When 3 of 20 {record}s are deleted in {system}",
                f"When {system} answers 500 to a {record}",
                f"When the label of `{field}` of {record} is renamed in {system}",
                f"When a {record} with the same `{field}` exists in both systems",
            ]
        )
    )


@st.composite
def _outcomes(draw: st.DrawFn) -> str:
    record, system = draw(_RECORDS), draw(_SYSTEMS)
    field = draw(st.sampled_from(_FIELDS[record]))
    other = "ERP" if system == "Storefront" else "Storefront"
    outcome = draw(
        st.sampled_from(
            [
                f"a matching {record} exists in {system}",
                f"no matching {record} exists in {system}",
                f"its mapped fields are equal in {system}",
                f"its `{field}` is equal in {system}",
                f"its `{field}` is `5` in {system}",
                f"no {record} is created in {system}",
                f"the matching {record} is archived in {system}",
                f"no {record} is archived in {system}",
                "the two are linked",
                f"the value of {system} is in both",
                "the other value is in the history",
                f"the matching {record} is unchanged in {system}",
                f"every {record} exists exactly once in {system}",
                "it is tried 2 times in all",
                "it is held with a reason",
                "an alert is sent",
                "the owner is asked",
                f"other {record}s exist in {system}",
                f"a change of `{field}` in {system} arrives in {other}",
                f"every {record} is equal in both",
                f"nothing is written to {system}",
                "nothing is written to either system",
                f"no more than 30 requests a minute are sent to {system}",
                f"no field of it is emptied in {system}",
                f"one of the two exists in {system}",
                "the history of both is kept",
                f"its `{field}` is unchanged in {system}",
                f"no {record} is lost",
                f"the matching {record}'s `{field}` is equal in {system}",
                f"the {record}'s `{field}` is `5` in {system}",
            ]
        )
    )
    deadlines = [" within 10 minutes", " for 20 minutes", " within 5 minutes of its return", ""]
    deadlines += [" by the end of the day", " by 06:00 in Europe/Berlin"]
    return outcome + draw(st.sampled_from(deadlines))


_CIRCUMSTANCES = st.sampled_from(
    [
        "",
        "",
        " while ERP is down for 5 minutes",
        " while Storefront is down for 5 minutes",
        " while the answers of ERP are lost",
        " while ERP answers 503 for 5 minutes",
        " while the token of ERP expires",
        " before go-live",
        " before the first run",
    ]
)
_BUILDS: st.SearchStrategy[Build] = st.sampled_from(
    [integration, breakages.does_nothing, breakages.direction_swapped, breakages.creates_and_deletes]
)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(_triggers(), _CIRCUMSTANCES, st.lists(_outcomes(), min_size=1, max_size=2), _BUILDS)
def test_every_composition_comes_to_a_verdict(
    trigger: str, circumstance: str, outcomes: list[str], build: Build
) -> None:
    sentence = f"{trigger}{circumstance}, {' and '.join(outcomes)}."
    verdict = with_criterion(sentence).verdict("one", build=build)
    assert verdict.reason
    assert "fell over" not in verdict.reason
    assert (verdict.failed_at is not None) == (verdict.judgement is Judgement.NOT_MET)
    assert list(verdict.timeline) == sorted(verdict.timeline, key=lambda line: line.at)
