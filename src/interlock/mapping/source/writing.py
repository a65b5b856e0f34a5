"""Writes functions that put canonical values into one side's bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from interlock.mapping.outcome import Misfit
from interlock.mapping.pair import PairMapping
from interlock.mapping.rule import itself
from interlock.mapping.source.reading import Known, Reading, mark_of
from interlock.mapping.source.text import Text, literal
from interlock.mapping.steps import Keys, Listing, Other, Referring, Single
from interlock.mapping.values import json_number
from interlock.mapping.wire import AS_INTEGER, AS_JSON_NUMBER, KEEP_TEXT, STRICT, Accepted
from interlock.model.value import Side


class Writing:
    """Writes into a text what writes one side of pairs."""

    def __init__(self, text: Text, side: Side) -> None:
        self.text = text
        self.side = side
        self._reading = Reading(text, side)
        self._makers: dict[int, str] = {}

    def item(self, pairs: Sequence[PairMapping], name: str) -> None:
        """A function of values, a body and links that gives the new whole body."""
        text = self.text
        self._reading.lists(pairs)
        self._make(pairs)
        create = text.fresh("create")
        with text.under(f"def {create}(values, links):"):
            text.add("new = item = {}")
            self._body(pairs, empty=True)
            text.add("return new")
        with text.under(f"def {name}(values, body, links):"):
            text.add(f"if not body: return {create}(values, links)", "new = item = dict(body)")
            self._body(pairs, empty=False)
            text.add("return new")

    def _make(self, pairs: Sequence[PairMapping]) -> None:
        """For each list a function that makes new elements of what they have to show."""
        text = self.text
        for pair in pairs:
            if isinstance(pair.steps[self.side], Listing):
                parts = [part for part in pair.parts if self.side in part.writers]
                self._make(parts)
                name = self._makers[id(pair)] = text.fresh("make_list")
                with text.under(f"def {name}(each, item, links):"):
                    text.add("made = []")
                    known: Known = {}
                    steps = [part.steps[self.side] for part in parts]
                    named = [need for step in steps if isinstance(step, Single) for need in step.needs]
                    self._reading.needs([need for need in named if need.of_item and need.keys], "new", "item", known)
                    with text.under("for values in each:"):
                        text.add("if type(values) is not dict: raise Slower", "new = {}")
                        self._body(parts, empty=True, known=known)
                        text.add("made.append(new)")
                    text.add("return made")

    def _body(self, pairs: Sequence[PairMapping], *, empty: bool, known: Known | None = None) -> None:
        """What puts the pairs into `new`; with `empty` there is nothing in it yet. `known` is of an item above."""
        body = _Body(self.text, self.side, self._reading, self._makers, known or {})
        values = self.text.pick([pair.name for pair in pairs], "values")
        start = len(self.text.lines)
        met = [keys for pair in pairs for keys in body.places(pair)]
        for pair, value in zip(pairs, values, strict=True):
            keys = body.places(pair)[0]
            alone = sum(1 for other in met if other[: len(keys)] == keys[: len(other)]) == 1
            body.put(pair, value, nothing=empty and alone)
        self.text.insert(start, [f"{name} = None" for name in body.owned.values()])


class _Body:
    """Puts pairs, one after the other, into the body that is called `new`, of the item `item`.

    `owned` are variables, by their keys, of objects inside of it that were copied and may be changed.
    """

    def __init__(self, text: Text, side: Side, reading: Reading, makers: dict[int, str], above: Known) -> None:
        self.text = text
        self._above = above
        self._known = dict(above)
        self.side = side
        self.owned: dict[Keys, str] = {}
        self._reading = reading
        self._makers = makers

    def keys(self, pair: PairMapping) -> Keys:
        """Where a pair with one field is put."""
        return cast("Single | Referring | Listing", pair.steps[self.side]).keys

    def places(self, pair: PairMapping) -> tuple[Keys, ...]:
        """Where all that the pair has is put."""
        step = pair.steps[self.side]
        return step.fields if isinstance(step, Other) else (self.keys(pair),)

    def put(self, pair: PairMapping, value: str, *, nothing: bool) -> None:
        """The lines that put the value of the pair, unless the body shows that already.

        With `nothing` there is nothing in its place, and no other pair has put anything there.
        """
        step = pair.steps[self.side]
        needs = self._reading.needs(step.needs, "new", "item", self._known) if isinstance(step, Single) else []
        self._put_pair(pair, value, needs, nothing=nothing)
        places = self.places(pair)
        # What was read of the fields that are written now is no longer what they show.
        self._known = {
            mark: name for mark, name in self._known.items() if mark in self._above or _stays(mark[1], places)
        }

    def _put_pair(self, pair: PairMapping, value: str, needs: Sequence[str], *, nothing: bool) -> None:
        text, step, here = self.text, pair.steps[self.side], self.text.fresh("v")
        if isinstance(step, Other):
            self._other(pair, step, value)
            return
        if nothing and isinstance(step, Single) and not (step.reads_empty and self._shows_something(step)):
            self._first(step, value, needs)
            return
        if nothing and isinstance(step, Referring | Listing):
            self._first_of_others(pair, step, value)
            return
        with text.under(f"if {value} is not ABSENT:"):
            text.add(f"if type({value}) in AWAY: raise Slower")
            if nothing:
                text.add(f"{here} = ABSENT")
            else:
                text.take("new", self.keys(pair), here)
            if isinstance(step, Single):
                self._single(pair, step, value, here, needs)
            elif isinstance(step, Referring):
                self._referring(pair, step, value, here)
            elif isinstance(step, Listing):
                self._listing(pair, step, value, here)

    def _other(self, pair: PairMapping, step: Other, value: str) -> None:
        with self.text.under(f"if {value} is not ABSENT:"):
            self.text.add(f"if type({value}) in AWAY: raise Slower")
            self.text.add(f"{self.text.bind(pair.writers[self.side])}(new, item, {value}, links)")
            for keys in step.fields:
                self._disown(keys[:1])

    def _shows_something(self, step: Single) -> bool:
        """Whether a rule that sees null may give something for it."""
        try:
            return bool(step.needs) or step.codec.read(None) is not None
        except Misfit:
            return True

    def _first(self, step: Single, value: str, needs: Sequence[str]) -> None:
        """Put a single value where nothing is."""
        text, write = self.text, step.codec.write
        usual, sure = self._usual(step, value)
        if usual:
            with text.under(f"if {usual}:"):
                if sure:
                    self._set(step.keys, sure)
                else:
                    self._put(step, value, needs)
        with text.under(f"{'elif' if usual else 'if'} {value} is not None and {value} is not ABSENT:"):
            if step.encode not in STRICT or write is not itself:
                text.add(f"if type({value}) in AWAY: raise Slower")
            self._put(step, value, needs)

    def _usual(self, step: Single, value: str) -> tuple[str, str]:
        """Whether a value is such as most are, and what is put for it at once where that is known, as expressions."""
        write, encode = step.codec.write, step.encode
        if write is itself and encode in KEEP_TEXT:
            return f"type({value}) is str", value
        if write is itself and isinstance(encode, Accepted) and encode.sure is datetime:
            return f"type({value}) is datetime", f"moment_text({value})"
        if write is itself and encode in AS_INTEGER:
            return f"type({value}) is Decimal and {value} in INTS", f"INTS[{value}]"
        if step.codec.knows_back is not None and encode in KEEP_TEXT:
            return f"type({value}) is str", ""
        if encode in AS_INTEGER or encode in AS_JSON_NUMBER:
            return f"type({value}) is Decimal", ""
        return "", ""

    def _first_of_others(self, pair: PairMapping, step: Referring | Listing, value: str) -> None:
        """Put a reference or a list where nothing is."""
        text = self.text
        if isinstance(step, Referring):
            with text.under(f"if type({value}) is str:"):
                self._set(step.keys, self._id_of(step, value))
        else:
            with text.under(f"if type({value}) is {_kind_of(step)} and {value}:"):
                self._set(step.keys, self._made_list(pair, step, value))
            with text.under(f"elif {value} == ():"):
                self._set(step.keys, "[]")
        text.add(f"elif {value} is not None and {value} is not ABSENT: raise Slower")

    def _id_of(self, step: Referring, value: str) -> str:
        """The id that a link stands for as the field takes it, as an expression; lines before it look it up."""
        self.text.add(f"{value} = links.id_in({literal(step.record)}, {self.text.bind(self.side)}, {value})")
        self.text.add(f"if {value} is None: raise Slower")
        made = f"{self.text.bind(step.encode)}({value})"
        return f"{value} if type({value}) is str else {made}" if step.encode in KEEP_TEXT else made

    def _made_list(self, pair: PairMapping, step: Listing, value: str) -> str:
        each = value if step.key is None else f"{value}.values()"
        return f"{self._makers[id(pair)]}({each}, item, links)"

    def _single(self, pair: PairMapping, step: Single, value: str, here: str, needs: Sequence[str]) -> None:
        text = self.text
        shown: Known = {mark_of(need): name for need, name in zip(step.needs, needs, strict=True)}
        if not step.reads_empty:
            with text.under(f"if {here} is ABSENT:"), text.under(f"if {value} is not None:"):
                self._put(step, value, needs)
        with text.under("if True:" if step.reads_empty else "else:"):
            self._unless_shown(pair, value, here, shown)
            with text.under("if not same:"):
                with text.under(f"if {value} is None:"):
                    self._set(step.keys, "None")
                with text.under("else:"):
                    self._put(step, value, needs)

    def _put(self, step: Single, value: str, needs: Sequence[str]) -> None:
        """Put a value that is not null as the field takes it."""
        bind, write, encode = self.text.bind, step.codec.write, step.encode
        if write is not None and write is not itself:
            made = f"{bind(write)}({', '.join([value, *needs])})"
            if step.codec.knows_back is not None:
                known = bind(step.codec.knows_back)
                made = f"{known}[{value}] if type({value}) is str and {value} in {known} else {made}"
            self.text.add(f"{value} = {made}")
        ready = f"{bind(encode)}({value})"
        if encode in AS_INTEGER:
            exact = f"type({value}) is Decimal and {value}.same_quantum(ONE) and {value}.adjusted() < 18"
            ready = f"int({value}) if {exact} else {ready}"
        if encode in AS_JSON_NUMBER:
            ready = f"{self._number(value)} if type({value}) is Decimal else {ready}"
        self._set(step.keys, f"{value} if type({value}) is str else {ready}" if encode in KEEP_TEXT else ready)

    def _number(self, value: str) -> str:
        """What `json_number` does with a number of few digits, in place."""
        sure = f"len(t := str({value})) < 16 and t[-1] <= '9' and 'E' not in t"
        near = "int(f) if (f := float(t)).is_integer() else f"
        return f"(({near}) if {sure} else {self.text.bind(json_number)}({value}))"

    def _referring(self, pair: PairMapping, step: Referring, value: str, here: str) -> None:
        text = self.text
        text.add(f"if {here} is ABSENT: same = {value} is None")
        with text.under("else:"):
            self._unless_shown(pair, value, here, {})
        with text.under("if not same:"):
            with text.under(f"if {value} is not None:"):
                text.add(f"if type({value}) is not str: raise Slower")
                text.add(f"{value} = {self._id_of(step, value)}")
            self._set(step.keys, value)

    def _listing(self, pair: PairMapping, step: Listing, value: str, here: str) -> None:
        text = self.text
        without = f"if {here} is ABSENT or {here} is None or {here} == []:"
        with text.under(without), text.under(f"if not ({value} is None if {here} is ABSENT else {value} == ()):"):
            text.add(f"if {value} is None or {value} == (): {value} = []")
            text.add(f"elif type({value}) is not {_kind_of(step)}: raise Slower")
            text.add(f"else: {value} = {self._made_list(pair, step, value)}")
            self._set(step.keys, value)
        with text.under("else:"):
            self._unless_shown(pair, value, here, {})
            with text.under("if not same:"):
                text.add(f"{text.bind(pair.writers[self.side])}(new, item, {value}, links)")
                self._disown(step.keys[:1])

    def _unless_shown(self, pair: PairMapping, value: str, here: str, known: Known) -> None:
        """Whether the value that was taken from the body agrees already, into `same`."""
        with self.text.under("try:"):
            self._reading.found(pair, "new", "item", here, known, absent=True)
            self.text.add(f"same = agree({here}, {value})")
        self.text.add("except Odd: same = False")

    def _set(self, keys: Keys, value: str) -> None:
        text, into = self.text, "new"
        for end in range(1, len(keys)):
            name = self.owned.get(keys[:end])
            if name is None:
                name = self.owned[keys[:end]] = text.fresh("o")
            key = literal(keys[end - 1])
            with text.under(f"if {name} is None:"):
                text.add(f"{name} = {into}.get({key})")
                text.add(f"{name} = {into}[{key}] = dict({name}) if type({name}) is dict else {{}}")
            into = name
        text.add(f"{into}[{literal(keys[-1])}] = {value}")
        self._disown(keys)

    def _disown(self, keys: Keys) -> None:
        """Forget objects at and below a value that another has taken the place of."""
        for owned, name in self.owned.items():
            if owned[: len(keys)] == keys:
                self.text.add(f"{name} = None")


def _kind_of(step: Listing) -> str:
    """The name of the type of the list's canonical value."""
    return "tuple" if step.key is None else "dict"


def _stays(keys: object, written: tuple[Keys, ...]) -> bool:
    """Whether what was read at a place is still there when others are written; of an unknown place nobody knows."""
    return isinstance(keys, tuple) and not any(keys[: len(one)] == one[: len(keys)] for one in written)
