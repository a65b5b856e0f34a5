"""What a rule cell in free words could be instead, in the words of the mapping rules."""

from __future__ import annotations

import re
from typing import Final

from interlock.mapping.language import parse_rule

_MOST_CHARACTERS = 200

_TABLE: Final[tuple[tuple[str, str], ...]] = (
    (r"(?:look ?up(?: in)?|lookup(?: in)?|according to|see|translate(?:d)? (?:by|with)|mapped by) (?:the )?(?:look-?up )?table [`\"“']?([^`\"”']+)[`\"”']?", r"by table \1"),
    (r"(?:all |only )(lower|upper)(?: case)?(?: letters)?", r"\1 case"),
    (r"(?:.{1,40} )(?:joined|concatenated|combined) (?:with|by) (?:a |one )?(?:space|blank)", "join with a space"),
    (r"(?:as a )?(?:date(?: only)?|day only)(?:,| in| \(| of) ?([A-Z]\w+/\w+|UTC)\)?(?: time)?", r"date in \1"),
    (r"(?:as a )?(?:datetime|timestamp|date and time|date[- ]time|date \+ time)(?:,| in| \(| of| to)? ?([A-Z]\w+/\w+|UTC)\)?(?: time)?", r"date and time in \1"),
    (r"(?:convert(?:ed)?|local time|time) (?:to|in) ([A-Z]\w+/\w+|UTC)(?: time)?", r"date and time in \1"),
    (r"(?:default(?:s)?(?: to| is|:)?) [`\"“']?([^`\"”']+)[`\"”']? (?:if|when) (?:it is )?(?:empty|missing|blank|null|not set)", r"`\1` when empty"),
    (r"(?:phone|telephone)(?: number)?,? (?:with (?:the )?)?(?:region|country) (?:from|of|as in|by) [`\"“']?(\w+)[`\"”']?", r"phone number, region from `\1`"),
    (r"paired (?:by|on|over|with) [`\"“']?(\w+)[`\"”']? ?(?:=|and|to) ?[`\"“']?(\w+)[`\"”']?", r"paired by `\1` = `\2`"),
    (r"(?:truncated?|cut|shorten(?:ed)?|trim(?:med)?|limit(?:ed)?|max(?:imum)?(?: of)?|up to|no more than|first)(?: (?:it|off|down))?"
     r"(?: (?:to|at|after))?(?: (?:max\.?|at most))? (\d[\d,]*) ?(?:chars?|characters?|letters|signs)?(?: long| in length)?", r"at most \1 characters"),
    (r"(?:max(?:imum)? )?length (?:of )?(\d+)", r"at most \1 characters"),
    (r"(?:to |in |convert(?:ed)? to |make )?(?:upper[- ]?case|uppercased?|caps|all caps)(?: letters)?", "upper case"),
    (r"(?:to |in |convert(?:ed)? to |make )?(?:lower[- ]?case|lowercased?)(?: letters)?", "lower case"),
    (r"(?:strip(?:ped)?|trim|remove|cut)(?: (?:the )?(?:white ?space|spaces|blanks))?(?: (?:at|from|around) .*)?", "trim"),
    (r"(?:as is|as it is|unchanged|direct|1:1|one to one|copy|copied|straight|no change|identical|none|n/a|-+|—)", "equal"),
    (r"(?:min(?:imum)?(?: of)?|not (?:less than|below|under)|never (?:less than|below|under|negative)|floor(?: of)?) (-?\d+)", r"at least \1"),
    (r"(?:never negative|not negative|no negative(?: numbers| values)?)", "at least 0"),
    (r"(?:constant|fixed(?: value)?|hard-?coded|set to|value)(?::| to| as| is)? [`\"“']?([^`\"”']+)[`\"”']?", r"always `\1`"),
    (r"[`\"“']([^`\"”']+)[`\"”'] (?:if|when) (?:it is |it's )?(?:empty|missing|blank|null|not set)", r"`\1` when empty"),
    (r"(?:default(?:s)?(?: to| is|:)?) [`\"“']?([^`\"”']+)[`\"”']?", r"default `\1`"),
    (r"(?:if|when) (?:empty|missing|blank|null)(?:,| use| then)* [`\"“']?([^`\"”']+)[`\"”']?", r"`\1` when empty"),
    (r"(?:skip|ignore)(?: if| when)? (?:empty|blank|null)(?: values)?", "ignoring empty values"),
    (r"(?:the )?(?:id|key|reference) of (?:the )?(?:linked |matching )?(.+)", r"the linked \1"),
    (r"(?:look ?up|lookup|link(?:ed)?(?: to)?|reference(?:s| to)?) (?:the |of the )?(?:matching )?(.+)", r"the linked \1"),
    (r"(?:the )?(?:matching|corresponding) (.+)", r"the linked \1"),
    (r"(?:as )?(?:e-?mail)(?: address)?(?: normali[sz]ed)?", "e-mail address"),
    (r"(?:phone|telephone|e\.?164)(?: number)?(?: format)?(?: normali[sz]ed)?", "phone number"),
    (r"(?:country|country name)(?: to|→|->)? ?(?:iso(?: code)?|code|2[- ]letter code)", "country name to ISO code"),
    (r"(?:number|int(?:eger)?|decimal)(?: to|→|->| as) ?(?:text|string)|as (?:text|string)|to (?:text|string)", "number to text"),
    (r"(?:date|as a date|only the date|date only|date part)(?: of it)? (?:in|at) ([A-Z]\w+/\w+|UTC)", r"date in \1"),
    (r"(?:join(?:ed)?|concat(?:enated?)?|combined?)(?: (?:with|by) (?:a )?(?:space|blank))?", "join with a space"),
    (r"(?:divided? by 100|/ ?100|cents? to (?:euros?|dollars?|units|decimal|amount))(?: (?:in|of|by|with) (`[^`]+`))?", r"cents to amount in \1"),
    (r"(?:multipl(?:y|ied) by 100|\* ?100|x ?100|(?:euros?|dollars?|decimal|amount) to cents)(?: (?:in|of|by|with) (`[^`]+`))?", r"amount to cents in \1"),
    (r"(?:see|use|by|via|per|from) (?:the )?(?:table|look-?up(?: table)?) [`\"“']?([^`\"”']+)[`\"”']?", r"by table \1"),
    (r"(?:a )?set(?: of values)?|unordered|order does not matter|tags", "as a set"),
)  # fmt: skip
_PAIR = re.compile(
    r"[`\"“']?([^`\"“”'=,;→>-]+?)[`\"”']? ?(?:=>|->|→|:|becomes|to|is) ?[`\"“']?([^`\"“”'=,;→>]+?)[`\"”']?"
)


def reword(text: str) -> str | None:
    """A rule that parses and probably says the same; None where none comes to mind."""
    plain = " ".join(text.strip(" .").split())
    if not plain or len(plain) > _MOST_CHARACTERS:
        return None
    for pattern, instead in _TABLE:
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        said = " ".join(found.expand(instead).split()) if found else ""
        if said and not said.endswith(" in") and parse_rule(said) is not None:
            return said
    return _pairs(plain)


def _pairs(plain: str) -> str | None:
    """A list of values that become others, however the arrows are written."""
    found = [_PAIR.fullmatch(part.strip()) for part in re.split(r"[,;]| and ", plain) if part.strip()]
    pairs = [(one[1].strip(), one[2].strip()) for one in found if one is not None]
    if not pairs or len(pairs) != len(found) or (len(pairs) == 1 and not re.search(r"=>|->|→", plain)):
        return None
    said = ", ".join(f"`{before}` = `{after}`" for before, after in pairs)
    return said if parse_rule(said) is not None else None
