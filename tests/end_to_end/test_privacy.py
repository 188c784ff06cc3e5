"""What a real kiosk and a real node leave behind of the people who came: docs/privacy.md."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from drivers.decoder import decode
from drivers.printer.render import render
from protocol.cbor import decode as decode_cbor
from protocol.code import from_text, to_text
from protocol.errors import ProtocolError
from tests.end_to_end.district import District, Phone
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.telling import of_phone, told
from tests.end_to_end.weather import Line, Weather
from ui.contract import ConfirmScreen, SorryScreen, StartScreen, ThanksScreen

ROOT = Path(__file__).parents[2]
NAMES = re.compile(rb"\b(kim|lee)\b", re.IGNORECASE)  # labels and ids of the district's residents
CARD_NUMBER = "4831-7742"


@dataclass
class Shown:
    """A resident who keeps every code that was shown."""

    phone: Phone
    codes: list[bytes] = field(default_factory=list)

    def text(self, at_s: int | None = None) -> str:
        self.codes.append(self.phone.code(at_s))
        return to_text(self.codes[-1])

    def altered(self) -> str:
        self.text()
        code = bytearray(self.codes[-1])
        code[-1] ^= 1
        self.codes.append(bytes(code))
        return to_text(self.codes[-1])

    @property
    def secrets(self) -> dict[str, set[bytes]]:
        return of_phone(self.phone, self.codes)


def buy(kiosk: RunningKiosk, text: str) -> None:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.scan(text)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.touch("lead")


def refused(kiosk: RunningKiosk, text: str) -> str:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.scan(text)
    reason = kiosk.see(SorryScreen).reason
    kiosk.touch("start-over")
    return reason


@dataclass(frozen=True)
class Day:
    """What was left of a day on which two residents came; ``spoken`` is the node's log."""

    kim: Shown
    lee: Shown
    state: Path
    node: Path
    tickets: tuple[bytes, ...]
    spoken: bytes
    tokens: set[bytes]


def come(place: Place, line: Line) -> tuple[Shown, Shown]:
    """Sales with and without the node, and every way to be refused."""
    kim, lee = (Shown(place.district.phone(name)) for name in ("kim", "lee"))
    with place.kiosk() as kiosk:
        kiosk.confirmed()
        buy(kiosk, kim.text())
        assert refused(kiosk, kim.altered()) == "bad-signature"
        assert refused(kiosk, kim.text(int(time.time()) - 600)) == "too-old"
        assert refused(kiosk, lee.text()) == "not-enough"
        line.weather = Weather.BROKEN
        buy(kiosk, kim.text())
        line.weather = Weather.FINE
        kiosk.confirmed()
    with place.kiosk() as kiosk:
        assert refused(kiosk, to_text(kim.codes[0])) == "already-used"
        kiosk.confirmed()
    return kim, lee


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Day]:
    """A day of a real kiosk and a real node; the tests look at what is left of it."""
    folder = tmp_path_factory.mktemp("privacy")
    log = folder / "node.log"
    with District(folder, heard=log) as district, Line(district.url) as line:
        with closing(Place(district, line.url)) as place:
            kim, lee = come(place, line)
            httpx.post(
                f"{district.url}/v1/cards/{CARD_NUMBER}/revoke",
                json={"reason": "lost"},
                headers={"Authorization": "Bearer no-desk-has-this"},
            )
            tickets = place.printer.tickets
            given = [one["wallet_token"] for one in district.seeded["residents"]]
            given += [one["enrol_code"] for one in district.seeded["kiosks"]]
        district.stop()
        tokens = {text.encode() for text in given}
        state = place.profile.with_suffix("")
        yield Day(kim, lee, state, district.node, tickets, log.read_bytes(), tokens)


def rows(database: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def all_raw(day: Day, table: str) -> list[bytes]:
    return [signed for (signed,) in rows(day.state / "ledger.db", f"SELECT raw FROM {table}")]


def words(signed: bytes) -> bytes:
    """All texts of a signed message: three letters may well stand in a hash or a signature."""
    return "\n".join(texts(decode_cbor(signed))).encode()


def texts(value: object) -> Iterator[str]:
    """Texts at any depth, also in byte strings that hold further values."""
    match value:
        case str():
            yield value
        case bytes():
            with suppress(ProtocolError):
                yield from texts(decode_cbor(value))
        case dict():
            yield from texts([*value.keys(), *value.values()])
        case list():
            for one in value:
                yield from texts(one)


def test_no_log_of_kiosk_or_node_tells_who_came(day: Day) -> None:
    log = (day.state / "kiosk.jsonl").read_bytes()
    assert b"Recorded" in log
    assert b"bad-signature" in log
    assert b"refused" in day.spoken
    for text in (log, day.spoken):
        assert not NAMES.search(text)
        assert told(text, day.kim.secrets) == set()
        assert told(text, day.lee.secrets) == set()
        assert told(text, {"a token": day.tokens}) == set()


def test_entries_tell_codes_apart_and_name_nobody(day: Day) -> None:
    """The pseudonym and the phone's key are in the evidence alone, which is erased."""
    entries, receipts = (b"".join(all_raw(day, it)) for it in ("entries", "receipts"))
    found = [words(signed) for it in ("entries", "receipts") for signed in all_raw(day, it)]
    assert any(b"meals:lunch" in one for one in found)
    assert not any(NAMES.search(one) for one in found)
    assert told(entries, day.kim.secrets) == {"cti", "limit tag"}
    assert told(entries, day.lee.secrets) <= {"cti", "limit tag"}
    assert told(receipts, day.kim.secrets) == set()


def test_a_ticket_names_nobody_in_words_or_in_its_code(day: Day) -> None:
    assert len(day.tickets) == 2
    for ticket in day.tickets:
        (found,) = decode(np.asarray(render(ticket).convert("L")))
        signed = from_text(found.text)
        assert told(ticket, day.kim.secrets) == set()
        assert told(signed, day.kim.secrets) == {"cti", "limit tag"}
        assert b"meals:lunch" in words(signed)
        assert not NAMES.search(words(signed))


def test_every_file_that_a_kiosk_leaves_is_described(day: Day) -> None:
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    found = {path.name for path in day.state.rglob("*") if path.is_file()}
    assert {"ledger.db", "kiosk.jsonl", "bundle.cose"} <= found
    assert {name for name in found if f"`{name}`" not in page} == set()


def test_the_node_keeps_of_a_kiosk_nothing_about_people(day: Day) -> None:
    beats = rows(day.node / "node.db", "SELECT * FROM heartbeat")
    assert beats
    text = json.dumps(beats).encode()
    assert not NAMES.search(text)
    assert told(text, day.kim.secrets) == set()


def test_the_node_keeps_hashes_of_what_people_carry_to_prove_themselves(day: Day) -> None:
    kept = b"".join(path.read_bytes() for path in day.node.glob("node.db*"))
    assert told(kept, day.kim.secrets) >= {"cti", "pseudonym"}
    assert told(kept, {"a token": day.tokens}) == set()


def test_a_desks_call_is_logged_without_the_cards_number(day: Day) -> None:
    assert b"/v1/cards/{number}/revoke" in day.spoken
    assert CARD_NUMBER.encode() not in day.spoken
