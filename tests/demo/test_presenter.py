"""What the window says about how things stand."""

from dataclasses import replace

import pytest

from kiosk.demo.messages import STAFF, Counts, Phone, State, Told
from kiosk.demo.presenter import Seen, present
from kiosk.demo.settings import at_place, load_settings
from schemes.money import Won
from tests.kiosk.shops import DAY, scheme

SETTINGS = load_settings()


def seen(recorded: int = 0, sent: int = 0, confirmed: int = 0, *, recovered: bool = False) -> Seen:
    counts = Counts(recorded=recorded, sent=sent, confirmed=confirmed)
    return Seen("enough", counts, recovered=recovered)


@pytest.mark.parametrize(
    ("state", "what", "sentence", "warning"),
    [
        (State(), seen(), "online", False),
        (State(), seen(recovered=True), "restarted", False),
        (State(), seen(3, 2, 1), "sending", False),
        (State(network_cut=True), seen(3, 3, 3), "cut", True),
        (State(network_cut=True), seen(3, 1, 1), "waiting", True),
        (State(paper_out=True), seen(), "no_paper", True),
        (State(network_cut=True, paper_out=True), seen(), "cut", True),
        (State(gate_openings=2), seen(), "gate", False),
    ],
)
def test_the_sentence_that_matters_most_is_said(
    state: State, what: Seen, sentence: str, warning: bool
) -> None:
    screen = present(SETTINGS, state, what)
    unsent = what.counts.recorded - what.counts.confirmed
    assert screen.status == getattr(SETTINGS.status, sentence).format(
        unsent=unsent, gate_openings=2
    )
    assert screen.warning is warning


def test_the_strip_holds_the_three_counts() -> None:
    assert present(SETTINGS, State(), seen(3, 1, 1)).strip == "기록 3 · 보냄 1 · 확인 1"


def test_the_app_says_the_end_of_its_pseudonym_as_the_terminal_does() -> None:
    phone = Phone(id="enough", code="CC1:A", fresh=True, tail="MBUJ")
    told = present(SETTINGS, State(phones=(phone,)), seen()).phone
    assert told.heading == "내 QR · 끝자리 MBUJ"


def test_another_code_is_another_picture() -> None:
    sources = {
        present(SETTINGS, State(phones=(phone,)), seen()).phone.code
        for phone in (
            Phone(id="enough", code="CC1:A", fresh=True),
            Phone(id="enough", code="CC1:B", fresh=True),
        )
    }
    assert len(sources) == 2


@pytest.mark.parametrize(
    ("told", "words", "good"),
    [
        ({"state": "waiting"}, SETTINGS.receipt.waiting, True),
        (
            {"state": "waiting", "reason": "node-away"},
            SETTINGS.receipt.refused["node-away"],
            True,
        ),
        ({"state": "held"}, SETTINGS.receipt.held, True),
        ({"state": "booked"}, SETTINGS.receipt.paid, True),
        ({"state": "booked", "kind": "earn"}, SETTINGS.receipt.earned, True),
        ({"state": "booked", "kind": "admit", "amount": 0}, SETTINGS.receipt.done, True),
        ({"state": "booked", "amount": 0}, SETTINGS.receipt.done, True),  # the district bears it
        (
            {"state": "booked", "kind": "reverse", "amount": 0, "reason": "other-payee"},
            SETTINGS.receipt.done,
            True,
        ),
        ({"state": "over"}, SETTINGS.receipt.over, True),
        (
            {"state": "refused", "reason": "not-enough"},
            SETTINGS.receipt.refused["not-enough"],
            False,
        ),
        ({"state": "refused", "reason": "over-limit"}, SETTINGS.receipt.refused["else"], False),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_a_receipt_says_in_a_sentence_what_became_of_a_scanned_code(
    told: dict[str, object], words: str, good: bool
) -> None:
    fields = {"kind": "spend", "amount": 15, "name": "Lunch", **told}
    phone = Phone(id="enough", code="CC1:A", fresh=True, told=Told.model_validate(fields))
    receipt = present(SETTINGS, State(phones=(phone,)), seen()).phone.receipt
    assert (receipt.words, receipt.good, receipt.thing) == (words, good, "Lunch")
    assert ("15" in receipt.amount) == bool(fields["amount"])


def test_a_receipt_tells_coins_in_the_currency_of_the_place() -> None:
    placed = at_place(SETTINGS, "Hall", scheme(), DAY)
    told = Told(state="booked", kind="spend", amount=1500, name="Lunch")
    phone = Phone(id="enough", code="CC1:A", fresh=True, told=told)
    receipt = present(placed, State(phones=(phone,)), seen()).phone.receipt
    assert receipt.amount == f"1,500{scheme().unit_name}"


@pytest.mark.parametrize(
    ("resident", "scannable"), [("enough", True), ("photo", False), (STAFF, False)]
)
def test_only_an_app_scans_the_kiosks_code(resident: str, scannable: bool) -> None:
    who = replace(seen(), resident=resident, offered="CC1:A")
    badge = Phone(id=STAFF, code="CC1:B", fresh=True)
    assert present(SETTINGS, State(phones=(badge,)), who).scannable is scannable
    assert not present(SETTINGS, State(phones=(badge,)), replace(who, offered="")).scannable


def test_without_a_code_the_phone_shows_none() -> None:
    assert present(SETTINGS, State(), seen()).phone.code == ""


def test_switches_tell_how_things_stand() -> None:
    network, paper, power = present(SETTINGS, State(network_cut=True), seen()).switches
    assert (network.on, network.state) == (True, SETTINGS.network.on)
    assert (paper.on, paper.state) == (False, SETTINGS.paper.off)
    assert not power.on


def test_where_staff_approve_their_badge_can_be_held_up_and_no_photograph() -> None:
    badge = Phone(id=STAFF, code="CC1:B", fresh=True)
    screen = present(SETTINGS, State(phones=(badge,)), Seen(STAFF, seen().counts))
    assert [each.id for each in screen.residents] == ["enough", "too-few", STAFF]
    assert screen.residents[-1].chosen
    assert (screen.phone.owner, screen.phone.code != "") == (SETTINGS.staff.name, True)


def test_beside_a_machine_that_counts_bottles_can_be_put_in() -> None:
    switches = present(SETTINGS, State(machine=True), seen()).switches
    assert [each.id for each in switches] == ["network", "bottles", "power"]


@pytest.mark.parametrize(("won", "first"), [(200, "35코인으로"), (1, "70,000코인으로")])
def test_residents_start_with_what_the_currency_is_made_of(won: int, first: str) -> None:
    of_coins = scheme()
    money = replace(of_coins, rates=(replace(of_coins.rates[0], unit_won=Won(won)),))
    placed = at_place(SETTINGS, "시장", money, DAY)
    assert placed.resident[0].note.startswith(first)
    assert placed.labels.title == "시장의 기기입니다"


def test_there_is_a_resident_of_each_kind() -> None:
    coins = [each.coins for each in SETTINGS.resident if not each.photo]
    assert max(coins) >= 15 > min(coins)
    assert [each.id for each in SETTINGS.resident if each.photo] == ["photo"]
