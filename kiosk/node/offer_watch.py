"""The thread that waits for answers to a shown code: idle unless one is on the screen.

It never stands before a hold: it has a line to the node of its own.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Final

from kiosk.events import Event, NoOffer, Offered
from kiosk.node.offer_code import modules
from kiosk.node.offer_desk import OFFER_AWAY, OfferDesk, ShownOffer
from kiosk.services.orders import Order
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused

POLL_S: Final = 1.0  # a person has just agreed on their phone, and looks up
RENEW_S: Final = 60  # a code that has less left gives way to a new one; the old one still counts
MAX_FAILURES: Final = 3  # in a row; a line may be cut for a moment
JOIN_S: Final = 5.0  # a poll has three seconds


class OfferWatch:
    """Shows one offer at a time. ``answered(evidence, offer id)`` and ``post`` are called on it.

    ``bug`` hears what nobody foresaw.
    """

    def __init__(
        self,
        desk: OfferDesk,
        post: Callable[[Event], None],
        answered: Callable[[bytes, bytes], None],
        bug: Callable[[BaseException], None],
        *,
        poll_s: float = POLL_S,
    ) -> None:
        self._desk = desk
        self._post = post
        self._answered = answered
        self._poll_s = poll_s
        self._bug = bug
        self._changed = threading.Condition()
        self._wanted: tuple[int, Order] | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="offers", daemon=True)
        self._thread.start()

    @property
    def closed(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def show(self, number: int, order: Order) -> None:
        """Offer ``order`` in the place of any other; posts Offered or NoOffer with ``number``.

        Offered comes again when the code is renewed. Never blocks.
        """
        with self._changed:
            self._wanted = number, order
            self._changed.notify()

    def withdraw(self, number: int) -> None:
        """Wait for no more answers to this one. Never blocks; again is harmless."""
        with self._changed:
            if self._wanted is not None and self._wanted[0] == number:
                self._wanted = None
                self._changed.notify()

    def close(self) -> None:
        """End the thread, after the exchange under way. Twice is harmless."""
        with self._changed:
            self._closing, self._wanted = True, None
            self._changed.notify()
        self._thread.join(JOIN_S)

    def _run(self) -> None:
        while (wanted := self._next()) is not None:
            try:
                self._serve(*wanted)
            except Exception as exc:  # noqa: BLE001 - a bug must be told, not end a thread in silence
                self.withdraw(wanted[0])
                self._bug(exc)

    def _next(self) -> tuple[int, Order] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._closing)
            return self._wanted

    def _serve(self, number: int, order: Order) -> None:
        """Keep a good code on the screen until one is answered or withdrawn, or the node is away.

        A code that was renewed is asked for until its end: somebody may have it on their phone.
        """
        live: list[ShownOffer] = []
        failures = 0
        while self._is_wanted(number):
            live = [shown for shown in live if self._desk.left_s(shown) >= 0]
            if not live or self._desk.left_s(live[-1]) < RENEW_S:
                live += self._fresh(number, order)
            if not live or failures >= MAX_FAILURES:
                self._give_up(number)
                return
            self._wait(number)
            failures = 0 if self._asked(number, live) else failures + 1

    def _fresh(self, number: int, order: Order) -> tuple[ShownOffer, ...]:
        made = self._desk.offer(order)
        if isinstance(made, str) or not self._is_wanted(number):
            return ()
        modules(made.text)  # drawn here first, so that the screen need not wait for it
        self._post(Offered(number, made.text, made.offer.until))
        return (made,)

    def _asked(self, number: int, live: Sequence[ShownOffer]) -> bool:
        """Ask for each, and hand on the first answer; whether the node could be asked."""
        try:
            for shown in live:
                evidence = self._desk.poll(shown)
                if evidence is not None and self._is_done(number):
                    self._answered(evidence, shown.offer.id)
                    break
        except (NodeAway, NodeRefused, BadAnswer):
            return False
        return True

    def _give_up(self, number: int) -> None:
        if self._is_done(number):
            self._post(NoOffer(number, OFFER_AWAY))

    def _is_done(self, number: int) -> bool:
        """End the waiting for this one, unless it was ended before."""
        with self._changed:
            wanted = self._wanted is not None and self._wanted[0] == number
            if wanted:
                self._wanted = None
            return wanted

    def _is_wanted(self, number: int) -> bool:
        with self._changed:
            return self._wanted is not None and self._wanted[0] == number

    def _wait(self, number: int) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: self._wanted is None or self._wanted[0] != number, self._poll_s
            )
