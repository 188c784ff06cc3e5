"""The walk: breadth first from nobody at the machine through everything that can happen. Pure.

Theory of operation. A *node* is a visit, the moment it is at, and the effects whose answers are
still out. From it lead the presses that its own screen offers, the codes of the cast, what the
world answers, what happens by itself, and silence. Each is handed to the visit's ``advance``, as
the terminal does it. A visit is walked on from once for each *shape* (see ``shape``), but every
one that *looks* different is kept: all sorts of refusals lead to the same few places, and each has
a screen to be looked at.

What the walk came by is kept too: rows of the table, places, kinds of events and of effects, so
that a test can name what was not reached.
"""

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kiosk import events
from kiosk.effects import Effect
from kiosk.touches import meaning
from kiosk.visit import Place, Visit, advance
from kiosk.visit.state import Aside
from kiosk.visit.table import ANYWHERE, TABLE
from kiosk.walk.answers import World
from kiosk.walk.cast import EACH_TIME, comings
from kiosk.walk.naming import Namer
from kiosk.walk.presses import Press, presses, typings
from kiosk.walk.reasons import reasons
from kiosk.walk.service_answers import samples
from kiosk.walk.shape import appearance, core, dressed, identity, order_shape, walkable
from kiosk.walk.stands import NOON, Stand
from ui.contract import Action, Screen

FULLY, LIGHTLY, NOT = 2, 1, 0
"""How far to walk on from a node: by everything, by codes and presses only, not at all."""
DRESSING = (Action.AID, Action.LANGUAGE, Action.CALL_STAFF, Action.REPLAY, Action.PAUSE)
"""Presses that change how the same states look and sound."""
SILENCES_S = tuple(range(10, 190, 10))  # how long nobody may do anything between two steps
ENDS_ALL_S = (180,)
OFTEN = 12  # presses of one button that lead to any end: the most of a thing, the last page
MANY_DIGITS = 12  # more than any amount may have
MOST_NODES = 20_000  # a table that can be walked has a few hundred shapes


class TooFar(RuntimeError):
    """The walk does not end: something that only tells counts as a shape of its own."""


@dataclass(frozen=True)
class Move:
    """Something that can happen: ``name`` for people, ``events`` for the visit."""

    name: str
    events: tuple[events.Event, ...]
    after_s: float = 0.0  # of silence


@dataclass(frozen=True)
class Walked:
    """A state that looks different from all others: its screen, and how it was come by.

    ``screen`` is told at ``NOON`` in the stand's language; ``path`` names the moves from the start.
    """

    name: str
    visit: Visit
    screen: Screen
    path: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """One step of the walk: from ``before`` by ``move`` to ``after``, and what was asked for."""

    before: Visit
    move: str
    event: events.Event
    after: Visit
    wanted: tuple[Effect, ...]


@dataclass(frozen=True)
class _Node:
    visit: Visit
    now_s: float
    waiting: tuple[Effect, ...]
    path: tuple[str, ...]


@dataclass
class Walk:
    """One whole walk through a stand; ``come`` restricts who shows codes, by their names.

    ``usual``: in the setting that a machine begins with, for a ninth of the time. Nobody turns an
    aid on, takes another language or calls staff, no card is handed to staff, and whoever falls
    silent stays so: all of that stands around any state. What happens by itself, and codes that
    lead no further, come once at each screen that looks different; the answers to what was asked
    come each time.
    """

    stand: Stand
    come: tuple[str, ...] = ()
    usual: bool = False
    walked: list[Walked] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    _namer: Namer = field(default_factory=Namer)
    _looks: set[Hashable] = field(default_factory=set)
    _shapes: set[Hashable] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)  # hashes: the visits themselves are too many
    _kept: set[Hashable] = field(default_factory=set)
    _told_here: set[Hashable] = field(default_factory=set)

    def __post_init__(self) -> None:
        first = _Node(Visit(), 0.0, (), ())
        queue = deque([(first, self._look(first))])
        while queue:
            node, how = queue.popleft()
            for move in self._moves(node, how):
                after = self._step(node, move)
                if after is not None and (how_after := self._look(after)) != NOT:
                    queue.append((after, how_after))
            if len(self._shapes) > MOST_NODES:
                raise TooFar(f"{len(self._shapes)} shapes")

    @property
    def rows(self) -> set[tuple[Place, type]]:
        """The rows of the table that were taken."""
        return {(one.before.place, type(one.event)) for one in self.taken}

    @property
    def places(self) -> set[Place]:
        """Every place that was come by."""
        return {one.after.place for one in self.taken}

    def _look(self, node: _Node) -> int:
        """Keep the node if it looks different; return how far it is to be walked on from."""
        waiting = tuple(type(effect).__name__ for effect in node.waiting)
        itself = hash((identity(node.visit), waiting))
        if itself in self._seen:
            return NOT
        self._seen.add(itself)
        screen = self.stand.presenter.screen(node.visit, NOON)
        look = appearance(node.visit, screen)
        if look not in self._looks:
            self._looks.add(look)
            name = self._namer.name(node.visit)
            self.walked.append(Walked(name, node.visit, screen, node.path))
        offered = tuple(action for action, _ in presses(screen))
        aside = node.visit.aside is not Aside.NONE
        wanted = order_shape(self.stand.shop, node.visit)
        bare = (core(node.visit), waiting, wanted, () if aside else offered)
        how = LIGHTLY if bare in self._shapes else FULLY
        whole = bare if how == FULLY else (node.visit.place, dressed(node.visit))
        if whole in self._shapes or (how == LIGHTLY and not walkable(node.visit)):
            return NOT
        self._shapes.add(whole)
        return how

    def _step(self, node: _Node, move: Move) -> _Node | None:
        """Return where a move leads; None where it means nothing there."""
        visit, now_s = node.visit, node.now_s + move.after_s
        wanted: list[Effect] = []
        for event in move.events:
            before = visit
            visit, asked = advance(self.stand.shop, before, event, now_s)
            if visit != before or asked:
                self._keep(Taken(before, move.name, event, visit, asked))
            wanted += asked
        if visit == node.visit and not wanted:
            return None
        kept = node.waiting if visit.place is node.visit.place else ()
        waiting = {type(it): it for it in (*kept, *wanted) if self._world.answer(it, visit)}
        return _Node(visit, now_s, tuple(waiting.values()), (*node.path, move.name))

    def _keep(self, one: Taken) -> None:
        """Keep one step of those that differ in nothing a judge of the walk asks for."""
        after, code = one.after, one.after.code
        key = (
            *(one.before.place, type(one.event), after.place, tuple(map(type, one.wanted))),
            *(after.service, code and code.kind, after.setting, after.voice_volume, after.aside),
            identity(after) if after.place is Place.START else None,
        )
        if key not in self._kept:
            self._kept.add(key)
            self.taken.append(one)

    def _moves(self, node: _Node, how: int) -> Iterator[Move]:
        screen = self.stand.presenter.screen(node.visit, NOON)
        look = appearance(node.visit, screen) if self.usual else None
        yield from self._by_a_person(node, screen)
        yield from (move for move in self._codes if self._comes(node, look, move))
        if how == LIGHTLY:
            return
        for effect in node.waiting:
            for event in self._world.answer(effect, node.visit):
                yield Move(_told(event), (event,))
        yield from (move for move in self._by_itself if self._is_news(node, look, move))
        for silence_s in ENDS_ALL_S if self.usual else SILENCES_S:
            yield Move(f"{silence_s} s of silence", (events.Ticked(),), silence_s)

    def _by_a_person(self, node: _Node, screen: Screen) -> Iterator[Move]:
        for press in presses(screen):
            if self.usual and press[0] in DRESSING:
                continue
            if press[0] is not Action.ERASE:
                yield _pressed((press,))
            if press[0] in (Action.MORE, Action.PAGE):
                yield _pressed((press,) * OFTEN)
        typed = self._typed_for_service(node) if node.visit.place is Place.KEYING else ()
        yield from typed or map(_pressed, typings(screen))
        if not self.usual:
            yield Move("a touch beside the buttons", (events.Touched(),))

    def _typed_for_service(self, node: _Node) -> tuple[Move, ...]:
        """What a service's digits may be: its own samples, a zero first, and far too many."""
        if node.visit.typed:
            return (_pressed(((Action.ERASE, ""),)),)
        own = map(str, samples(self.stand.shop, node.visit))
        return tuple(
            Move(f"type {digits}", tuple(events.Typed(digit) for digit in digits))
            for digits in ("0", "1", *own, "9" * MANY_DIGITS)
        )

    def _comes(self, node: _Node, look: Hashable, move: Move) -> bool:
        """Whether this code is shown here: in the usual setting most of them once."""
        often = not self.usual or move.name in EACH_TIME
        return self._means(node, move) and (often or self._is_first(node.visit, look, move))

    def _is_news(self, node: _Node, look: Hashable, move: Move) -> bool:
        """Whether it means something here, and is the first of its kind or not yet told here."""
        if not self._means(node, move):
            return False
        first = self._is_first(node.visit, look, move)
        return first or (not self.usual and move.name in self._first_of_a_kind)

    def _is_first(self, visit: Visit, look: Hashable, move: Move) -> bool:
        """Whether it has not happened here before, and note it; see ``usual`` for what here is."""
        which = (look, move.events) if self.usual else (visit.place, move.name)
        before = which in self._told_here
        self._told_here.add(which)
        return not before

    def _means(self, node: _Node, move: Move) -> bool:
        kind = type(move.events[0])
        return (node.visit.place, kind) in TABLE or kind in ANYWHERE

    @cached_property
    def _world(self) -> World:
        return World(self.stand.shop, reasons(self.stand.words))

    @cached_property
    def _codes(self) -> tuple[Move, ...]:
        coming = comings(self.stand.shop, self.stand.scheme)
        return tuple(
            Move(name, (event,)) for name, event in coming if name in (self.come or {name})
        )

    @cached_property
    def _by_itself(self) -> tuple[Move, ...]:
        """What may happen at any moment without being asked for, except silence."""
        others = (*self._world.refused(), *self._world.by_itself(dressing=not self.usual))
        return tuple(Move(_told(event), (event,)) for event in others)

    @cached_property
    def _first_of_a_kind(self) -> frozenset[str]:
        first: dict[type, str] = {}
        for move in self._by_itself:
            first.setdefault(type(move.events[0]), move.name)
        return frozenset(first.values())


def _pressed(typed: tuple[Press, ...]) -> Move:
    action, argument = typed[0]
    often = f" x{len(typed)}" if len(typed) > 1 else ""
    name = f"{action}:{typed[-1][1]}" if argument else str(action)
    return Move(name + often, tuple(meaning(*press) for press in typed))


def _told(event: events.Event) -> str:
    reason = getattr(event, "reason", getattr(event, "problem", ""))
    return f"{type(event).__name__} {reason}".strip()
