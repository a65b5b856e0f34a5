"""What sort of value a field holds, as far as its type, its format and its name tell."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from interlock.model.suggestion import SeenField


class Kind(StrEnum):
    """A sort of value; UNKNOWN where nothing tells it."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    COUNT = "count"
    MONEY = "money"
    FLAG = "yes or no"
    MOMENT = "moment"
    CHOICE = "choice"
    REFERENCE = "reference"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    PLACE = "place"
    OBJECT = "object"
    LIST = "list"
    UNKNOWN = "unknown"


_BY_TYPE = {
    Kind.FLAG: "boolean bool check checkbox bit yesno switch",
    Kind.MOMENT: "date datetime date-time timestamp time dateonly datetimeoffset unixtime unix-time instant",
    Kind.NUMBER: "number float double decimal numeric percent real duration",
    Kind.COUNT: "integer int long int32 int64 bigint short",
    Kind.MONEY: "currency money monetary amount",
    Kind.CHOICE: "enum enumeration options picklist select selection listlookup multipicklist dropdown radio",
    Kind.REFERENCE: "lookup reference many2one link foreignkey customer owner masterdetail uuid guid partylist",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone tel",
    Kind.URL: "url uri link-url website",
    Kind.LONG_TEXT: "html longtextarea textarea richtext memo text-editor markdown longtext",
    Kind.OBJECT: "object map json struct",
    Kind.LIST: "array table many2many one2many list multiselect repeated",
}
_OF_TYPE = {word: kind for kind, words in _BY_TYPE.items() for word in words.split()}

_BY_MEANING = {
    Kind.EMAIL: "email",
    Kind.PHONE: "phone mobile fax",
    Kind.URL: "url website avatar image linkedin facebook logo",
    Kind.MOMENT: (
        "created_at updated_at deleted_at closed_at cancelled_at start_date end_date due_date birthday last_activity "
        "last_contacted last_login last_viewed ordered_at delivery_date close_date event_time published_at trial_end "
        "next_billing date time timestamp at"
    ),
    Kind.FLAG: (
        "active disabled archived is_deleted is_won is_closed email_opt_out consent do_not_call tax_exempt "
        "on_sale verified vip locked track_stock"
    ),
    Kind.MONEY: (
        "amount total subtotal tax discount shipping_cost price sale_price compare_price cost balance paid refund fee "
        "annual_revenue revenue credit_limit lifetime_value"
    ),
    Kind.COUNT: (
        "count employees_count quantity stock orders_count email_opens email_clicks email_replies email_bounces "
        "email_sends sort_order low_stock votes downvotes"
    ),
    Kind.NUMBER: "percent probability score latitude longitude weight width height length volume exchange_rate",
    Kind.REFERENCE: "identifier external_id owner creator updater parent",
    Kind.CHOICE: "status stage priority type category gender salutation currency language lead_status",
    Kind.LONG_TEXT: "description note body short_description terms_text comments",
    Kind.LIST: "line_items tax_lines labels attachments subtasks dependencies watchers custom_fields",
    Kind.PLACE: "street street_2 street_3 city region county postcode country country_code",
    Kind.TEXT: "given_name family_name middle_name full_name shown_name company_name job_title subject name slug",
}
_OF_MEANING = {word: kind for kind, words in _BY_MEANING.items() for word in words.split()}
_VAGUE = {
    "",
    "string",
    "text",
    "char",
    "data",
    "any",
    "varchar",
    "str",
    "longtext",
    "unknown",
    "small text",
    "multiple",
}

ALIKE: frozenset[frozenset[Kind]] = frozenset(
    frozenset(pair)
    for pair in (
        (Kind.NUMBER, Kind.COUNT),
        (Kind.NUMBER, Kind.MONEY),
        (Kind.COUNT, Kind.MONEY),
        (Kind.TEXT, Kind.LONG_TEXT),
        (Kind.TEXT, Kind.CHOICE),
        (Kind.TEXT, Kind.EMAIL),
        (Kind.TEXT, Kind.PHONE),
        (Kind.TEXT, Kind.URL),
        (Kind.TEXT, Kind.PLACE),
        (Kind.CHOICE, Kind.PLACE),
        (Kind.CHOICE, Kind.FLAG),
        (Kind.CHOICE, Kind.REFERENCE),
        (Kind.REFERENCE, Kind.OBJECT),
        (Kind.REFERENCE, Kind.COUNT),
        (Kind.REFERENCE, Kind.TEXT),
        (Kind.REFERENCE, Kind.PLACE),
        (Kind.LIST, Kind.OBJECT),
        (Kind.COUNT, Kind.MOMENT),
    )
)
"""Kinds that the same thing may have in two systems."""


def kind_by_type(field: SeenField) -> Kind:
    """What the type and the format of a field tell; UNKNOWN for plain text."""
    for word in (field.format.lower(), field.type.lower().replace(" ", "")):
        if word in _OF_TYPE:
            return _OF_TYPE[word]
    if field.enum:
        return Kind.FLAG if set(field.enum) <= {True, False} else Kind.CHOICE
    return Kind.UNKNOWN if field.type.lower() in _VAGUE else Kind.TEXT


def kind_by_name(meanings: Sequence[str], words: Sequence[str]) -> Kind:
    """What the last telling meaning of a name says, UNKNOWN where none does."""
    if words and words[0] in {"is", "has", "can", "allow", "should", "needs", "was"}:
        return Kind.FLAG
    for meaning in reversed(meanings):
        kind = _OF_MEANING.get(meaning)
        if kind is not None:
            return kind
    return Kind.UNKNOWN


def clash(one: Kind, other: Kind) -> bool:
    """Whether two kinds speak against the fields holding the same."""
    if one is other or Kind.UNKNOWN in (one, other):
        return False
    return frozenset((one, other)) not in ALIKE
