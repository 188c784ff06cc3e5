"""A running kiosk lets old evidence go by itself, also while the node is away."""

import json
import os
import time
from pathlib import Path

from offline_queue.clock import Moment
from offline_queue.file_signer import FileSigner
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.verify import verify
from protocol.entry import ClockState
from tests.end_to_end.running import Place
from tests.offline_queue.making import NODE_KEYS, buy, receipt_for

OLD_S = 200 * 86_400


def sold_long_ago(state: Path) -> None:
    """Two sales of 200 days ago that the node confirmed a minute ago, and one of an hour ago."""
    now_s = int(time.time())
    moments = [Moment(now_s - OLD_S, ClockState.TRUSTED)]
    signer = FileSigner.open(state / "kiosk.key")
    with Ledger.open(state / "ledger.db", signer, lambda: moments[-1], os.urandom) as ledger:
        for number in (1, 2):
            buy(ledger, number)
        moments.append(Moment(now_s - 3600, ClockState.TRUSTED))
        buy(ledger, 3)
        raws = [
            receipt_for(ledger.name, it.seq, it.hash, time_s=now_s - 60)
            for it in ledger.unsent(9, 10**6)
        ]
        ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws])


def evidence(ledger: Path) -> list[int]:
    with LedgerReader.open(ledger) as reader:
        return [it.seq for it in reader.unsent(9, 10**6, again=True) if it.evidence]


def test_a_kiosk_erases_what_is_older_than_the_districts_rules_keep(place: Place) -> None:
    state = place.profile.with_suffix("")
    place.district.stop()
    sold_long_ago(state)
    assert evidence(state / "ledger.db") == [1, 2, 3]
    with place.kiosk() as kiosk:
        kiosk.until(lambda: evidence(state / "ledger.db") == [3])
    lines = map(json.loads, (state / "kiosk.jsonl").read_text("utf-8").splitlines())
    (told,) = [line for line in lines if line["event"] == "evidence-erased"]
    assert (told["entries"], told["pieces"]) == (3, 2)
    assert verify(state / "ledger.db").problems == ()
