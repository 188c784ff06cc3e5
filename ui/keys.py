"""What the keys of a tactile keypad do. Qt sees such a keypad as a keyboard.

This is the one place that names keys; ``docs/keypad.md`` tells a technician how to set a keypad up
for them. Digits, letters and the space are no keys of ours: a scanner that types what it reads must
press nothing. It ends with Enter, which is OK only where nothing was typed just before.
"""

from typing import Final

from PySide6.QtCore import Qt

OK: Final = "ok"
TYPED: Final = "typed"  # a key that is text, or ends one
TYPED_S: Final = 0.5
"""How long after text Enter is still its end. Scanners type a character within 50 ms; the rest is
for a screen that was being drawn meanwhile. No keypad of ours types text."""

_KEYS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Return: OK,
    Qt.Key.Key_Enter: OK,
    Qt.Key.Key_Select: OK,
    Qt.Key.Key_Escape: "back",
    Qt.Key.Key_Back: "back",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_F1: "replay",
    Qt.Key.Key_F2: "call-staff",
    Qt.Key.Key_F3: "aid:voice",
}


def meaning(key: int) -> str:
    """Return what ``key`` (a ``Qt.Key``) does, or nothing: a way to go, ``OK``, or a button's name.

    A button's name is its action and argument as ``ui.focus.name_of`` puts them together; the key
    presses that button where it is on the screen and can be pressed.
    """
    return next((means for each, means in _KEYS.items() if each.value == key), "")


class Keyboard:
    """Tells keys that a person presses from text that a scanner types."""

    def __init__(self) -> None:
        self._typed_s = float("-inf")

    def down(self, key: int, text: str, now_s: float) -> str:
        """Return what a key does that went down at ``now_s``: as ``meaning``, or ``TYPED``."""
        means = meaning(key)
        if means == "" and text and text.isprintable():
            self._typed_s = now_s
            return TYPED
        return TYPED if means == OK and now_s - self._typed_s < TYPED_S else means
