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
a phone. So each fourth picture is looked at as a whole also when its busiest part was read, and
where it shows nothing but the codes of the last one, harder where it is busy **beside** them.
"""

from __future__ import annotations

from time import perf_counter

from drivers.engines import Corners, Luma, Sight, see_zxing, timed
from drivers.look_turns import LookTurns, Turn
from drivers.looks import look_harder
from drivers.regions import Box, around, busiest, centre
from drivers.scan_scene import ScanScene

HELD_PICTURES = 15  # half a second: a hand does not move a phone out of its place in that time
HELD_MARGIN = 0.35  # of the code's size, on each side, that it may have moved
REST_EVERY = 4  # of a scene in which nothing is left to be found
WHOLE_EVERY = 4
BESIDE_EVERY = 8  # a multiple of WHOLE_EVERY
PICTURE_PX = 400_000  # of harder looks at one picture: more of them where the part is small


class LiveDecoder:
    """Decodes a camera's pictures one by one; one decoder serves one camera."""

    def __init__(self) -> None:
        self._scene = ScanScene()
        self._turns = LookTurns()
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
        self._pictures += 1
        self._at_rest = not changed and self._turns.spent and not self._texts
        if self._at_rest and self._pictures % REST_EVERY:
            return Sight()
        sight = self._see(luma)
        self._remember(sight)
        return Sight(timed(sight.found, start), sight.suspects)

    def _see(self, luma: Luma) -> Sight:
        part = self._part(luma)
        if part is not None:
            sight = _plain(luma, part)
            if sight.found and self._pictures % WHOLE_EVERY:
                return sight
        sight = see_zxing(luma)
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
            harder = self._look(luma, turn, box)
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
        if self._pictures % BESIDE_EVERY:
            return plain
        box = busiest(luma, [around(it.corners) for it in plain.found])
        turn = None if box is None else self._turns.take()
        if box is None or turn is None:
            return plain
        return _joined(plain, self._look(luma, turn, box.within(luma)))

    def _look(self, luma: Luma, turn: Turn, box: Box) -> Sight:
        sight = look_harder(turn.look, box.of(luma)).moved(box.left, box.top)
        self._turns.told(turn, bool(sight.found))
        return sight

    def _remember(self, sight: Sight) -> None:
        self._texts = frozenset(it.text for it in sight.found)
        seen = [it.corners for it in sight.found] or list(sight.suspects)
        if seen and seen[0]:
            self._place, self._place_left = seen[0], HELD_PICTURES
        elif self._place_left:
            self._place_left -= 1
        else:
            self._place = None


def _plain(luma: Luma, box: Box) -> Sight:
    return see_zxing(box.of(luma)).moved(box.left, box.top)


def _joined(plain: Sight, harder: Sight) -> Sight:
    known = {it.text for it in plain.found}
    new = tuple(it for it in harder.found if it.text not in known)
    return Sight(plain.found + new, plain.suspects + harder.suspects)
