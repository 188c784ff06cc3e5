"""Bad profiles and facilities are refused at load, by file, key and reason."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.config import ConfigError, Section
from kiosk.facility import load_facility
from kiosk.profile.machine import load_profile, with_devices
from kiosk.services import Builder
from kiosk.services.base import Known, Order, Terms
from kiosk.services.largest import UnticketableOrder, check_orders, largest_entry
from offline_queue.second_medium import Place
from protocol.code import MAX_CODE_BYTES, MAX_TICKET_BYTES, ticket_text
from schemes.limits import Limits
from schemes.merchant import Merchant
from tests.kiosk.shops import (
    DAY,
    LOCKER,
    MEALS,
    Locker,
    LockerSection,
    facility,
    scheme,
)

GOOD = """
state = "state"
[panel]
width_px = 1080
height_px = 1920
diagonal_inch = 21.5
lower_edge_mm = 850.0
[node]
url = "http://127.0.0.1:1"
root_key = "{key}"
[facility]
id = "hall"
[printer]
address = "tcp://127.0.0.1:9100"
[camera]
source = 0
""".replace("{key}", "ab" * 32)


def profile(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "machine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_profile_is_read_and_its_state_lies_beside_it(tmp_path: Path) -> None:
    read = load_profile(profile(tmp_path, GOOD))
    assert read.state == tmp_path / "state"
    assert read.camera is not None
    assert read.camera.source == 0


def test_a_second_medium_is_named_by_a_path_that_may_lie_beside_the_profile(
    tmp_path: Path,
) -> None:
    assert load_profile(profile(tmp_path, GOOD)).ledger is None
    text = f'{GOOD}\n[ledger]\ncopy = "stick/copy.db"\nsame_disk = true\n'
    read = load_profile(profile(tmp_path, text))
    assert read.ledger is not None
    assert read.ledger.place() == Place(tmp_path / "stick" / "copy.db", same_disk=True)
    away = load_profile(profile(tmp_path, f'{GOOD}\n[ledger]\ncopy = "/media/copy.db"\n'))
    assert away.ledger is not None
    assert away.ledger.place() == Place(Path("/media/copy.db"))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("width_px = 1080", "width_px = 10", "panel.width_px"),
        ("[panel]", "[ledger]\nsame_disk = true\n[panel]", "ledger.copy"),
        ("[panel]", "[ledger]\ncopy = 3\n[panel]", "ledger.copy"),
        ("width_px = 1080", 'width_px = "1080"', "panel.width_px"),
        ("diagonal_inch = 21.5\n", "", "panel.diagonal_inch"),
        ('url = "http://127.0.0.1:1"', 'url = "ftp://node"', "node.url"),
        ("ab" * 32, "ab" * 31, "node.root_key"),
        ("[facility]", "[fazility]", "facility"),
        ("tcp://127.0.0.1:9100", "lpt1", "printer.address"),
        ("source = 0", "source = 0\nspeed = 3", "camera.speed"),
        ("[panel]", "[panel", "file"),
        ("width_px = 1080", "width_px = " + "1" * 5000, "file"),
        ("width_px = 1080", "width_px = " + "[" * 5000, "file"),
    ],
)
def test_a_bad_profile_is_refused_by_file_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    path = profile(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_profile(path)
    assert (caught.value.origin, caught.value.key) == (str(path), key)
    assert caught.value.reason


def test_a_missing_profile_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load_profile(tmp_path / "none.toml")


def test_real_devices_can_take_the_place_of_the_profiles(tmp_path: Path) -> None:
    read = with_devices(load_profile(profile(tmp_path, GOOD)), "2", "/dev/ttyUSB0")
    assert read.camera is not None
    assert read.serial is not None
    assert (read.camera.source, read.serial.path) == (2, "/dev/ttyUSB0")
    stream = with_devices(read, "http://127.0.0.1:9/camera.mjpg", None)
    assert stream.camera is not None
    assert stream.camera.source == "http://127.0.0.1:9/camera.mjpg"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('scheme = "test-coin"', 'scheme = "other"', "scheme"),
        ('kind = "meal-tickets"', 'kind = "gold"', "service.0.kind"),
        ("price_won = 3000", "price_won = 0", "service.0.meal.0.price_won"),
        ("price_won = 3000", "price_won = 3050", "service.0"),
        ('id = "lunch"', 'id = "Lunch!"', "service.0.meal.0.id"),
        ("max_quantity = 3", "max_quantity = 0", "service.0.max_quantity"),
        ('id = "noodles"', 'id = "lunch"', "service.0"),
        ('step = "식사 고르기"\n', "", "service.0.step"),
        ('name = "잔치국수"', r'name = "잔치\n국수"', "service.0.meal.1.name"),
        ('slip_title = "식권"', 'slip_title = "' + "식" * 201 + '"', "service.0.slip_title"),
        ('slip_help = "이 표를', 'slip_help = "' + "이" * 201, "service.0.slip_help"),
        ('staff_desk = "안내 데스크"', 'staff_desk = "' + "안" * 201 + '"', "staff_desk"),
    ],
)
def test_a_bad_facility_is_refused_by_file_key_and_reason(old: str, new: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        facility(MEALS.replace(old, new))
    assert (caught.value.origin, caught.value.key) == ("test.toml", key)


def test_two_services_of_one_name_are_refused() -> None:
    service = MEALS[MEALS.index("[[service]]") :]
    with pytest.raises(ConfigError, match="there twice"):
        facility(MEALS + service)


class Basket(Locker):
    """Sells so many things at once that no ticket holds them all."""

    def order(self, known: Known, quantity: int) -> Order:
        one = super().order(known, quantity)
        return replace(one, lines=one.lines * (12 * quantity), max_quantity=2)


def test_a_facility_whose_ticket_could_not_be_printed_is_refused() -> None:
    kinds: dict[str, tuple[type[Section], Builder]] = {"locker": (LockerSection, Basket)}
    text = MEALS[: MEALS.index("[[service]]")] + LOCKER
    with pytest.raises(ConfigError, match=f"a ticket holds {MAX_TICKET_BYTES}") as caught:
        load_facility(text.encode(), "test.toml", scheme(), DAY, kinds)
    assert caught.value.key == "service.0"


def test_the_longest_meal_that_a_menu_may_have_fits_its_ticket() -> None:
    old = 'id = "noodles"\nname = "잔치국수"\nprice_won = 2400'
    new = f'id = "{"n" * 23}"\nname = "{chr(0x1F35A) * 12}"\nprice_won = 1000000'
    assert old in MEALS
    text = MEALS.replace(old, new).replace('id = "meals"', f'id = "{"m" * 23}"')
    text = text.replace("max_quantity = 3", "max_quantity = 20")
    rich = replace(scheme(), limits=Limits())
    (service,) = load_facility(text.encode(), "test.toml", rich, DAY).services.values()
    largest = largest_entry(service.order(Known({"meal": "n" * 23}), 20), "p" * 48)
    assert len(largest) > MAX_CODE_BYTES
    assert ticket_text(largest)


def test_a_line_that_no_entry_takes_is_found_before_it_is_sold() -> None:
    locker = Locker(
        LockerSection(kind="locker", id="Locker!", name="x"), Terms(scheme(), DAY, Merchant("x"))
    )
    with pytest.raises(UnticketableOrder, match="no valid entry"):
        check_orders(locker, "general")


def test_a_day_without_a_rate_is_an_error_of_the_facility_and_no_crash() -> None:
    with pytest.raises(ConfigError, match="no rate is in force on 2000-01-01"):
        load_facility(MEALS.encode(), "test.toml", scheme(), date(2000, 1, 1))
