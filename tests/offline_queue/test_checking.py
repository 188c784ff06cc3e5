"""What is taken in of earlier ledgers is what this key signed, with the receipt that is its own."""

from pathlib import Path

from offline_queue.checking import check_earlier
from offline_queue.kept import Kept
from protocol.keys import key_ring
from tests.offline_queue.making import KIOSK, NODE_KEYS, open_ledger, sold_earlier


def test_a_receipt_for_another_place_is_left_out_and_the_entry_is_sent_again(
    tmp_path: Path,
) -> None:
    one, two = sold_earlier(tmp_path / "old.db", 1, 2, confirmed=2)
    assert one.receipt is not None
    assert two.receipt is not None
    keys = key_ring(KIOSK.public_key)
    wrong = check_earlier(Kept(one.it.raw, (), two.receipt.raw), keys, NODE_KEYS)
    right = check_earlier(Kept(one.it.raw, (), one.receipt.raw), keys, NODE_KEYS)
    assert wrong is not None
    assert wrong.receipt is None
    assert right is not None
    assert right.receipt == one.receipt
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.remember([wrong])
        assert ledger.earlier.unanswered() == 1
