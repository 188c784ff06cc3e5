"""PINs and names at the screen: what log and ledger hold after cards, wrong tries and staff."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import effects, events
from kiosk.journal import Journal, note
from kiosk.visit import Place, Shop, Visit, advance
from protocol import credential
from protocol.bundle import RosterRow
from tests.end_to_end.telling import of_credential, told
from tests.kiosk.desks import BADGE_PIN, PIN, Desks
from tests.kiosk.people import KIOSK, Card, Node, badge
from tests.kiosk.shops import MEALS, shop

NEW_PIN, WRONG_PIN = "8642", "1379"
MASKED = "김○자"


class Machine:
    """The real table, desks, ledger and log; effects of the keypad and of staff are carried out."""

    def __init__(self, folder: Path) -> None:
        self.desks = Desks(folder / "ledger.db", Node())
        self.journal = Journal(folder)
        self.visit = Visit()
        self.log = folder / "kiosk.jsonl"
        self._shop: Shop = shop(MEALS)

    def close(self) -> None:
        self.desks.cashier.close()
        self.journal.close()

    def happen(self, *happened: events.Event) -> Visit:
        for event in happened:
            before = self.visit
            self.visit, wanted = advance(self._shop, before, event, 0.0)
            note(self.journal.log, before, event, self.visit)
            for effect in wanted:
                self._perform(effect)
        return self.visit

    def _perform(self, effect: effects.Effect) -> None:
        pins, staff = self.desks.cashier.pins, self.desks.staff
        match effect:
            case effects.CheckPin(number, code, pin):
                self.happen(pins.check(number, code, pin))
            case effects.SetPin(number, code, badge_, pin):
                self.happen(pins.set(number, code, badge_, pin))
            case effects.AskForStaff(number):
                self.happen(staff.look(number))

    def type(self, digits: str) -> Visit:
        self.happen(*(events.Typed(digit) for digit in digits))
        return self.happen(events.Led())

    def show(self, card: Card) -> Visit:
        return self.happen(self.desks.cashier.read_code(card.text(), self.desks.now))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with closing(Machine(tmp_path)) as machine:
        yield machine


def a_morning(machine: Machine) -> tuple[Card, Card]:
    """A holder errs once and gets in; then staff set a new PIN for the card."""
    card, staff = Card(machine.desks.node), badge(machine.desks.node)
    machine.desks.district.roster[card.cti] = RosterRow(card.cti, KIOSK, 100, MASKED)
    machine.desks.with_pin(card)
    machine.show(card)
    assert machine.type(WRONG_PIN).tries_left == 4
    assert machine.type(PIN).place is Place.ASKING
    machine.happen(events.StartedOver())
    machine.show(staff)
    assert machine.type(BADGE_PIN).place is Place.STAFF
    machine.happen(events.Chose("card"))
    assert machine.show(card).place is Place.STAFF_SHOWN
    machine.happen(events.Chose("pin"))
    machine.type(NEW_PIN)
    assert machine.type(NEW_PIN).place is Place.STAFF
    return card, staff


def test_the_log_tells_no_pin_no_key_of_the_keypad_and_no_name(machine: Machine) -> None:
    shown = a_morning(machine)
    lines = [json.loads(line) for line in machine.log.read_text("utf-8").splitlines()]
    heard = {line["event"] for line in lines}
    assert {"CodeSeen", "PinWrong", "PinRight", "StaffDone"} <= heard
    assert not {"Typed", "Erased"} & heard
    for line in lines:
        del line["timestamp"]  # its digits are nobody's PIN
    text = json.dumps(lines, ensure_ascii=False)
    assert not any(pin in text for pin in (PIN, NEW_PIN, WRONG_PIN, BADGE_PIN))
    assert MASKED not in text
    for card in shown:
        assert told(text.encode(), of_credential(credential.claimed(card.code()))) == set()


def test_what_is_typed_is_in_no_word_of_a_visit_and_gone_with_its_place(machine: Machine) -> None:
    card = Card(machine.desks.node)
    machine.desks.with_pin(card)
    machine.show(card)
    machine.happen(*(events.Typed(digit) for digit in "864"))
    assert machine.visit.typed == "864"
    assert repr(machine.visit) == repr(replace(machine.visit, typed="", typed_before="86"))
    assert machine.happen(events.StartedOver()).typed == ""


def test_the_ledger_holds_proofs_of_pins_and_no_pin(machine: Machine) -> None:
    a_morning(machine)
    pins = [(it.kind, it.result) for it in machine.desks.entries() if it.kind == "pin"]
    assert ("pin", "set") in pins
    assert ("pin", "right") in pins
    written = b"".join(path.read_bytes() for path in machine.desks.path.parent.glob("ledger.db*"))
    assert BADGE_PIN.encode() not in written
    assert MASKED.encode() not in written
