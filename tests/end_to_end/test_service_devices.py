"""A running kiosk and the devices of services: what a power cut left is settled, off its screen."""

import json
import threading
from contextlib import closing
from pathlib import Path

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.simulator import CardTerminalSimulator
from kiosk.desks.tender_book import TenderBook
from tests.end_to_end.running import Place
from tests.kiosk.tenders import ready

CHARGED = b"tender--" + (1).to_bytes(8)
LANES = {"gate", "partner", "tender", "returns", "offers"}


def test_a_charge_without_a_sale_is_given_back_after_a_restart(
    place: Place, tmp_path: Path
) -> None:
    link, state = tmp_path / "tty", place.profile.with_suffix("")
    with CardTerminalSimulator(link, tmp_path / "book") as simulator:
        with closing(ready(link)) as terminal:
            terminal.approve(CHARGED, 500)
        line = {"what": "open", "id": CHARGED.hex(), "sale": bytes(16).hex(), "won": 500}
        (state / "tenders.jsonl").write_text(json.dumps(line) + "\n")
        with place.profile.open("a") as profile:
            profile.write(f'[card_terminal]\npath = "{link}"\n')
        with place.kiosk() as kiosk:
            names = {thread.name: thread for thread in threading.enumerate()}
            assert set(names) >= LANES
            assert threading.main_thread() not in {names[name] for name in LANES}
            kiosk.until(lambda: kiosk.app.backroom.devices.get("card-payments") == "found")
            entry = simulator.book.get(CHARGED)
            assert entry is not None
            assert entry.state is EntryState.CANCELLED
        assert TenderBook(state).open == ()
        assert not {thread.name for thread in threading.enumerate()} & LANES
