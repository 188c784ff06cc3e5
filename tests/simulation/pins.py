"""The key for PINs, which counts each comparison that is made with it: the ground for 14."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.desks.books import Books
from kiosk.desks.pin_desk import PinDesk
from kiosk.events import Event
from kiosk.payment import CheckedCode
from offline_queue.key_store import PinKey
from protocol.credential import CTI_BYTES


@dataclass
class CountingKey:
    """A machine's key. ``compared`` hears whose PIN is being compared, before it is."""

    key: PinKey
    compared: Callable[[bytes], None]
    setting: bool = field(default=False, init=False)

    def mac(self, data: bytes) -> bytes:
        """See `kiosk.desks.pin_desk.PinKey`."""
        if not self.setting:
            self.compared(data[:CTI_BYTES])
        return self.key.mac(data)


class CountedPins(PinDesk):
    """The real desk; a PIN that is set is not one that is compared."""

    def __init__(self, books: Books, key: CountingKey) -> None:
        super().__init__(books, key)
        self._counting: Final = key

    def set(self, number: int, code: CheckedCode, badge: CheckedCode, pin: str) -> Event:
        """See `PinDesk.set`."""
        self._counting.setting = True
        try:
            return super().set(number, code, badge, pin)
        finally:
            self._counting.setting = False
