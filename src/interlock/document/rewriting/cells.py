"""What people write into cells and short lines, said in the controlled language: by kind of shape, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from interlock.document.names import Names
from interlock.document.rewriting.sentence import Rewriting
from interlock.document.shapes.shape import Shape, first_match

MOST_CHARACTERS: Final = 300
"""No cell that is said otherwise is longer."""

_AMOUNT = r"(?:about|around|roughly|approximately|nearly|almost|over|up to|ca\.?|~)? ?"
_TIMES = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: times| retries| attempts| tries)?"
_NAMED = r"([^\s`,;:()]+(?: [^\s`,;:()]+){0,3}?)"

_TABLE: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "conflicts": (
        (r"(?:ask(?: .*)?|manual(?:ly)?(?: .*)?|(?:someone|somebody|a person|a human|the owner) decides|(?:flag|review)(?: .*)?"
         r"|by hand)", "hold", "it waits until a person decides"),
        (r"(?:whoever|whatever|the one|the side)(?: that)? (?:was )?(?:edited|changed|updated|wrote)(?: it)? (?:last|most recently)"
         r"(?: wins)?|last[- ]writer?[- ]wins?|lww|newest|by (?:time|timestamp|date)|(?:the )?most recent(?:ly .*)? wins",
         "newest wins, else hold", "where the times do not tell which is newer, it is held"),
        (r"(?:the )?(?:master|leading system|system of record|owner|owning system|golden record)(?: system)?(?: always)? "
         r"(?:wins|prevails|decides|has priority|takes precedence)|master|source wins|truth wins", "source of truth wins", ""),
        (rf"(?:the )?{_NAMED}(?:'s value)?(?: is)?(?: always)?(?: the)? (?:wins|master|leading|prevails|has priority"
         r"|takes precedence|has precedence|overwrites? .*|first)", r"\1 wins", ""),
        (r"(?:merge(?:d)?(?: .*)?|(?:depends on|per|by) (?:the )?field)", "per field", "a column Wins then says for each field who wins"),
        (r"(?:log(?: .*)?|keep both|leave both|nothing)", "report", ""),
    ),
    "deletes": (
        (r"(?:soft[- ]?delete(?:d)?|deactivate(?: .*)?|mark(?:ed)? (?:it )?(?:as )?(?:inactive|archived|deleted)|disable(?: .*)?"
         r"|inactive|archived)", "archive", ""),
        (r"(?:ignore(?: .*)?|nothing(?: happens)?|leave (?:it )?alone|(?:do not|don't|never) delete(?: .*)?|no|none|stays?|kept)", "keep", ""),
        (r"(?:propagate(?: .*)?|mirror(?: .*)?|cascade|hard[- ]?delete|remove(?: .*)?|delete(?:d)?(?: .*)?|yes)", "delete", ""),
        (r"(?:manual(?:ly)?|confirm(?: .*)?|(?:needs|after) approval|by hand|review|hold)", "ask", ""),
    ),
    "matches": (
        (r"`?([\w.\[\]]+)`?(?:,? (?:\(?(?:case[- ]insensitive(?:ly)?|any case|ignoring case|ignore case)\)?))", r"`\1`, ignoring case", ""),
        (r"`?([\w.\[\]]+)`? ?(?:=|==|and|↔|<->|to|/) ?`?([\w.\[\]]+)`?(?:,? (?:\(?(?:case[- ]insensitive(?:ly)?|any case|ignoring case|ignore case)\)?))", r"`\1` = `\2`, ignoring case", ""),
        (r"`?([\w.\[\]]+)`? ?(?:=|==|and|↔|<->|to|/) ?`?([\w.\[\]]+)`?", r"`\1` = `\2`", ""),
        (r"(?:the )?(?:same |by |on )?`?([a-z]\w*[a-z])`?(?: in both| on both sides)?", r"`\1`", ""),
    ),
    "creations": (
        (r"(?:yes|always|create(?: it| them)?|allowed)", "in both", "it is created on either side"),
        (r"(?:manual(?:ly)?|by hand|don't|not created|no,? never)", "never", ""),
    ),
    "leavings": (
        (r"(?:ignore(?: .*)?|leave(?: .*)?|freeze(?: .*)?|nothing|no more updates)", "stop updating", ""),
        (r"(?:ask(?: .*)?|review|manual(?:ly)?)", "hold", ""),
        (r"(?:deactivate|soft[- ]?delete)(?: .*)?", "archive", ""),
        (r"(?:continue|go on)(?: .*)?", "keep updating", ""),
    ),
    "startings": (
        (r"(?:full(?: sync| load| backfill)?|(?:full )?backfill(?: .*)?|(?:all )?history|everything that exists|yes|existing too)", "all", ""),
        (r"(?:new|future)(?: (?:records|items|ones|data))?(?: only)?|from now on|only (?:new|future)(?: .*)?|no backfill|go-live", "from go-live", ""),
        (r"(?:match(?:ing)?|link(?:ing)?)(?: existing)?(?: only| first)?|only what exists on both(?: sides)?", "link only", ""),
    ),
    "frequencies": (
        (r"(?:every hour|hourly|once an hour|each hour)", "every 1 hour", ""),
        (r"(?:daily|nightly|every (?:day|night)|once a day|overnight)", "every 1 day", "no time of day is said"),
        (r"(?:weekly|every week|once a week)", "every 1 week", ""),
        (r"(?:real[- ]?time|live|instant|as it happens|push|webhooks?|continuous(?:ly)?|straight away)", "at once", ""),
        (r"every quarter(?: of an)? hour", "every 15 minutes", ""),
    ),
    "directions": (
        (r"(?:⇄|⇆|⇔|<=>|two way(?: sync)?|bi-directional|both|sync both)(?: ways)?", "↔", ""),
        (r"(?:⇒|=>|⟶|one[- ]way|left to right)", "→", "from the left system to the right one"),
        (r"(?:⇐|<=|⟵|right to left)", "←", ""),
    ),
    "situations": (
        (r"(?:any |an? |all )?(?:http )?([45]xx)(?: answers?| errors?| codes?| responses?)?", r"a \1 answer", ""),
        (r"(?:[a-z][a-z -]*)?\(?(?:http )?([45]\d\d|[45]xx)\)?(?: [a-z][a-z -]*)?", r"a \1 answer", ""),
        (r"(?:an? |http )*([45]\d\d) ?(?:/|,|and) ?([45]\d\d)(?: answers?| errors?)?", r"a \1 or \2 answer", ""),
        (r"(?:an? )?(?:time-?outs?|network (?:errors?|problems?|failures?)|connection (?:refused|lost|errors?|failures?|timeouts?)|no connection|no network)",
         "a 5xx answer or no answer", ""),
        (r"(?:an? |the )?(?:access |api )?token (?:is|has) expired|(?:an? )?invalid token", "a 401 answer", ""),
        (r"(?:an? |the )?(?:required |mandatory )?(?:field|value)s? (?:is|are) (?:missing|invalid|not valid|empty|too long)", "a 400 or 422 answer", ""),
        (r"(?:more than|over|at least|>) ?(\d+) ?(?:%|percent|per cent) of (?:a record|the records|[\w -]{1,40}?)(?: (?:are|is|get))?(?: deleted)? (?:within|in|per) (.+)",
         r"more than \1 % of a record are deleted within \2", "it holds for every record"),
        (r"(?:more than|over|>) ?(\d[\d,]*) (?!%)(?:of )?[\w -]{1,40}?(?: (?:are|is|get))? deleted (?:within|in|per) (.+)",
         r"more than \1 of a record are deleted within \2", "it holds for every record"),
        (r"(?:when )?(?:the |an? )?(?:.{1,40} )?(?:api )?(?:is )?(?:down|unreachable|unavailable|offline|not (?:reachable|available)|times? out"
         r"|does not (?:answer|respond)|timeout)", "a 5xx answer or no answer", "it holds for both systems"),
        (r"(?:when )?(?:an? )?(?:http )?([1-5](?:\d\d|xx))(?: answer| error| response)? (?:from|by|of) .+", r"a \1 answer", "it holds for both systems"),
        (r"(?:when )?(?:the )?[^\d]{1,40} (?:answers|returns|responds with|says|gives) (?:an? )?([1-5](?:\d\d|xx))", r"a \1 answer", "it holds for both systems"),
        (r"(?:an? )?(?:server|internal)(?: server)? errors?(?: or (?:a )?time-?outs?)?", "a 5xx answer or no answer", ""),
        (r"(?:an? |the )?(?:record is |item is |.{1,30} is )?(?:rejected|refused|invalid|not valid|not accepted)(?: by .*)?|(?:an? )?validation (?:error|fails?|failure)s?"
         r"|(?:an? )?(?:rejected write|bad data|missing field|invalid field)s?", "a 400 or 422 answer", ""),
        (r"(?:the )?(?:api )?(?:rate[- ]?limit(?:s|ed)?(?: is)?(?: hit| reached| exceeded)?|too many requests|throttl(?:ed|ing)|quota(?: .*)?)", "a 429 answer", ""),
        (r"(?:an? |the )?(?:token (?:has )?expire[sd]?|expired token|not authori[sz]ed|unauthori[sz]ed|authentication (?:fails?|error|failure)|login fails)", "a 401 answer", ""),
        (r"(?:forbidden|no permission|permission denied|access denied)", "a 403 answer", ""),
        (r"(?:an? |the )?(?:record|item)? ?(?:is )?(?:not found|missing there|gone)", "a 404 answer", ""),
        (r"(?:an? )?(?:version )?conflicts?|(?:the )?record (?:was )?changed meanwhile", "a 409 answer", ""),
        (rf"(?:more than |over )?(\d[\d,]*)\+? (?:records?|items?|deletes?|deletions?|[a-z]+s)(?: (?:are|is|get))?(?: deleted)?(?: at once| in one go)?",
         r"more than \1 of a record are deleted within 1 hour", "at once is within 1 hour"),
        (r"(?:a )?(?:mass|bulk)[- ]delet(?:e|es|ion)s?", "more than 10 of a record are deleted within 1 hour", "more than 10 are many"),
    ),
    "reactions": (
        (rf"(?:then|afterwards|thereafter|finally|after that),? (hold the item|alert|ask the owner|pause the system)", r"\1", ""),
        (r"(?:we )?(?:retry|try again|retries|try) (\d+) ?(?:x|times)", r"retry \1 times", ""),
        (r"(?:afterwards |then |finally )?(?:put|set|place)(?: (?:it|them|the (?:item|record)))? (?:on hold|aside)", "hold the item", ""),
        (r"(?:do not|don't|never) delete(?: (?:it|them|anything|yet))?|hold (?:all |the )?(?:deletes|deletions)", "hold these deletes", ""),
        (rf"(?:we )?(?:retry|try again|retries|try)(?: it)?(?: up to)? {_TIMES}(?: more)?(?: in total)?((?: with .*)?)", r"retry \1 times\2", ""),
        (rf"{_TIMES}((?: with .*)?)", r"retry \1 times\2", ""),
        (r"(?:we )?(?:keep (?:on )?)?(?:retry|retrying|try again|trying)(?: .*)?", "retry with backoff", "how often is Interlock's own"),
        (r"(?:we )?(?:hold|park|quarantine|skip|set aside|dead[- ]letter)(?: .*)?|(?:move|put|send) (?:it|them|the (?:item|record)) (?:to|in|into|on) .*|it (?:waits|is held)(?: .*)?", "hold the item", ""),
        (r"(?:we )?(?:alert|notify|tell|inform|e-?mail|page|warn|message)(?: .*?)? after (.+)", r"alert after \1", "whom, says the environment"),
        (r"(?:we )?(?:alert|notify|tell|inform|e-?mail|page|warn|message|slack)(?: .*)?|(?:send|raise) (?:an? )?(?:alert|e-?mail|notification|message)(?: .*)?"
         r"|.{1,40} (?:is|are|gets?) (?:an )?(?:alert(?:ed)?|notified|told|informed)", "alert", "whom, says the environment"),
        (r"(?:we )?(?:stop|pause|halt|suspend)(?: .*)?", "pause the system", ""),
        (r"(?:we )?(?:wait|back off|slow down)(?: .*)?|(?:honou?r|respect|obey) .*", "wait as told", ""),
        (r"(?:we )?(?:ask|escalate|the owner decides|confirm)(?: .*)?", "ask the owner", ""),
        (r"(?:we )?(?:log|record|write)(?: .*)?|log(?:ged)?", "", "every try is in the history anyway, so that nothing is said of logging"),
    ),
    "stories": (
        (r"(as an? .+?), so (?!that)(.+)", r"\1, so that \2", ""),
        (r"so that (.+?), (as an? [^,]+),? (i (?:want|need|would like) .+)", r"\2, \3, so that \1", ""),
        (r"(as an? .+?),? in order that (.+)", r"\1, so that \2", ""),
        (r"(as an? [^,]+?),? (i (?:want|need|would like) .+ within .+?) to ([a-z].+)", r"\1, \2, so that I \3", ""),
        (r"(as an? [^,]+?),? i (?:can|am able to|must be able to|should be able to) (.+)", r"\1, I want to \2", ""),
        (r"(?:an? |the )?([a-z][\w -]{1,40}): ((?:when|whenever|once|if|i want) .+)", r"As a \1, \2", "what stands before the colon is the persona"),
        (r"(?:in order )?to (.+?), as (an? .+?),? (i (?:want|need|would like) .+)", r"As \2, \3, so that we \1", ""),
        (r"as (an? [^,]+?),? (i (?:want|need|would like) .+?),? (?:because|in order to|to make sure(?: that)?) (.+)", r"As \1, \2, so that \3", ""),
    ),
    "facts": (
        (rf"(?:the )?{_NAMED}(?:'s)?(?: api)? (?:rate limit (?:is|=)|allows|accepts|is limited to|limit:?|permits|tolerates|:)(?: only)? ?(\d[\d,]*) ?(?:requests?|calls?|times)? ?(?:/ ?|per |an? |every )(min|minute|second|hour|day|s|h)", r"\1 allows \2 requests per \3", ""),
        (rf"(?:the )?{_NAMED}(?:'s)?(?: api)?(?: rate limit)?:? (?:is )?(\d[\d,]*) (?:rpm)", r"\1 allows \2 requests per minute", ""),
        (rf"(?:we (?:may|can) call )(?:the )?{_NAMED}(?: api)? (?:at most |up to )?(\d[\d,]*) times (?:an?|per|each|every) (.+)", r"\1 allows \2 requests per \3", ""),
        (rf"(\d[\d,]* [\w -]{{1,40}}?) (?:live|exist|are stored|are kept|are|reside) in (?:the )?{_NAMED}", r"\2 keeps \1", ""),
        (rf"(?:the )?(?:total )?(?:number|count|amount) of (.+?) in (?:the )?{_NAMED} (?:is|are|:) ?{_AMOUNT}(\d[\d,]*)", r"\2 keeps \3 \1", ""),
        (rf"(?:on average,? |typically,? |usually,? |at peak,? |up to )?{_AMOUNT}(\d[\d,]*) (.+?) (?:are|get) (?:created|added|placed) in (?:the )?{_NAMED} (?:per|an?|each|every) (.+)", r"\1 \2 are created in \3 per \4", "an amount that is said roughly is counted with as it stands"),
        (rf"{_AMOUNT}(\d[\d,]*) (.+?) (?:per|an?|each|every) (day|hour|minute|week|month) (?:come in|arrive|are placed|are made)? ?(?:via|through|from|in|into) (?:the )?{_NAMED}", r"\1 \2 are created in \4 per \3", "an amount that is said roughly is counted with as it stands"),
        (rf"daily (?:volume of )?(.+?)(?: volume)? in (?:the )?{_NAMED}(?: is|:)? {_AMOUNT}(\d[\d,]*)(?: .*)?", r"\3 \1s are created in \2 per day", ""),
        (rf"(?:the )?time ?zone (?:of|in) (?:the )?{_NAMED} is (.+)", r"\1 times are in \2", ""),
        (rf"(?:the )?{_NAMED}(?: works| runs| is| reports times| gives times)? in the (\S+) time ?zone", r"\1 times are in \2", ""),
        (rf"(?:all )?(?:the )?(?:times|timestamps|dates) (?:of|from|in) (?:the )?{_NAMED} (?:are|come)(?: always)?(?: in)? ([\w/+-]+) time", r"\1 times are in \2", ""),
        (rf"(?:the )?{_NAMED}(?:'s)?(?: api)? (?:allows?|has a(?: rate)? limit of|handles?|can take|can handle|takes|rate limit(?: is|:)?|limit(?: is|:)?|max(?:imum)?|:)"
         r" (?:us )?(?:up to |at most |max\.? |about |around |roughly )?(\d[\d,]*) (?:api )?(?:requests?|calls?|reqs?)(?: ?/ ?| per | a | an | every | each | in )(.+)", r"\1 allows \2 requests per \3", ""),
        (rf"(\d[\d,]*) (?:api )?(?:requests?|calls?)(?: ?/ ?| per | a | an | every )([a-z0-9 ]+?) (?:on|for|in|to|against|at) (?:the )?{_NAMED}(?: api)?", r"\3 allows \1 requests per \2", ""),
        (rf"(?:the )?{_NAMED} (?:has|holds|keeps|stores|contains|manages|is home to) {_AMOUNT}(\d.*)", r"\1 keeps \2", "an amount that is said roughly is counted with as it stands"),
        (rf"there (?:are|is) {_AMOUNT}(\d.*) in (?:the )?{_NAMED}", r"\2 keeps \1", "an amount that is said roughly is counted with as it stands"),
        (rf"{_AMOUNT}(\d[\d,]*) (?:new )?(.+?) (?:(?:are|get) )?(?:created|added|placed|come in|arrive)? ?(?:in|into) (?:the )?{_NAMED} (?:per|a|an|every|each) (.+)", r"\1 \2 are created in \3 per \4", ""),
        (rf"{_AMOUNT}(\d[\d,]*) (?:new )?(.+?) (?:per|a|an|every|each) (\w+)(?: (?:are|get) created)? in (?:the )?{_NAMED}", r"\1 \2 are created in \4 per \3", ""),
        (rf"(?:all )?(?:the )?(?:times|timestamps|dates)(?: and times)? (?:of|from|in) (?:the )?{_NAMED} (?:are|come)(?: always)?(?: in)? ([\w/+-]+)", r"\1 times are in \2", ""),
        (rf"(?:the )?{_NAMED}(?:'s)? (?:times|timestamps|dates) are(?: always)?(?: in)? ([\w/+-]+)", r"\1 times are in \2", ""),
        (rf"(?:we expect |expected(?: are)? )?{_AMOUNT}(\d[\d,]*) (?:new )?(.+?) in (?:the )?{_NAMED} (?:per|a|an|every|each) (.+)", r"\1 \2 are created in \3 per \4", ""),
        (rf"(?:the )?{_NAMED} (?:stores|uses|works in|gives|sends|reports)(?: all)?(?: its)?(?: times| timestamps| dates)? (?:in )?(UTC|[A-Z]\w+/\w+)(?: time)?", r"\1 times are in \2", ""),
    ),
}  # fmt: skip
_SHORT_NUMBER = re.compile(r"\b(\d+(?:\.\d+)?) ?(k|thousand|m|million|mio)\b", re.IGNORECASE)


_UNIT = re.compile(r"\b(?:seconds?|secs?|minutes?|mins?|hours?|days?|weeks?)\b", re.IGNORECASE)


def reword(kind: str, text: str, catalogue: Iterable[Shape], names: Names) -> Rewriting | None:
    """What a cell or line of a kind of shape could be instead; an empty text where it needs no words."""
    if len(text) > MOST_CHARACTERS:
        return None
    plain = _SHORT_NUMBER.sub(_whole, " ".join(text.strip(" .").split()))
    for pattern, instead, assumes in _TABLE.get(kind, ()):
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        if found is None:
            continue
        said = " ".join(found.expand(instead).split())
        # A number or a time that gets lost on the way is another meaning.
        if set(re.findall(r"\d+", plain)) - set(re.findall(r"\d+", said)):
            continue
        if kind == "reactions" and len(_UNIT.findall(plain)) > len(_UNIT.findall(said)):
            continue
        if not said or first_match(catalogue, said, names) is not None:
            return Rewriting(said, (assumes,) if assumes else ())
    return None


def _whole(found: re.Match[str]) -> str:
    size = 1_000 if found[2].casefold() in {"k", "thousand"} else 1_000_000
    return f"{round(float(found[1]) * size):,}"
