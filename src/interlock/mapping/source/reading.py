"""Writes functions that read what one side shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from interlock.mapping.elements import told
from interlock.mapping.pair import PairMapping
from interlock.mapping.rule import Read, itself
from interlock.mapping.source.text import Text, literal
from interlock.mapping.steps import Joined, Keys, Listing, Need, Other, Referring, Single
from interlock.mapping.values import as_number, as_shown_text
from interlock.model.value import Side

Known: TypeAlias = dict[tuple[int, bool], str]
"""Variables that hold what needs read, by the function of the need and whether it is of the item."""

_KEEP_TEXT = frozenset({itself, as_shown_text})
"""Those that read every text as it is."""


class Reading:
    """Writes into a text what reads one side of pairs."""

    def __init__(self, text: Text, side: Side) -> None:
        self.text = text
        self.side = side
        self._lists: dict[int, str] = {}

    def item(self, pairs: Sequence[PairMapping], name: str) -> None:
        """A function of an item and links that gives what each pair shows, by name."""
        self.lists(pairs)
        with self.text.under(f"def {name}(body, links):"):
            shown, _ = self._shown(pairs, "body", "body", {}, absent=True)
            self.text.add(f"return {shown}")

    def lists(self, pairs: Sequence[PairMapping]) -> None:
        """The functions that read the lists among pairs, which `found` calls."""
        for pair in pairs:
            if isinstance(pair.steps[self.side], Listing):
                self.lists(pair.parts)
                self._list(pair)

    def found(self, pair: PairMapping, body: str, item: str, into: str, known: Known, *, absent: bool) -> None:
        """What makes canonical what was taken from the pair's field into a variable."""
        text, step = self.text, cast("Single | Referring | Listing", pair.steps[self.side])
        needs = self.needs(step.needs, body, item, known) if isinstance(step, Single) else []
        if not step.loose:
            self._canonical(pair, item, into, needs, absent=absent)
            return
        with text.under("try:"):
            self._canonical(pair, item, into, needs, absent=absent)
        with text.under("except Odd:"):
            text.add(f"{into} = {text.bind(pair.readers[self.side])}({body}, {item}, links)")
            if not absent:
                text.add(f"if {into} is ABSENT: {into} = None")

    def needs(self, needs: Sequence[Need], body: str, item: str, known: Known) -> list[str]:
        """The variables that hold what the fields show that a rule names."""
        return [self._need(need, body, item, known) for need in needs]

    def _shown(
        self, pairs: Sequence[PairMapping], body: str, item: str, known: Known, *, absent: bool
    ) -> tuple[str, dict[str, str]]:
        """What all pairs show as an expression, and the variable of each."""
        names: dict[str, str] = {}
        inner: dict[Keys, str] = {}
        for pair in pairs:
            into = names[pair.name] = self.text.fresh("v")
            step = pair.steps[self.side]
            if isinstance(step, Joined):
                self._joined(step, body, into, absent=absent)
                continue
            if isinstance(step, Other):
                self.text.add(f"{into} = {self.text.bind(pair.readers[self.side])}({body}, {item}, links)")
                if not absent:
                    self.text.add(f"if {into} is ABSENT: {into} = None")
                continue
            # A list that is null has no elements, and one that is not there is nothing.
            self.text.take(body, step.keys, into, absent=absent or isinstance(step, Listing), inner=inner)
            self.found(pair, body, item, into, known, absent=absent)
        return f"{{{', '.join(f'{literal(name)}: {into}' for name, into in names.items())}}}", names

    def _need(self, need: Need, body: str, item: str, known: Known) -> str:
        text, mark = self.text, (id(need.reader), need.of_item)
        if mark not in known:
            into = known[mark] = text.fresh("n")
            if need.keys is None or need.read is None:
                text.add(f"{into} = {text.bind(need.reader)}({body}, {item}, links)")
                return into
            text.take(item if need.of_item else body, need.keys, into, absent=False)
            with text.under(f"if {into} is not None:"):
                text.add(f"try: {into} = {self._call(need.read, into, [])}", f"except Odd: {into} = None")
                text.add(f"if {into} is ABSENT: {into} = None")
        return known[mark]

    def _call(self, read: Read, value: str, needs: Sequence[str], whole: Read | None = None) -> str:
        """What reads a value that is there, as an expression."""
        if read is itself:
            return f"{value} if type({value}) is str else plain({value})"
        if read is as_number:
            part = f"Decimal(repr({value})) if type({value}) is float and not {value}.is_integer() else "
            return f"Decimal({value}) if type({value}) is int else {part}{self.text.bind(read)}(plain({value}))"
        exact = f"{value} if type({value}) is str else Decimal({value}) if type({value}) is int else plain({value})"
        of_whole = (
            f"{self.text.bind(whole)}({', '.join([value, *needs])}) if type({value}) is int else " if whole else ""
        )
        return f"{of_whole}{self.text.bind(read)}({', '.join([exact, *needs])})"

    def _canonical(self, pair: PairMapping, item: str, into: str, needs: Sequence[str], *, absent: bool) -> None:
        text, step = self.text, pair.steps[self.side]
        there = f"{into} is not None and {into} is not ABSENT" if absent else f"{into} is not None"
        if isinstance(step, Listing):
            text.add(
                f"if type({into}) is list: {into} = {self._lists[id(pair)]}({into}, {item}, links) if {into} else ()"
            )
            text.add(f"elif {into} is None: {into} = ()")
            text.add(f"elif {into} is not ABSENT: raise Slower")
            if not absent:
                text.add(f"else: {into} = None")
        elif isinstance(step, Referring):
            with text.under(f"if {there}:"):
                text.add(f"if {into} == '': {into} = None")
                with text.under("else:"):
                    with text.under(f"if type({into}) is not str:"):
                        text.add(f"if type({into}) is not int: raise Slower", f"{into} = str({into})")
                    text.add(f"{into} = links.link_of({literal(step.record)}, {text.bind(self.side)}, {into})")
                    text.add(f"if {into} is None: raise Slower")
        elif isinstance(step, Single):
            self._single(step, into, there, needs)
            tells_apart = step.codec.read not in {*_KEEP_TEXT, as_number}  # some rules tell an empty value so
            if not absent and tells_apart:
                text.add(f"if {into} is ABSENT: {into} = None")

    def _single(self, step: Single, into: str, there: str, needs: Sequence[str]) -> None:
        text, read = self.text, step.codec.read
        if read in _KEEP_TEXT and not step.reads_empty:
            text.add(f"if type({into}) is not str and {there}: {into} = {self._call(read, into, needs)}")
            return
        text.add(f"if {there}: {into} = {self._call(read, into, needs, step.codec.whole)}")
        if step.reads_empty:
            text.add(f"else: {into} = {text.bind(read)}({', '.join(['None', *needs])})")

    def _joined(self, step: Joined, body: str, into: str, *, absent: bool) -> None:
        text = self.text
        parts = [text.fresh("v") for _ in step.fields]
        for part, keys in zip(parts, step.fields, strict=True):
            text.take(body, keys, part)
        nothing = "ABSENT" if step.codec.apart else "None"
        values = [f"{nothing} if {p} is ABSENT else {p} if type({p}) is str else plain({p})" for p in parts]
        read = f"{into} = {text.bind(step.codec.read)}(({''.join(f'{value}, ' for value in values)}))"
        if not parts:
            text.add(read)
            return
        text.add(f"if {' and '.join(f'{part} is ABSENT' for part in parts)}: {into} = {'ABSENT' if absent else 'None'}")
        text.add(f"else: {read}")

    def _list(self, pair: PairMapping) -> None:
        """A function of the elements of a list, which are some, that gives what the list shows."""
        text, step = self.text, cast("Listing", pair.steps[self.side])
        name = self._lists[id(pair)] = text.fresh("read_list")
        with text.under(f"def {name}(found, item, links):"):
            above: Known = {}
            for part in pair.parts:
                of = part.steps[self.side]
                if isinstance(of, Single):
                    self.needs([need for need in of.needs if need.of_item and need.keys], "item", "item", above)
            text.add("shown = []" if step.key is None else "shown = {}")
            with text.under("for element in found:"):
                text.add("if type(element) is not dict: raise Slower")
                values, names = self._shown(pair.parts, "element", "item", dict(above), absent=False)
                if step.key is None:
                    text.add(f"shown.append({values})")
                else:
                    self._keyed(next(part for part in pair.parts if part.name == step.key), names, values)
            text.add("return tuple(shown)" if step.key is None else "return shown")

    def _keyed(self, pair: PairMapping, names: dict[str, str], values: str) -> None:
        text, step = self.text, pair.steps[self.side]
        key = text.fresh("v")
        same = isinstance(step, Single) and not step.loose and (step.codec.key or step.codec.read) is step.codec.read
        found = names[pair.name] if same else f"{text.bind(pair.keys[self.side])}(element, item, links)"
        text.add(f"{key} = {found}")
        text.add(f"if type({key}) is not str or not {key}: {key} = {text.bind(told)}({key})")
        text.add(f"if {key} in shown: raise Slower")
        text.add(f"shown[{key}] = {values}")
