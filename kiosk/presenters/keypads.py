"""Screens with a keypad: a PIN, a new PIN, a date and a time. Pure.

No digit of a PIN leaves here: a screen learns how many were typed.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.events import READERS_LOST
from kiosk.payment import PinState
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.showing import Showing, card_screen, showing
from kiosk.speech.words import Words
from kiosk.visit import Place, Shop, Visit
from kiosk.visit.keypad import full, groups, pin_code
from protocol.credential import CredentialKind
from ui.contract import HIDDEN, CardScreen, KeypadScreen, Lead


@dataclass(frozen=True)
class Keypads:
    """Makes the keypad screens of one language."""

    shop: Shop
    frames: FrameMaker
    words: Words

    def pin(self, visit: Visit, now: datetime) -> KeypadScreen:
        """Return the screen that asks for the PIN of a card, or of a badge."""
        by_badge = visit.staff is not None or visit.handover is not None
        badge = "-badge" if by_badge else ""
        hint = self.words(f"pin.hint{badge or self._carer(visit)}")
        screen = self._screen(visit, now, f"pin.title{badge}", "pin.next")
        screen = replace(screen, message=self.words(f"pin.message{badge}"), hint=hint)
        if visit.service and not by_badge:
            step = self.frames.step(self.shop, visit, self.words("pin.step"))
            screen = replace(screen, frame=replace(screen.frame, step=step))
        return self._after_wrong(screen, visit.tries_left)

    def carer(self, visit: Visit, now: datetime) -> CardScreen:
        """Return the screen that asks for a carer's code, and why not for the PIN."""
        blocked = visit.code is not None and visit.code.pin is PinState.BLOCKED
        why = self.words(f"carer.hint-{'blocked' if blocked else 'not-set'}")  # in large type too
        usual = Showing(self.words("carer.title"), "scene-carer", self.words("card.hint"), why)
        shown = showing(self.words, visit, usual)
        frame = self.frames.frame(visit, now, shown.title)
        if visit.service:
            step = self.frames.step(self.shop, visit, self.words("step.code"))
            frame = leading(frame, step)
        return replace(card_screen(frame, shown), of_cards=False)

    def new_pin(self, visit: Visit, now: datetime) -> KeypadScreen:
        """Return the screen for a new PIN, or for the same once more."""
        again = visit.place is Place.STAFF_NEW_PIN_AGAIN
        title = "pin.title-new-again" if again else "pin.title-new"
        screen = self._screen(visit, now, title, "pin.next")
        if not again and visit.staff is not None and visit.staff.said:
            return replace(screen, message=self.words("pin.differ"), picture="scene-pin-wrong")
        badge = self._sets_badge(visit)
        message = self.words("pin.message-new-badge" if badge else "pin.message-new")
        return replace(screen, message=message, picture="scene-badge" if badge else "scene-pin")

    def clock(self, visit: Visit, now: datetime) -> KeypadScreen:
        """Return the screen for date and time; these digits may be read by anybody."""
        screen = self._screen(visit, now, "set-clock.title", "set-clock.set")
        empty = ("",) * (len(screen.cells) - len(visit.typed))
        return replace(
            screen,
            message=self.words("set-clock.message"),
            hint=self.words("set-clock.hint"),
            cells=(*visit.typed, *empty),
            labels=tuple(self.words("set-clock.labels").split()),
            picture="scene-clock-set",
        )

    def _screen(self, visit: Visit, now: datetime, title: str, lead: str) -> KeypadScreen:
        frame = self.frames.frame(visit, now, self.words(title))
        count, of = len(visit.typed), sum(groups(visit))
        entered = {0: "keypad.entered-none", of: "keypad.entered-all"}
        return KeypadScreen(
            frame=leading(frame, lead=Lead(self.words(lead), enabled=full(visit), onward=True)),
            message="",
            cells=(HIDDEN,) * count + ("",) * (of - count),
            groups=groups(visit),
            labels=(),
            hint="",
            erase=self.words("keypad.erase"),
            entered=self.words(entered.get(count, "keypad.entered-some"), count=count, of=of),
            picture="scene-pin",
        )

    def _after_wrong(self, screen: KeypadScreen, left: int | None) -> KeypadScreen:
        """Tell how many tries are left; the hint stays, for it tells the way out."""
        if left is None:
            return screen
        message = self.words("pin.wrong" if left > 1 else "pin.wrong-last", left=left)
        return replace(screen, message=message, picture="scene-pin-wrong")

    def _carer(self, visit: Visit) -> str:
        """A carer's code is no way out while nothing reads it."""
        if visit.readers_problem == READERS_LOST:
            return ""
        return "-carer" if visit.code is not None and visit.code.carers else ""

    def _sets_badge(self, visit: Visit) -> bool:
        code = pin_code(visit)
        return code is not None and code.kind is CredentialKind.STAFF
