"""What stops a kiosk, by its named reason: a code to read out on the phone, and what to do first.

The code stands small on the out-of-order screen; `kiosk doctor` and docs/technician.md know it too.
A code is never given to another reason. L: the ledger and what it lies on. K: the key. N: the node.
S: how the machine is set up. P: the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.node.retirement import RETIRED
from offline_queue.database import mapped
from offline_queue.errors import EnvironmentFault, LedgerError

SETUP: Final = "setup"
PRINTER_ADDRESS: Final = "printer-address"


@dataclass(frozen=True)
class Trouble:
    """``code``: what is read out. ``found``: what is wrong. ``advice``: what to do about it."""

    code: str
    found: str
    advice: str


_RECOVER: Final = "stop the kiosk and run 'kiosk ledger recover --profile FILE'; delete nothing"

TROUBLES: Final[Mapping[str, Trouble]] = {
    "disk-full": Trouble(
        "L1",
        "there is no room for another entry",
        "make room on the disk of the state folder; the kiosk goes on by itself",
    ),
    "disk-failing": Trouble(
        "L2",
        "the medium refuses to read or write",
        "copy the state folder to another medium as it is, put that in, then run"
        " 'kiosk ledger verify' on the ledger",
    ),
    "read-only": Trouble(
        "L3",
        "the medium or the state folder may not be written",
        "mount the state folder so that the kiosk's account may write to it; a medium that made"
        " itself read-only is failing",
    ),
    "locked": Trouble(
        "L4",
        "another program holds the ledger",
        "close whatever works on the ledger; the kiosk goes on by itself",
    ),
    "cannot-open": Trouble(
        "L5",
        "the ledger or its folder can't be opened",
        "bring the state folder back to its place, owned by the kiosk's account; nothing else may"
        " stand where the ledger belongs",
    ),
    "corrupt": Trouble("L6", "the ledger's file is damaged", _RECOVER),
    "not-a-ledger": Trouble(
        "L7",
        "what lies in the ledger's place is something else",
        "move it away and bring the ledger back; if there is none, " + _RECOVER,
    ),
    "newer-schema": Trouble(
        "L8",
        "the ledger was written by a newer program",
        "install that program again; nothing was changed",
    ),
    "other-key": Trouble(
        "L9",
        "the ledger was begun with another key than this machine's",
        "bring back the key that belongs to the ledger, or the ledger that belongs to the key",
    ),
    "outcome-unknown": Trouble(
        "L10",
        "nobody could say whether the last entry was written: the medium failed twice",
        "see to the disk; the kiosk finds out by itself when it can read again",
    ),
    "ledger": Trouble(
        "L11",
        "the ledger gave no answer in time",
        "see to the disk: it is slow, worn out or busy; the kiosk goes on by itself",
    ),
    "fork": Trouble(
        "L12",
        "this key has signed two different entries for one place: somewhere there is a copy",
        "call the district before anything else: the proof is kept in the state folder",
    ),
    "ledger-gone": Trouble("L13", "a ledger was here and is gone", _RECOVER),
    "copy-ahead": Trouble(
        "L14", "the second medium holds entries that the ledger lacks and can't be read", _RECOVER
    ),
    "half-recovered": Trouble(
        "L15",
        "its recovery was interrupted",
        "run 'kiosk ledger recover --profile FILE' again, to its end",
    ),
    "ledger-behind": Trouble(
        "L16",
        "the node or the second medium has entries that the ledger lacks: it is an older copy",
        "wait a minute: the kiosk brings them back by itself; if it does not, " + _RECOVER,
    ),
    "power": Trouble(
        "L17",
        "the mains are gone: the ledger was closed before the battery is empty",
        "see to the power; the kiosk goes on by itself",
    ),
    "key-file": Trouble(
        "K1",
        "this machine's key is missing, open to others, or no key",
        "bring the key file back with mode 600, or run 'kiosk enrol' with a code from the desk",
    ),
    "bad-node-url": Trouble(
        "N1", "the node's address can't be used", "correct [node] url in the machine's profile"
    ),
    RETIRED: Trouble(
        "N2",
        "the district has retired this kiosk: it sells no more, and still sends what it has",
        "leave it switched on and connected until everything is sent; to use the machine again,"
        " move the state folder aside and run 'kiosk enrol' with a new code from the desk",
    ),
    SETUP: Trouble(
        "S1",
        "this machine is not set up to its end",
        "run 'kiosk doctor' and do what it says, or 'kiosk enrol' with a code from the desk",
    ),
    PRINTER_ADDRESS: Trouble(
        "S2",
        "the printer's address can't be used",
        "correct [printer] address in the machine's profile",
    ),
    "bug": Trouble(
        "P1",
        "the program met something nobody foresaw and starts anew",
        "keep kiosk.jsonl of the state folder and send it to the makers",
    ),
}


def reason_of(error: Exception) -> str:
    """Return the reason of an error that kept a kiosk from starting.

    What the system said below a ConfigError (a full or read-only disk) tells more than that itself.
    """
    if isinstance(error, EnvironmentFault):
        return error.reason
    if not isinstance(error, ConfigError):
        return PRINTER_ADDRESS
    cause = error.__cause__
    if not isinstance(cause, OSError) or isinstance(cause, FileNotFoundError):
        return SETUP
    try:
        with mapped(Path(error.origin)):
            raise cause
    except LedgerError as told:
        return told.reason
