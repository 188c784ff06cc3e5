"""Partners in software keep their word: a sale counts once, and a program plays each of them."""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import pytest

from kiosk.partners.desk import PartnerDesk
from kiosk.partners.errors import PartnerRefused
from kiosk.partners.simulate import Course, CourseSystem, Mall, MallOrder
from kiosk.partners.simulate.__main__ import PLAYED, signer_in
from kiosk.profile.partners import PartnerSection
from protocol.keys import Algorithm, MemorySigner

KIOSK = MemorySigner.generate(Algorithm.ESP256)
SALE: Mapping[str, object] = {
    "id": "aa" * 16,
    "kind": "spend",
    "item": "brush",
    "quantity": 1,
    "won": 30_000,
    "coins": 75,
    "time": 1_795_229_400,
}


@pytest.fixture
def system() -> Iterator[CourseSystem]:
    with CourseSystem([Course("brush", 30_000, 3)]) as system:
        yield system


def desk_of(section: PartnerSection) -> PartnerDesk:
    return PartnerDesk([section], KIOSK, os.urandom)


def desk(system: CourseSystem) -> PartnerDesk:
    key = system.public_key.raw.hex()
    return desk_of(PartnerSection(service="it", url=system.url, key=key))


def test_a_sale_told_again_counts_once(system: CourseSystem) -> None:
    for _ in range(3):
        assert desk(system).ask("it", "/v1/sold", SALE) == {"told": SALE["id"]}
    assert system.course("brush").enrolled == 1
    assert system.told == (SALE,)


def test_other_words_under_one_id_are_refused(system: CourseSystem) -> None:
    desk(system).ask("it", "/v1/sold", SALE)
    with pytest.raises(PartnerRefused, match="other-words"):
        desk(system).ask("it", "/v1/sold", {**SALE, "won": 1})
    assert system.told == (SALE,)


def test_what_is_taken_back_gives_the_seat_back(system: CourseSystem) -> None:
    desk(system).ask("it", "/v1/sold", SALE)
    desk(system).ask("it", "/v1/sold", {**SALE, "id": "bb" * 16, "kind": "reverse"})
    assert system.course("brush").enrolled == 0


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/v1/sold", {}, "no-sale"),
        ("/v1/sold", {"id": 7}, "no-sale"),
        ("/v1/sold", {"id": "cc", "item": "nothing"}, "unknown-course"),
        ("/v1/other", {}, "unknown-question"),
        ("/v1/reserve", {"course": ["brush"]}, "unknown-course"),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(
    system: CourseSystem, path: str, body: dict[str, object], why: str
) -> None:
    with pytest.raises(PartnerRefused, match=why):
        desk(system).ask("it", path, body)


def test_closing_twice_is_harmless() -> None:
    with Mall([MallOrder("20261121", "o-1", 1, "A")]) as mall:
        mall.close()
    assert mall.closed


def test_a_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    made = signer_in(file).public_key
    assert signer_in(file).public_key == made
    assert file.stat().st_mode & 0o777 == 0o600


def _facility(partner: str) -> Path:
    """The shipped facility that has such a service."""
    known_by, _ = PLAYED[partner]
    folder = Path(str(resources.files("assets"))) / "facilities"
    for path in sorted(folder.glob("*.toml")):
        if any(known_by in one for one in tomllib.loads(path.read_text("utf-8"))["service"]):
            return path
    raise AssertionError(partner)


def test_the_program_plays_a_partner_and_writes_its_table_of_the_profile(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "kiosk.partners.simulate", "mall", "--anybody"]
    program += ["--facility", str(_facility("mall")), "--key-file", str(tmp_path / "key")]
    program += ["--order", "20261121,2,A-3"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        table = "".join(running.stdout.readline() for _ in range(4))
        try:
            section = PartnerSection.model_validate(tomllib.loads(table)["partner"][0])
            answer = desk_of(section).ask(section.service, "/v1/order", {"number": "20261121"})
        finally:
            running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    assert isinstance(answer, dict)
    assert answer["parcels"] == 2


@pytest.mark.parametrize("partner", sorted(PLAYED))
def test_a_shipped_facility_needs_each_partner(partner: str) -> None:
    assert _facility(partner).is_file()
