"""QR codes in a camera's pictures: what costs little on each, what costs more only where it pays.

Theory of operation. zxing-cpp sees each picture: first the part where a code was in the last
picture, or where the picture is busiest (`regions`), which is most often enough and takes half the
time; then the whole. On a miss a harder look follows (`looks`), another one each time
(`look_turns`), at a part of the picture: where zxing-cpp found a code with too many wrong squares;
else where the picture is busiest; else where a code was before; else at its middle. Where that part
is small, up to four looks fit into the time of one. A scene that stays as it was gets no more of
them after one round, and then zxing-cpp sees one picture in four: no code comes into view without a
change.

A code that can be read may not hide another: a poster behind a person, a card in a hand that holds
a phone. So while a code is read, each eighth picture is looked at as a whole at once, and where it
shows nothing but the codes of the last one, harder where it is busy **beside** them.

What was read and is not any more is looked for at its place, as hard as when it was (`in_view`).
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from drivers.engines import Corners, Luma, Sight, see_zxing, timed
from drivers.in_view import How, InView
from drivers.look_turns import LookTurns, Turn
from drivers.looks import LOOKS, Look, LookName, look_harder
from drivers.regions import Box, around, busiest, centre
from drivers.scan_scene import ScanScene

HELD_PICTURES = 15  # half a second: a hand does not move a phone out of its place in that time
HELD_MARGIN = 0.35  # of the code's size, on each side, that it may have moved
REST_EVERY = 4  # of a scene in which nothing is left to be found
WHOLE_EVERY = 8  # a second code is read half a second later: less than a hand takes to show it
PICTURE_PX = 400_000  # of harder looks at one picture: more of them where the part is small


class LiveDecoder:
    """Decodes a camera's pictures one by one; one decoder serves one camera.

    `see` looks at each picture, `looks` at those that it can't read.
    """

    def __init__(self, see: Look = see_zxing, looks: Mapping[LookName, Look] = LOOKS) -> None:
        self._plain = see
        self._looks = looks
        self._scene = ScanScene()
        self._turns = LookTurns()
        self._in_view = InView()
        self._how: dict[str, How] = {}  # of this picture's texts those that harder looks read
        self._pictures = 0
        self._place: Corners | None = None
        self._place_left = 0
        self._texts: frozenset[str] = frozenset()
        self._at_rest = False

    @property
    def at_rest(self) -> bool:
        """True when nothing moves, and nothing is left to be found in what is seen."""
        return self._at_rest

    def step(self, luma: Luma) -> Sight:
        """Return what is in the next picture `luma` (uint8, shape (height, width))."""
        start = perf_counter()
        changed = self._scene.step(luma)
        self._turns.picture(changed)
        self._in_view.picture(self._scene.means)
        self._pictures += 1
        self._at_rest = not changed and self._turns.spent and not self._texts
        if self._at_rest and self._pictures % REST_EVERY:
            return Sight(held=self._in_view.held)
        self._how.clear()
        sight = self._see(luma)
        self._remember(sight)
        sight = self._visited(luma, sight)
        for one in sight.found:
            self._in_view.read(one, self._how.get(one.text))
        found = timed(sight.found, (perf_counter() - start) * 1000)
        return Sight(found, sight.suspects, self._in_view.held)

    def _see(self, luma: Luma) -> Sight:
        part = self._part(luma)
        whole_is_due = self._texts and self._pictures % WHOLE_EVERY == 0
        if part is not None and not whole_is_due:
            sight = self._plain(part.of(luma)).moved(part.left, part.top)
            if sight.found:
                return sight
        sight = self._plain(luma)
        if sight.found:
            return self._beside(luma, sight)
        return self._harder(luma, sight, part)

    def _part(self, luma: Luma) -> Box | None:
        if self._texts and self._place and not self._scene.is_another:
            return around(self._place, HELD_MARGIN).within(luma)
        busy = busiest(luma)
        if busy is None and self._place:
            busy = around(self._place, HELD_MARGIN)
        return None if busy is None else busy.within(luma)

    def _harder(self, luma: Luma, plain: Sight, part: Box | None) -> Sight:
        looked_px = 0
        while looked_px < PICTURE_PX and (turn := self._turns.take()) is not None:
            box = self._place_of(turn, luma, plain, part)
            harder = self._turn(luma, turn, box)
            if harder.found:
                return _joined(plain, harder)
            looked_px += box.area_px
        return plain

    def _place_of(self, turn: Turn, luma: Luma, plain: Sight, part: Box | None) -> Box:
        if plain.suspects and not turn.elsewhere:
            return around(plain.suspects[0]).within(luma)
        if part is not None and turn.elsewhere:
            part = busiest(luma, [part])
        return (part or centre(luma)).within(luma)

    def _beside(self, luma: Luma, plain: Sight) -> Sight:
        if {it.text for it in plain.found} - self._texts:
            self._turns.read()
            return plain
        if self._pictures % WHOLE_EVERY:
            return plain
        box = busiest(luma, [around(it.corners) for it in plain.found])
        turn = None if box is None else self._turns.take()
        if box is None or turn is None:
            return plain
        return _joined(plain, self._turn(luma, turn, box.within(luma)))

    def _turn(self, luma: Luma, turn: Turn, box: Box) -> Sight:
        sight = self._look(luma, turn.look, box)
        self._turns.told(turn, bool(sight.found))
        return sight

    def _look(self, luma: Luma, look: LookName, box: Box) -> Sight:
        sight = look_harder(look, box.of(luma), self._looks).moved(box.left, box.top)
        self._how |= {one.text: (look, box) for one in sight.found}
        return sight

    def _visited(self, luma: Luma, sight: Sight) -> Sight:
        """Look where a code was read before and isn't now, as hard as when it was."""
        place = self._in_view.due(self._pictures, frozenset(it.text for it in sight.found))
        if place is None or place.how is None:
            return sight
        look, box = place.how
        return _joined(sight, self._look(luma, look, box))

    def _remember(self, sight: Sight) -> None:
        self._texts = frozenset(it.text for it in sight.found)
        seen = [it.corners for it in sight.found] or list(sight.suspects)
        if seen and seen[0]:
            self._place, self._place_left = seen[0], HELD_PICTURES
        elif self._place_left:
            self._place_left -= 1
        else:
            self._place = None


def _joined(plain: Sight, harder: Sight) -> Sight:
    known = {it.text for it in plain.found}
    new = tuple(it for it in harder.found if it.text not in known)
    return Sight(plain.found + new, plain.suspects + harder.suspects)
