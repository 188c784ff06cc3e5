"""What can go wrong with hardware and with files handed to it: one tree.

    DriverError                   the environment's fault, never the resident's and never a bug
    ├── BadAddress                a profile names a device in a way nobody can open
    ├── DeviceLost                a device is absent, was pulled out, or stopped answering
    │   ├── CameraLost
    │   ├── ScannerLost
    │   ├── SpeechLost        synthesiser or sound card failed, or took too long
    │   ├── HeadsetLost       the jack that tells of a headset is gone
    │   ├── BoardLost         the relay board's port is gone, or it answers nothing
    │   ├── CounterLost       the port of a machine that counts is gone
    │   ├── TerminalLost      the card terminal's port is gone
    │   ├── PowerLineLost     what tells of the mains is gone
    │   └── DeviceBabbles     it talks nonsense: left alone for a while, so that it disturbs nobody
    ├── PictureUnreadable         a picture file is missing, damaged, or far too large
    ├── SlipUnprintable           a slip's text or code can't be laid out on the paper
    ├── GateError
    │   ├── GateFailed            it was not opened, and will not open by itself later
    │   └── GateUnknown           nobody can say whether it opened
    ├── TenderError
    │   ├── TenderFailed          of a new id: nothing was approved, and nothing will be under it
    │   └── TenderUnknown         nobody can say whether it was approved: ask, never guess
    └── PrinterError
        ├── PrinterUnreachable    no connection, or no answer to a status request in time
        │   └── PrinterBabbles    it sends more than it was asked for, without end or sense
        ├── PrintFailed           this slip did not come out and will not come out later
        └── PrintUnknown          nobody can say whether it came out: ask before trying again

Foreign exceptions (OSError, SerialException, cv2.error, ...) are mapped once, where they enter.
"""

from __future__ import annotations

from enum import StrEnum


class DriverError(Exception):
    """Any fault of a device or of its surroundings; `str()` is one plain sentence."""


class BadAddress(DriverError):
    """A device address that no transport understands."""


class DeviceLost(DriverError):
    """A device is absent, was pulled out, or stopped answering; opening it again may help."""


class CameraLost(DeviceLost):
    """The camera or its stream gives no picture."""


class ScannerLost(DeviceLost):
    """The serial scanner's port is gone."""


class SpeechLost(DeviceLost):
    """The synthesiser or the player of sound failed, or took too long."""


class HeadsetLost(DeviceLost):
    """The jack that tells of a headset is gone."""


class BoardLost(DeviceLost):
    """The relay board's port is gone, or the board answers nothing."""


class CounterLost(DeviceLost):
    """The port of a machine that counts is gone."""


class TerminalLost(DeviceLost):
    """The card terminal's port is gone."""


class PowerLineLost(DeviceLost):
    """What tells whether there is mains power is gone."""


class DeviceBabbles(DeviceLost):
    """It talks nonsense: it is named, left alone for a while, and tried again."""


class PictureUnreadable(DriverError):
    """A picture file that can't be read as a picture within the limits."""


class SlipUnprintable(DriverError):
    """A slip whose text, code or font can't be laid out on the paper."""


class GateError(DriverError):
    """Any fault of a gate's relay."""


class GateFailed(GateError):
    """The gate was not opened, and will not open by itself later: it may be tried again."""


class GateUnknown(GateError):
    """Nobody can say whether the gate opened: somebody has to look before trying again."""


class TenderError(DriverError):
    """Any fault of a payment at a card terminal."""


class TenderFailed(TenderError):
    """Of an id never used before: nothing was approved, and nothing will be under it.

    It may be tried again, under a new id.
    """


class TenderUnknown(TenderError):
    """Nobody can say whether it was approved: ask the terminal for it again, never guess."""


class PrinterError(DriverError):
    """Any fault of the ticket printer."""


class PrinterUnreachable(PrinterError):
    """No connection, or no answer to a status request in time."""


class PrinterBabbles(PrinterUnreachable):
    """It talks nonsense: nothing it says is believed, and it is asked anew later."""


class PrinterFault(StrEnum):
    """Why a slip can't be promised, or did not surely come out."""

    COVER_OPEN = "cover-open"
    PAPER_OUT = "paper-out"
    CUTTER = "cutter"
    BROKEN = "broken"
    TOO_HOT = "too-hot"
    OFFLINE = "offline"
    PAPER_UNKNOWN = "paper-unknown"
    DISCONNECTED = "disconnected"
    UNCONFIRMED = "unconfirmed"
    UNANSWERED = "unanswered"  # to a question of a job before: it may hold that job still
    BABBLES = "babbles"


class PrintFailed(PrinterError):
    """The slip did not come out whole and will not come out later: it may be printed again."""

    def __init__(self, reason: PrinterFault) -> None:
        super().__init__(f"the slip was not printed: {reason}")
        self.reason = reason


class PrintUnknown(PrinterError):
    """Nobody can say whether the slip came out, or whether it will: ask before printing again."""

    def __init__(self, reason: PrinterFault) -> None:
        super().__init__(f"it is not known whether the slip was printed: {reason}")
        self.reason = reason
