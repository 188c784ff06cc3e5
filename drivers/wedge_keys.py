"""Codes out of the keys that a scanner types: pure, apart from the device they come from.

Such a scanner is a keyboard to the machine: it presses Shift and letters, and Enter behind a code.
What the keys mean is read off the US layout here, whatever layout or Hangul input method the
desktop has; the scanner has to be set to that layout. Whole codes come out or nothing: one key that
no code has, one that was lost, or a pause as long as people make, and all of that code is dropped.

Its rest ends as a whole code does. So what is typed behind a pause in the middle, or behind keys
that were lost, is a code only if it begins as an awaited one does, up to the next end, or until no
key came for `REST_S`.

Key codes: the kernel's linux/input-event-codes.h.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Final

from drivers.input_events import KeyPress

MAX_CHARS: Final = 2048  # as for serial scanners; our longest code has about 500
MAX_GAP_S: Final = 0.1  # scanners take 2 to 50 ms from key to key; people longer, at some key of a
# code's 260
REST_S: Final = 1.0  # a code's rest comes within that; the next one's hand does not

KEY_TAB: Final = 15
KEY_ENTER: Final = 28
KEY_LEFTCTRL: Final = 29
KEY_LEFTSHIFT: Final = 42
KEY_RIGHTSHIFT: Final = 54
KEY_LEFTALT: Final = 56
KEY_CAPSLOCK: Final = 58
KEY_NUMLOCK: Final = 69
KEY_KPENTER: Final = 96
KEY_HANGEUL: Final = 122
KEY_HANJA: Final = 123

_SHIFTS: Final = frozenset({KEY_LEFTSHIFT, KEY_RIGHTSHIFT})
_SPOILERS: Final = frozenset({KEY_LEFTCTRL, 97, KEY_LEFTALT, 100, 125, 126})  # Ctrl, Alt, Meta
_MODIFIERS: Final = _SHIFTS | _SPOILERS
_ENDS: Final = frozenset({KEY_ENTER, KEY_KPENTER, KEY_TAB})
_MEANS_NOTHING: Final = frozenset({KEY_NUMLOCK, KEY_HANGEUL, KEY_HANJA})  # the layout is ours

_SILENT_KEYS: Final = (
    8  # that may go up and down between two characters: Shift, Caps Lock, and back
)


def _row(first: int, plain: str, shifted: str) -> dict[int, tuple[str, str]]:
    return dict(enumerate(zip(plain, shifted, strict=True), start=first))


# Each key's character without and with Shift.
US_LAYOUT: Final = {
    **_row(2, "1234567890-=", "!@#$%^&*()_+"),
    **_row(16, "qwertyuiop[]", "QWERTYUIOP{}"),
    **_row(30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    **_row(43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    **_row(57, " ", " "),
}
KEYPAD: Final = {
    **_row(55, "*", "*"),
    **_row(71, "789-456+1230.", "789-456+1230."),
    **_row(98, "/", "/"),
}
_CHARACTERS: Final = US_LAYOUT | KEYPAD
WHAT_A_SCANNER_HAS: Final = frozenset(US_LAYOUT) | {KEY_ENTER, KEY_LEFTSHIFT}


class WedgeFramer:
    """Puts presses together to codes; `dropped_keys` counts what was none.

    `is_awaited` knows a code of the form awaited here by its beginning, also behind a break.
    """

    def __init__(
        self,
        max_chars: int = MAX_CHARS,
        max_gap_s: float = MAX_GAP_S,
        is_awaited: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._max_chars = max_chars
        self._max_gap_s = max_gap_s
        self._is_awaited = is_awaited
        self._may_be_rest = False
        self._after_loss = False
        self._text: list[str] = []
        self._spoiled = False
        self._held: set[int] = set()
        self._caps = False
        self._last_s = 0.0
        self._dropped_keys = 0
        self._silent_keys = 0
        self._idle_keys = 0

    @property
    def idle_keys(self) -> int:
        """How many moves of keys no code is typed by: Shift again and again, an end of nothing."""
        return self._idle_keys

    @property
    def dropped_keys(self) -> int:
        """How many keys were noise, too many, typed by a person, or half a code."""
        return self._dropped_keys

    def begin(self, held: AbstractSet[int] = frozenset(), *, caps: bool = False) -> None:
        """Begin anew, at a device just opened: these keys are `held`, Caps Lock is as it is."""
        self._drop_half()
        self._may_be_rest = self._after_loss = False
        self._held = set(held)
        self._caps = caps

    def keys_lost(self, held: AbstractSet[int] = frozenset(), *, caps: bool = False) -> None:
        """Go on behind keys that were lost, perhaps in the middle of a code; as `begin`."""
        self.begin(held, caps=caps)
        self._may_be_rest = self._after_loss = True

    def press(self, key: KeyPress) -> str | None:
        """Take one press or release; returns the code that it has completed, if any."""
        if key.code in _MODIFIERS:
            (self._held.add if key.down else self._held.discard)(key.code)
        elif key.down and key.code == KEY_CAPSLOCK:
            self._caps = not self._caps
        elif key.down and key.code not in _MEANS_NOTHING:
            self._silent_keys = 0
            return self._type(key)
        self._silent_keys += 1
        self._idle_keys += self._silent_keys > _SILENT_KEYS
        return None

    def _drop_half(self) -> None:
        self._dropped_keys += len(self._text)
        self._text.clear()
        self._spoiled = False

    def _type(self, key: KeyPress) -> str | None:
        if not self._after_loss:  # how long that took, nobody knows
            self._mind_pause(abs(key.at_s - self._last_s))
        self._after_loss = False
        self._last_s = key.at_s
        if key.code in _ENDS and not self._held & _SPOILERS:
            return self._finish()
        self._add(self._character(key.code))
        return None

    def _mind_pause(self, pause_s: float) -> None:
        if pause_s <= self._max_gap_s:
            return
        if pause_s > REST_S:
            self._may_be_rest = False
        elif self._text or self._spoiled:
            self._may_be_rest = True
        self._drop_half()

    def _character(self, code: int) -> str:
        """Return what the key types now; "" for one that no code has."""
        if self._held & _SPOILERS or code not in _CHARACTERS:
            return ""
        plain, shifted = _CHARACTERS[code]
        shift = bool(self._held & _SHIFTS) is not (self._caps and plain.isalpha())
        return shifted if shift else plain

    def _add(self, character: str) -> None:
        if character and not self._spoiled and len(self._text) < self._max_chars:
            self._text.append(character)
            return
        self._drop_half()
        self._spoiled = True
        self._dropped_keys += 1

    def _finish(self) -> str | None:
        code = "".join(self._text)
        may_be_rest, self._may_be_rest = self._may_be_rest, False
        if may_be_rest and not self._is_awaited(code):
            self._drop_half()
            return None
        self._text.clear()
        self._idle_keys += not (code or self._spoiled)
        self._spoiled = False
        return code or None
