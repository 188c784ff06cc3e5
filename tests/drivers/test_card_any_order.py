"""Payments, questions, cancellings and accidents in any order: the terminal's book is the truth.

A state machine: it does what hypothesis likes, and remembers what the kiosk was told. Whatever was
told as certain must stay true, and in the end every id can be asked for.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    NeverHeard,
    NotCancelled,
)
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.exchange_table import Purpose
from drivers.errors import TenderFailed, TenderUnknown
from tests.drivers.terminal_world import Fault, Line, Said, Way, World, ask_until_it_is_known

IDS = [bytes([number]) * 16 for number in range(1, 4)]
ids = st.sampled_from(IDS)
faults = st.dictionaries(st.integers(0, 12), st.sampled_from(Fault), max_size=4)


class AnyOrder(RuleBasedStateMachine):
    """`free` are ids that the kiosk was told nobody is or will be charged under."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(Scene())
        self.free: set[bytes] = set()
        self.asked_for: set[bytes] = set()

    @rule(
        person=st.sampled_from(Person),
        card_s=st.sampled_from([0.0, 1.5, 7.0]),
        bank_s=st.sampled_from([0.0, 1.5, 12.0]),
        takes_back=st.booleans(),
        cut=st.tuples(st.booleans(), st.sampled_from([0.0, 30.0])),
    )
    def people_come(
        self,
        person: Person,
        card_s: float,
        bank_s: float,
        takes_back: bool,
        cut: tuple[bool, float],
    ) -> None:
        approved, settle_s = cut
        scene = Scene(person, card_s, bank_s, 20.0, takes_back=takes_back)
        self.world.scene = replace(scene, cut_approved=approved, settle_s=settle_s)

    @rule(way=st.sampled_from(Way), faults=faults)
    def the_line_is_bad(self, way: Way, faults: dict[int, Fault]) -> None:
        line = self._line(way)
        line.faults = {line.frames + number: fault for number, fault in faults.items()}

    @rule(way=st.sampled_from(Way), more=st.integers(0, 300))
    def the_cable_will_be_torn(self, way: Way, more: int) -> None:
        line = self._line(way)
        line.cut_after = line.arrived_bytes + more

    @rule()
    def the_line_is_mended(self) -> None:
        self.world.heal()

    @rule(frames=st.integers(0, 8), takes_s=st.sampled_from([0.5, 4.0, 30.0]))
    def the_terminal_will_lose_its_power(self, frames: int, takes_s: float) -> None:
        self.world.reboot_after = self.world.to_kiosk.frames + frames
        self.world.reboot_takes_s = takes_s

    @rule(payment=ids)
    @precondition(lambda self: len(self.asked_for) < len(IDS))
    def somebody_pays(self, payment: bytes) -> None:
        if payment not in self.asked_for:  # an id is asked for once; after that it is asked about
            self.asked_for.add(payment)
            self._heard(payment, self.world.run(Purpose.APPROVE, payment))

    @rule(payment=ids, tenths=st.integers(0, 120))
    def somebody_pays_and_the_kiosk_loses_its_power(self, payment: bytes, tenths: int) -> None:
        if payment not in self.asked_for:
            self.asked_for.add(payment)
            self.world.begin(Purpose.APPROVE, payment)
            self.world.pass_time(tenths / 10)
            self.world.kill_kiosk()

    @rule(payment=ids, tenths=st.integers(0, 120))
    def somebody_gives_up(self, payment: bytes, tenths: int) -> None:
        if payment not in self.asked_for:
            self.asked_for.add(payment)
            exchange = self.world.begin(Purpose.APPROVE, payment)
            self.world.pass_time(tenths / 10)
            exchange.withdraw(self.world.now_s)
            while exchange.result is None:
                self.world.step()
            self._heard(payment, exchange.result)

    @rule(payment=ids)
    def it_is_asked_about(self, payment: bytes) -> None:
        self._heard(payment, self.world.run(Purpose.ASK, payment))

    @rule(payment=ids)
    def it_is_cancelled(self, payment: bytes) -> None:
        self._heard(payment, self.world.run(Purpose.CANCEL, payment))

    @rule(seconds=st.sampled_from([1.0, 30.0]))
    def time_passes(self, seconds: float) -> None:
        self.world.pass_time(seconds)

    @invariant()
    def nobody_is_charged_twice_or_under_an_id_that_was_called_free(self) -> None:
        charges = self.world.book.charges
        assert len(set(charges)) == len(charges)
        assert not any(self._is_charged(payment) for payment in self.free)

    def teardown(self) -> None:
        self.world.heal()
        for payment in IDS:
            truth = ask_until_it_is_known(self.world, payment)
            assert isinstance(truth, Approved | Declined | NeverHeard)
            assert isinstance(truth, Approved) is self._is_charged(payment)

    def _heard(self, payment: bytes, said: Said) -> None:
        match said:
            case Approved():
                assert self._is_charged(payment)
            case Declined() | NeverHeard() | Cancelled() | TenderFailed():
                self.free.add(payment)
            case _:
                assert isinstance(said, NotCancelled | TenderUnknown)

    def _is_charged(self, payment: bytes) -> bool:
        entry = self.world.book.get(payment)
        return entry is not None and entry.state is EntryState.APPROVED

    def _line(self, way: Way) -> Line:
        return self.world.to_terminal if way is Way.TO_TERMINAL else self.world.to_kiosk


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
