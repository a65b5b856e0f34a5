"""Values that rules are made for, many of each kind, the edges first; the same ones in every run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, islice

from interlock.mapping.rule import Domain
from interlock.model.value import JSON

LEAST = 50
"""A domain has at least so many values."""

_TEXTS = (
    "", " ", " a", "a ", "a  b", "\t\n",
    "é", "e\u0301", "ß", "İ", "ŉ", "ǆ", "🎈", "日本語", "\u0000", "\u200b", "`", "'",
    '"', "null", "true", "0", "00012", "-1", "1.50", "1,5", "a,b", "a, b", ", ", "a;b", "a/b", "a-b", "AbC dEf",
    "O'Neil-van der Berg", "x" * 49, "x" * 50, "x" * 51, "x" * 256, "<p>a &amp; b</p>", "{}", "%", "\\", "a\nb",
)  # fmt: skip
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty", "knoll", "larch")
_NUMBERS = (
    0, 1, -1, 0.1, -0.1, 0.5, 1.5, 2.5, -2.5, 0.005, 0.015, 10.005, 10.01, 1.005, 2.675, 99.995, 0.07, 0.29, 1e-6, 100,
    1000, 12.5, 1e15, -1e15, 123456.789, 2**31, 2**53 - 1, 3, 7, 33.333333, 0.3, 19, 7.7, "12", " 12.50 ", "-0.5",
)  # fmt: skip
_WHOLES = (0, 1, -1, 2, 9, 10, 99, 100, 101, 255, 256, 1250, -1250, 2**31 - 1, 2**31, -(2**31), 10**9, 2**53 - 1, "5")
_MOMENTS = (
    "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
    "2026-12-31T23:30:00Z", "2027-01-01T00:00:00+14:00", "2026-02-28T23:59:59.999Z", "2028-02-29T12:00:00Z",
    "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-11-20T23:30:00.125+01:00", "2026-11-20T08:15:30.123456Z",
    "2000-01-01T00:00:00-11:00", "2038-01-19T03:14:08Z",
)  # fmt: skip
_DAYS = ("2026-03-29", "2026-10-25", "2028-02-29", "1970-01-01", "1900-01-01", "2000-12-31", "2099-12-31", "2026-01-01")


def _domain(words: str, kind: str, edges: Iterable[JSON], more: Iterable[JSON]) -> Domain:
    first = list(edges)
    return Domain(words, kind, (*first, *islice(more, max(0, LEAST - len(first)) + 10)))


def _texts() -> Iterable[str]:
    for i in count():
        yield f"{_WORDS[i % 12]} {_WORDS[(i * 5 + 1) % 12].title()} {i}"


def _lists(parts: Iterable[JSON]) -> Iterable[JSON]:
    known = list(islice(parts, 24))
    for i in count():
        yield [known[(i * 7 + j) % 24] for j in range(i % 5)]


def _people() -> Iterable[str]:
    for i in count():
        yield f"{_WORDS[i % 12].title()} {_WORDS[(i * 7 + 2) % 12].title()}"


def _objects() -> Iterable[JSON]:
    for i in count():
        yield [
            {
                "name": _WORDS[(i + j * 5) % 12],
                "value": f"{_WORDS[(i * 3 + j) % 12]} {i}",
                "amount": (i + j) / 4,
                "n": j,
            }
            for j in range(i % 5)
        ]


def _said(words: str) -> Iterable[str]:
    return iter(words.split())


def _days() -> Iterable[str]:
    for i in count():
        yield f"{2020 + i % 12}-{i % 12 + 1:02d}-{i % 28 + 1:02d}"


def _moments() -> Iterable[str]:
    for i in count():
        yield f"{2020 + i % 12}-{i % 12 + 1:02d}-{i % 28 + 1:02d}T{i % 24:02d}:{i * 7 % 60:02d}:{i * 11 % 60:02d}Z"


TEXTS = _domain("any text", "text", _TEXTS, _texts())
NAMES = _domain(
    "the names of people",
    "name",
    (
        "Berg",
        "Mia Berg",
        "  Mia   Berg ",
        "Ludwig van Beethoven",
        "Anna Maria Berg",
        "Ana de la Cruz",
        "Berg, Mia",
        "",
        "van",
        "O'Neil",
    ),
    _people(),
)
NUMBERS = _domain("numbers, and texts that write one", "number", _NUMBERS, (i * 1.25 - 9 for i in count()))
WHOLES = _domain("whole numbers, and texts that write one", "whole", _WHOLES, (i * 37 + 3 for i in count()))
MOMENTS = _domain("dates with a time, as ISO 8601 writes them", "moment", _MOMENTS, _moments())
DAYS = _domain("dates, as ISO 8601 writes them", "day", _DAYS, _days())
UNIX = _domain(
    "seconds or milliseconds since 1970",
    "unix",
    (0, 1, -1, 1_770_000_000, 1_770_000_000_123, 2**31, 0.5, 1_770_000_000.25),
    (1_770_000_000 + i * 86_399 for i in count()),
)
TRUTHS = _domain(
    "true and false, and words for them",
    "truth",
    (True, False, "true", "false", 0, 1, "0", "1", "yes", "no", "Y", "N", "TRUE", " no "),
    (("yes", "no", True, False)[i % 4] for i in count()),
)
SCALARS = _domain("texts, numbers, true and false", "scalar", (*_TEXTS[:24], *_NUMBERS[:20], True, False), _texts())
TEXT_LISTS = _domain(
    "lists of single values",
    "texts",
    ([], [""], ["a"], ["a", "b"], ["b", "a", "b"], [None], ["a", None, ""], [1, 2.5], [True], ["a, b"], [" a "]),
    _lists(_texts()),
)
NUMBER_LISTS = _domain(
    "lists of numbers",
    "numbers",
    ([], [0], [None], [1, None, 2.5], ["1.50", 2], [0.1, 0.2], [-1, 1], [1e15, 0.25]),
    _lists(i * 1.25 - 9 for i in count()),
)
FIELDS = _domain(
    "the values of several fields",
    "fields",
    (
        ["", ""],
        ["a", ""],
        ["", "b"],
        [" a ", "b  c"],
        ["a, b", "c"],
        [None, None],
        [None, "b"],
        ["Mia", 7],
        [True, 0.5],
    ),
    ([f"{_WORDS[i % 12].title()}", f"{_WORDS[(i * 7 + 2) % 12].title()} {i}"] for i in count()),
)
NUMBER_FIELDS = _domain(
    "the numbers of several fields",
    "number fields",
    ([0, 0], [None, None], [5, None], [None, 5], [5, 7], ["12", "2.5"], [0.1, 0.2], [-1, -2]),
    ([i * 1.25, i % 7] for i in count()),
)
ENTRIES = _domain(
    "lists of objects",
    "entries",
    (
        [],
        [{"name": "size", "value": "L"}],
        [{"name": "size"}],
        [{"value": "L"}],
        [{}],
        [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}],
        [{"name": "a", "value": None, "amount": 2}],
    ),
    _objects(),
)
OBJECTS = _domain(
    "objects of single values",
    "object",
    ({}, {"a": "b"}, {"a": None}, {"": "x"}, {"a": 1, "b": True}),
    ({_WORDS[i % 12]: f"{i}", "n": i} for i in count()),
)
COUNTRIES = _domain(
    "countries by English name or code",
    "country",
    (
        "",
        "Germany",
        "DE",
        "deu",
        "276",
        "uk",
        "CÔTE D’IVOIRE",
        "Türkiye",
        "Hong Kong",
        "us",
        "United States of America",
    ),
    _said(
        "AT FR NL IT PL SE JP BR MX IN ZA KE AU NZ CA CL AR PE CO CH BE LU DK NO FI IS IE PT ES GR "
        "CZ SK HU RO BG HR SI EE LV LT UA MD RS AL TN MA EG NG GH SN CN KR VN TH"
    ),
)
PHONES = _domain(
    "telephone numbers",
    "phone",
    ("", "+49 30 901820", "+442079460958", "+39 06 1234 5678", "+1 (212) 555-0123", "+1 212 555 0123 ext. 89"),
    (f"+49 30 90182{i:03d}" for i in count()),
)
EMAILS = _domain(
    "e-mail addresses",
    "email",
    ("", "mia@example.com", " Mia@Example.COM ", "a.b+c@x-y.example", "ä@example.com"),
    (f"{_WORDS[i % 12]}.{i}@example.com" for i in count()),
)
LANGUAGES = _domain(
    "languages by English name or code",
    "language",
    ("", "German", "de", "DE", "deu", "en-GB", "pt_BR", "Chinese", "zh"),
    _said(
        "fr es it pl nl sv ja ar hi da nb fi is ga pt el cs sk hu ro bg hr sl et lv lt uk sr sq tr "
        "he fa ur bn ta te ml kn mr gu pa th vi ko id ms sw am"
    ),
)
CURRENCIES = _domain(
    "currencies by English name or code",
    "currency",
    ("", "EUR", "eur", "Euro", "US Dollar", "JPY", "Japanese Yen", "KWD", "British Pound"),
    _said(
        "CHF GBP SEK PLN DKK INR MXN NOK CZK HUF RON BGN ISK TRY UAH RUB ZAR KES NGN GHS EGP MAD TND "
        "AED SAR QAR BHD OMR JOD ILS CNY HKD TWD KRW SGD MYR THB IDR PHP VND AUD NZD CAD BRL ARS"
    ),
)
_MIXED: tuple[JSON, ...] = (0, 0.1, True, False, [], {}, [1, "a"], {"a": [1, None]})
ANYTHING = _domain("any value", "json", (*_TEXTS[:12], *_MIXED), _texts())
KEYS = _domain(
    "what the rule's own pairs name",
    "key",
    ("", "?", "a", "c", "S", "M", "L", "open", "closed", "yes", "no", "none", "low", "high"),
    _texts(),
)
NOTHING = _domain("nothing: it takes no value", "nothing", (None,), (None for _ in count()))
STATES = _domain(
    "states and provinces by name, code or whole code",
    "state",
    ("", "California", "CA", "US-CA", "us-ca", "new york", "Bayern", "DE-BY", "Québec", "CA-QC"),
    _said(
        "AL AK AZ AR CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
        "PA RI SC SD TN TX UT VT VA WA WV WI WY"
    ),
)
WRITTEN_DAYS = _domain(
    "dates as a pattern of the cell writes them",
    "day",
    ("", "20.11.2026", "29.02.2028", "30.02.2026", "1.2.26", "2026-11-20", "11/20/2026", "20261120", "5 Mar 2026"),
    (f"{day[8:]}.{day[5:7]}.{day[:4]}" for day in _days()),
)
WRITTEN_TIMES = _domain(
    "local dates and times as a pattern of the cell writes them",
    "moment",
    (
        "",
        "20.11.2026 08:15",
        "25.10.2026 02:30",
        "29.03.2026 02:30",
        "1/2/2026 12:05 am",
        "20261120081530",
        "31.12.2026 24:00",
    ),
    (f"{at[8:10]}.{at[5:7]}.{at[:4]} {at[11:16]}" for at in _moments()),
)
