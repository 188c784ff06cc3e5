"""What the keys of a tactile keypad do. Qt sees such a keypad as a keyboard.

This is the one place that names keys; ``docs/keypad.md`` tells a technician how to set a keypad up
for them. Digits are no keys of ours: a scanner that types what it reads must press nothing.
"""

from typing import Final

from PySide6.QtCore import Qt

OK: Final = "ok"

_KEYS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Return: OK,
    Qt.Key.Key_Enter: OK,
    Qt.Key.Key_Select: OK,
    Qt.Key.Key_Space: OK,
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
