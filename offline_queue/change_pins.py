"""PINs that go on in a new ledger when a kiosk gets another key, since the key for PINs stays.

Each PIN that counts is set once more, by a `pin` entry that names the old one, with the verifier
that it had; and each try since is counted once more. So a right PIN stays right, a blocked one
blocked, and nobody gets a try more than the protocol gives. PINs of closed credentials end.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from offline_queue.kept import Kept, KeptReader
from offline_queue.ledger import Ledger
from offline_queue.pins import PinResult
from offline_queue.records import Draft, shown_by
from protocol.entry import EntryKind, read_entry
from protocol.keys import key_ring

RUN_ENTRIES: Final = 256
"""What is read at once."""


def carry_pins(old: KeptReader, new: Ledger, new_id: Callable[[], bytes]) -> None:
    """Set the PINs of ``old``, which is whole, in ``new``, which has none. Raises `LedgerError`."""
    for cti, kept in _newest_settings(old).items():
        if kept.verifier is None or old.is_closed(cti):
            continue
        setting = Draft.of(read_entry(kept.raw, key_ring(old.public_key)).entry)
        again = replace(setting, id=new_id(), ref=setting.id)
        new.set_pin(again, kept.verifier, kept.evidence)
        for _ in range(old.pin_tries(cti)):
            new.try_pin(replace(again, id=new_id(), result=PinResult.TRY), kept.evidence)


def _newest_settings(old: KeptReader) -> dict[bytes, Kept]:
    """The entries that set the PINs which count, by cti."""
    keys, found, at = key_ring(old.public_key), dict[bytes, Kept](), 0
    while items := old.entries(at, RUN_ENTRIES):
        for item in items:
            if item.verifier is not None:
                entry = read_entry(item.raw, keys).entry
                found[shown_by(EntryKind.PIN, entry.parties).cti] = item
        at += len(items)
    return found
