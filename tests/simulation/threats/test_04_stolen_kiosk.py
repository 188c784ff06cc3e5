"""Row 4: a kiosk is stolen.

What remains: its live slices, or the limit of unsent coins if that is less. Of its keys and PINs:
nothing, if a passphrase seals them; else whoever has the disk has both (docs/keys.md).
"""

from itertools import product
from pathlib import Path

import pytest

from kiosk.key_opening import key_path
from offline_queue.errors import KeyFileError
from offline_queue.key_store import KeyStore, PinKey, pin_path
from offline_queue.reader import LedgerReader
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought, Stall
from tests.simulation.threats.town import DAY_S, LUNCH, Folk, Town

CROWD = {f"r{number}": Folk(100, (1,)) for number in range(4)}  # 50 coins each set aside there
PASSPHRASE = b"a long one that nobody types"
PIN = "4711"


def sell_out(town: Town, stall: Stall, phones: list[Phone]) -> list[str]:
    """Everybody buys there until nothing more is sold; the reasons why not."""
    reasons: list[str] = []
    for _, phone in product(range(10), phones):
        town.wait(1)
        reasons.append(stall.buy(town.show(phone)).reason)
    return reasons


@pytest.mark.parametrize(("unsent", "reason"), [(50_000, "over-slice"), (80, "too-much-unsent")])
def test_retired_it_costs_its_live_slices_or_the_unsent_limit_if_less(
    make_town: MakeTown, unsent: int, reason: str
) -> None:
    town = make_town(2, CROWD, f"[stand_in]\nunsent_coins = {unsent}\n")
    stall, phones = town.stall(1), [town.phone(name) for name in CROWD]
    stall.line.cut = True
    before = town.told_of(1)
    assert (before.live, before.each) == (200, min(200, unsent))
    town.retire(1)
    other = town.stall(2)  # what was set aside is free again, and is spent elsewhere
    spent = [other.buy(town.show(one), lunches).coins for lunches in (4, 2) for one in phones]
    assert f"stand-in-{reason}" in sell_out(town, stall, phones)
    assert 0 < stall.sold() <= before.each + before.held
    town.settle()
    told = town.told_of(1)
    assert {one.flag for one in town.flags()} == {"kiosk-retired"}
    assert 0 < told.lost <= told.at_risk == before.each + before.held
    assert told.lost + sum(town.paid(name) for name in CROWD) == stall.sold() + sum(spent)


def test_it_stops_by_itself_after_a_week_without_the_node(make_town: MakeTown) -> None:
    town = make_town(1, CROWD)
    stall, phone = town.stall(1), town.phone("r0")
    stall.line.cut = True
    town.wait(8 * DAY_S)
    assert stall.buy(town.show(phone)) == Bought(0, "stand-in-away-too-long")


def test_back_on_the_line_it_gets_nothing_and_stops_for_good(make_town: MakeTown) -> None:
    town = make_town(1, CROWD)
    stall, phone = town.stall(1), town.phone("r0")
    town.retire(1)
    assert stall.buy(town.show(phone)) == Bought(0, "kiosk-retired")
    stall.look_around()
    assert stall.buy(town.show(phone)).coins == 0
    stall.line.cut = True
    stall.power_cut()
    assert stall.buy(town.show(phone)) == Bought(0, "kiosk-retired")
    assert stall.sold() == 0


def test_sealed_keys_do_not_open_and_no_pin_can_be_searched_for(make_town: MakeTown) -> None:
    town = make_town(1, CROWD)
    stall = town.stall(1, PASSPHRASE)
    card = set_a_pin(town, stall)
    stall.stop()
    path = key_path(stall.profile)
    for passphrase in (None, b"another long passphrase"):
        with pytest.raises(KeyFileError):
            KeyStore.open(path, passphrase)
    assert not pin_path(path).exists()
    verifier = verifier_of(stall, town.credential(card).cti)
    cti = town.credential(card).cti
    for found in candidates(stall.profile.state):
        assert PinKey(found).mac(cti + PIN.encode()) != verifier
    stall.start()  # and with the passphrase all is as it was
    assert stall.buy(card, pin=PIN) == Bought(LUNCH)


def test_plain_key_files_give_both_away_as_the_page_says(make_town: MakeTown) -> None:
    """The rest that is documented: a plain store guards against readers of the ledger alone."""
    town = make_town(1, CROWD)
    stall = town.stall(1)
    cti = town.credential(set_a_pin(town, stall)).cti
    verifier = verifier_of(stall, cti)
    key = KeyStore.open(key_path(stall.profile)).pin_key
    digits = ("".join(one) for one in product("0123456789", repeat=4))
    assert next(pin for pin in digits if key.mac(cti + pin.encode()) == verifier) == PIN
    page = Path(__file__).parents[3] / "docs" / "keys.md"
    assert "plain" in page.read_text("utf-8")


def set_a_pin(town: Town, stall: Stall) -> str:
    """A card of r0 whose PIN is set here."""
    card = town.card("r0", 1)
    stall.set_pin(card, town.badge(), PIN)
    assert PIN.encode() not in b"".join(read_all(stall.profile.state))
    return card


def verifier_of(stall: Stall, cti: bytes) -> bytes:
    """What the thief reads in the ledger."""
    with LedgerReader.open(stall.profile.state / "ledger.db") as reader:
        found = reader.pin_of(cti)
    assert found is not None
    return found


def read_all(folder: Path) -> list[bytes]:
    """Every file of the disk."""
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]


def candidates(folder: Path) -> list[bytes]:
    """Whatever lies in the key's own file and in small files that could be a key of 32 bytes."""
    small = [data for data in read_all(folder) if len(data) < 2048]
    return [data[at : at + 32] for data in small for at in range(len(data) - 31)]
