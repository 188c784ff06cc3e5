"""A shown code is waited for on a thread of its own, no longer than it is on the screen."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.events import Event, NoOffer, Offered
from kiosk.node.offer_desk import OFFER_S
from kiosk.node.offer_watch import MAX_FAILURES, RENEW_S, OfferWatch
from offline_queue.errors import NodeAway
from protocol.offer import Offer, unverified_offer
from tests.kiosk.offers import Counter, meals
from tests.kiosk.people import NOON_S

PATIENCE_S = 20.0


class Gate:
    """Each poll stands before it until the test lets it through."""

    def __init__(self) -> None:
        self._arrived, self._open = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self) -> None:
        self._arrived.release()
        assert self._open.acquire(timeout=PATIENCE_S)

    def await_one(self) -> None:
        assert self._arrived.acquire(timeout=PATIENCE_S)

    def let_go(self) -> None:
        self._open.release()

    def let_one_through(self) -> None:
        self.await_one()
        self.let_go()


class Showing:
    """A watch whose clock and node a test moves; each poll waits for the test."""

    def __init__(self) -> None:
        self.counter = Counter()
        self.told: queue.Queue[Event] = queue.Queue()
        self.seen: queue.Queue[tuple[bytes, bytes]] = queue.Queue()
        self.bugs: queue.Queue[BaseException] = queue.Queue()
        self.watch = OfferWatch(
            self.counter.desk,
            self.told.put,
            lambda evidence, id_: self.seen.put((evidence, id_)),
            self.bugs.put,
            poll_s=0.005,
        )

    def offered(self, number: int) -> Offer:
        event = self.told.get(timeout=PATIENCE_S)
        assert isinstance(event, Offered), event
        assert event.check == number
        offer = unverified_offer(event.text)
        assert event.until_s == offer.until
        return offer

    def await_polls(self, count: int) -> None:
        """Wait until it has asked so many times more."""
        polls = threading.Semaphore(0)
        self.counter.wire.heard = polls.release
        for _ in range(count):
            assert polls.acquire(timeout=PATIENCE_S)

    def pass_s(self, seconds: int) -> None:
        now = self.counter.now
        self.counter.now = replace(now, time_s=now.time_s + seconds)


@pytest.fixture
def showing() -> Iterator[Showing]:
    made = Showing()
    yield made
    made.watch.close()
    assert made.watch.closed
    assert made.bugs.empty()


def test_an_answer_is_handed_on_once_and_nothing_more_is_asked(showing: Showing) -> None:
    showing.watch.show(3, meals())
    offer = showing.offered(3)
    evidence = showing.counter.answer(offer)
    showing.counter.wire.answers[offer.id] = evidence
    assert showing.seen.get(timeout=PATIENCE_S) == (evidence, offer.id)
    showing.watch.close()
    assert showing.seen.empty()
    assert showing.told.empty()


def test_without_the_node_nothing_is_shown(showing: Showing) -> None:
    showing.counter.wire.broken = NodeAway("cut")
    showing.watch.show(4, meals())
    assert showing.told.get(timeout=PATIENCE_S) == NoOffer(4, "offer-away")
    assert len(showing.counter.wire.asked) == 1


def test_a_line_that_is_cut_for_a_moment_takes_no_code_away_and_a_dead_one_does(
    showing: Showing,
) -> None:
    gate = Gate()
    showing.counter.wire.heard = gate
    showing.watch.show(5, meals())
    gate.let_one_through()
    showing.offered(5)
    showing.counter.wire.broken = NodeAway("cut")
    for _ in range(MAX_FAILURES - 1):
        gate.let_one_through()
    gate.await_one()  # it asks again, so it has not given up
    assert showing.told.empty()
    gate.let_go()
    assert showing.told.get(timeout=PATIENCE_S) == NoOffer(5, "offer-away")


def test_what_was_withdrawn_is_not_waited_for(showing: Showing) -> None:
    showing.watch.show(6, meals())
    first = showing.offered(6)
    showing.watch.withdraw(6)
    showing.watch.withdraw(6)
    showing.watch.show(7, meals(2))
    showing.counter.wire.answers[first.id] = showing.counter.answer(first)
    second = showing.offered(7)
    assert second.amount == 2 * first.amount
    showing.await_polls(2)
    assert set(showing.counter.wire.asked[-2:]) == {second.id}
    assert showing.seen.empty()


def test_another_one_takes_its_place_and_a_late_withdrawal_of_the_first_does_no_harm(
    showing: Showing,
) -> None:
    showing.watch.show(8, meals())
    showing.offered(8)
    showing.watch.show(9, meals(2))
    second = showing.offered(9)
    showing.watch.withdraw(8)
    showing.counter.wire.answers[second.id] = evidence = showing.counter.answer(second)
    assert showing.seen.get(timeout=PATIENCE_S) == (evidence, second.id)


def test_a_code_is_renewed_before_its_end_and_the_old_one_counts_to_its_end(
    showing: Showing,
) -> None:
    showing.watch.show(10, meals())
    first = showing.offered(10)
    showing.pass_s(OFFER_S - RENEW_S + 1)
    second = showing.offered(10)
    assert second.until == NOON_S + 2 * OFFER_S - RENEW_S + 1
    showing.counter.wire.answers[first.id] = evidence = showing.counter.answer(first)
    assert showing.seen.get(timeout=PATIENCE_S) == (evidence, first.id)


def test_closing_ends_the_thread_whatever_it_waits_for(showing: Showing) -> None:
    showing.watch.show(11, meals())
    showing.offered(11)
    showing.watch.close()
    showing.watch.close()
    assert showing.watch.closed


def test_a_bug_is_told_and_the_next_code_is_shown(showing: Showing) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    showing.counter.wire.heard = broken
    showing.watch.show(12, meals())
    assert isinstance(showing.bugs.get(timeout=PATIENCE_S), ZeroDivisionError)
    showing.counter.wire.heard = lambda: None
    showing.watch.show(13, meals())
    showing.offered(13)
