"""Numbers about a run for whoever collects them, in the form of Prometheus.

Labels are names of records, systems and kinds, which the document and the descriptions bound; no id, address or value
of an item is ever one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST

_REQUEST_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PASS_S = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0)
LATENCY_S = (0.5, 1.0, 2.5, 5.0, 15.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0)
"""The steps in which it is told how long changes took from one system to the other."""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long changes took: how many took at most each of `LATENCY_S`, how many there were, and their sum about."""

    within: tuple[int, ...]
    count: int
    sum_s: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured now and not counted.

    `items` is by record and state (`linked`, `held`, `unsettled`, a system's name), `held` by kind, `lag_s` by record
    and system: the time since changes were last asked for. `latency` is by record and the system that is written.
    """

    items: Mapping[tuple[str, str], int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    lag_s: Mapping[tuple[str, str], float] = field(default_factory=dict)
    latency: Mapping[tuple[str, str], Latency] = field(default_factory=dict)
    paused: Mapping[str, bool] = field(default_factory=dict)
    contact_age_s: Mapping[str, float] = field(default_factory=dict)
    webhooks_missed: Mapping[str, float] = field(default_factory=dict)
    hints_waiting: int = 0
    alerts_waiting: int = 0
    pass_age_s: float | None = None
    problems: int = 0


class Metrics:
    """Counts what happens; `text` is all of it with the figures of that moment."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._figures = _Figures()
        registry.register(self._figures)
        self._requests = Counter(
            "interlock_requests", "Requests to a system.", ("system", "resource", "method", "status"), registry=registry
        )
        self._request_s = Histogram(
            "interlock_request_seconds", "How long answers took.", ("system",), buckets=_REQUEST_S, registry=registry
        )
        self._writes = Counter(
            "interlock_writes", "Items written, by what was done.", ("record", "system", "kind"), registry=registry
        )
        self._passes = Counter("interlock_passes", "Passes that ended.", registry=registry)
        self._pass_s = Histogram("interlock_pass_seconds", "How long passes took.", buckets=_PASS_S, registry=registry)
        self._webhooks = Counter(
            "interlock_webhooks", "Webhooks, by what became of them.", ("system", "outcome"), registry=registry
        )

    def request(self, *, system: str, resource: str, method: str, status: int, seconds: float) -> None:
        """Count a request; status 0 stands for no answer."""
        told = str(status) if 100 <= status <= 599 else "none"
        self._requests.labels(system, resource, method, told).inc()
        self._request_s.labels(system).observe(seconds)

    def write(self, *, record: str, system: str, kind: str, count: int) -> None:
        """Count items that were written."""
        self._writes.labels(record, system, kind).inc(count)

    def passed(self, seconds: float) -> None:
        """Count a pass."""
        self._passes.inc()
        self._pass_s.observe(max(seconds, 0.0))

    def webhook(self, *, system: str, outcome: str) -> None:
        """Count a webhook; the outcome is `taken` or `refused`."""
        self._webhooks.labels(system, outcome).inc()

    def text(self, figures: Figures) -> bytes:
        """All numbers, as they are collected."""
        self._figures.now = figures
        return generate_latest(self._registry)


class _Figures(Collector):
    """The figures of the moment."""

    def __init__(self) -> None:
        self.now = Figures()

    def collect(self) -> Iterable[Metric]:
        """Each of them as a family."""
        now = self.now
        yield _gauge("interlock_items", "Items, by where they are or how far.", ("record", "state"), now.items)
        yield _gauge("interlock_held", "Items that wait for a person.", ("kind",), _keyed(now.held))
        yield _gauge(
            "interlock_lag_seconds", "Time since a system was last asked for changes.", ("record", "system"), now.lag_s
        )
        yield _gauge("interlock_paused", "Whether a system is paused.", ("system",), _keyed(now.paused))
        yield _gauge(
            "interlock_contact_age_seconds",
            "Time since a system last answered.",
            ("system",),
            _keyed(now.contact_age_s),
        )
        yield _gauge(
            "interlock_webhooks_missed_ratio",
            "Share of changes that no webhook told of.",
            ("system",),
            _keyed(now.webhooks_missed),
        )
        yield _gauge(
            "interlock_hints_waiting", "Items that webhooks told of and nobody looked at.", (), {(): now.hints_waiting}
        )
        yield _gauge(
            "interlock_alerts_waiting", "Alerts that nobody could be told of yet.", (), {(): now.alerts_waiting}
        )
        yield _gauge("interlock_problems", "What is wrong now, as /health tells.", (), {(): now.problems})
        if now.pass_age_s is not None:
            yield _gauge("interlock_pass_age_seconds", "Time since the last pass ended.", (), {(): now.pass_age_s})
        yield from self._latency()

    def _latency(self) -> Iterator[Metric]:
        family = HistogramMetricFamily(
            "interlock_latency_seconds",
            "Time from a change in one system to its arrival in the other, over the days that are remembered.",
            labels=("record", "system"),
        )
        for labels, latency in self.now.latency.items():
            buckets = [(str(step), float(count)) for step, count in zip(LATENCY_S, latency.within, strict=True)]
            family.add_metric(labels, [*buckets, ("+Inf", float(latency.count))], sum_value=latency.sum_s)
        yield family


def _gauge(name: str, says: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=labels)
    for key, value in values.items():
        family.add_metric(key, float(value))
    return family


def _keyed(values: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    return {(name,): value for name, value in values.items()}
