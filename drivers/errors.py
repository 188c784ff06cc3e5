"""What can go wrong with hardware and with files handed to it: one tree.

    DriverError                   the environment's fault, never the resident's and never a bug
    ├── BadAddress                a profile names a device in a way nobody can open
    ├── DeviceLost                a device is absent, was pulled out, or stopped answering
    │   ├── CameraLost
    │   ├── ScannerLost
    │   ├── SpeechLost        synthesiser or sound card failed, or took too long
    │   └── HeadsetLost       the jack that tells of a headset is gone
    ├── PictureUnreadable         a picture file is missing, damaged, or far too large
    ├── SlipUnprintable           a slip's text or code can't be laid out on the paper
    └── PrinterError
        ├── PrinterUnreachable    no connection, or no answer to a status request in time
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


class PictureUnreadable(DriverError):
    """A picture file that can't be read as a picture within the limits."""


class SlipUnprintable(DriverError):
    """A slip whose text, code or font can't be laid out on the paper."""


class PrinterError(DriverError):
    """Any fault of the ticket printer."""


class PrinterUnreachable(PrinterError):
    """No connection, or no answer to a status request in time."""


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
