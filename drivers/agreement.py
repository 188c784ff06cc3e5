"""Which readings count: what may be a false reading has to be read twice.

A plain reading by zxing-cpp counts at once: QR's error correction and two format checks stand
behind it, and among the thousands of pictures measured not one was false. A harder look makes
squares of what are none, and pyzbar mangles bytes, each time in another way: such a reading counts
at its second time, or at once where the text has the form that is awaited here, which no accident
makes. So a code of ours costs no second look, and noise can't call for staff. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from drivers.engines import Found

AGREE_S = 1.0  # pictures of one phone, not of one before and one after it
MAX_DOUBTED = 32  # texts; a picture that yields new nonsense each time forgets the oldest


class Agreement:
    """Lets a camera's readings through. `is_awaited` knows the form of the texts awaited here."""

    def __init__(self, is_awaited: Callable[[str], bool] = lambda _: False) -> None:
        self._is_awaited = is_awaited
        self._doubted: dict[str, float] = {}

    def step(self, now_s: float, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return what counts of the codes `found` in a picture at `now_s` (monotonic seconds).

        Awaited ones come first, then the largest: a person's own code is before a poster's.
        """
        fresh = {it: s for it, s in self._doubted.items() if now_s - s <= AGREE_S}
        self._doubted = fresh
        good = [it for it in found if self._counts(it, now_s)]
        return tuple(sorted(good, key=lambda it: (not self._is_awaited(it.text), -_size(it))))

    def _counts(self, one: Found, now_s: float) -> bool:
        if one.plain or self._is_awaited(one.text):
            return True
        agreed = one.text in self._doubted
        self._doubted.pop(one.text, None)
        self._doubted[one.text] = now_s
        if len(self._doubted) > MAX_DOUBTED:
            del self._doubted[next(iter(self._doubted))]
        return agreed


def _size(one: Found) -> int:
    if not one.corners:
        return 0
    xs, ys = [x for x, _ in one.corners], [y for _, y in one.corners]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
