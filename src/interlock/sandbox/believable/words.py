"""The words that believable items are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locale:
    """One country as addresses, phones and money need it; `phone` and `postcode` have `#` where digits go."""

    country: str
    alpha2: str
    alpha3: str
    currency: str
    language: str
    phone: str
    postcode: str
    city: str
    region: str
    street: str


LOCALES = (
    Locale("Germany", "DE", "DEU", "EUR", "de", "+493090######", "101##", "Berlin", "Berlin", "Lindenstraße"),
    Locale("United States", "US", "USA", "USD", "en", "+1212555####", "100##", "New York", "New York", "Maple Street"),
    Locale("United Kingdom", "GB", "GBR", "GBP", "en", "+44207946####", "N1 #AB", "London", "England", "Mill Lane"),
    Locale("France", "FR", "FRA", "EUR", "fr", "+33199######", "750##", "Paris", "Île-de-France", "Rue des Fleurs"),
    Locale("Switzerland", "CH", "CHE", "CHF", "de", "+41443######", "80##", "Zürich", "Zürich", "Seestrasse"),
    Locale("Netherlands", "NL", "NLD", "EUR", "nl", "+31207######", "10## AB", "Amsterdam", "Utrecht", "Dorpsweg"),
    Locale("Spain", "ES", "ESP", "EUR", "es", "+34917######", "280##", "Madrid", "Madrid", "Calle Mayor"),
    Locale("Austria", "AT", "AUT", "EUR", "de", "+431534####", "10##", "Wien", "Wien", "Hauptstraße"),
)

FIRST_NAMES = (
    "Mira", "Jonas", "Amara", "Elif", "Oscar", "Priya", "Lucas", "Noor", "Hanna", "Mateo", "Ines", "Kofi",
    "Zoë", "Björn", "Chloé", "Tariq", "Greta", "Hugo", "Yuki", "Lena", "Omar", "Sofia", "Emil", "Ida",
)  # fmt: skip
LAST_NAMES = (
    "Okoye", "Berger", "Lindqvist", "Moreau", "Yilmaz", "Novak", "Haddad", "Schmidt", "García", "Kowalski",
    "O'Neill", "Tanaka", "Jansen", "Rossi", "Dubois", "Müller", "Osei", "Petrov", "Silva", "Keller", "Ivers",
)  # fmt: skip
GOODS = ("Lamp", "Chair", "Table", "Shelf", "Vase", "Clock", "Basket", "Bowl", "Blanket", "Mirror", "Stool", "Rug")
MATERIALS = ("oak", "linen", "steel", "clay", "wool", "glass", "walnut", "cork", "brass", "cotton")
TRADES = ("Trading", "Supplies", "Foods", "Textiles", "Logistics", "Studio", "Works", "Partners")
NOTES = (
    "Please ring twice",
    "Likes to hear from us on Mondays",
    "Paper copies, please",
    "Leave with the neighbour",
    "Ask for the back entrance",
    "No delivery on Fridays",
)
TAGS = ("regular", "priority", "festive", "seasonal", "export", "new", "wholesale", "returning")
