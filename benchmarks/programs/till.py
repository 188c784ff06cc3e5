"""A kiosk that sells to one customer after another, and watches its own clock meanwhile.

A program, `python -m benchmarks.programs.till`. The application, its window and its devices are the
real ones; the customer touches what is on the screen. On stdout it asks for what stands outside, a
JSON line each: `{"hold": "code"}`, `{"hold": "badge"}`, `{"hold": "nothing"}`, and in the end
`{"done": {...}}` with lists of milliseconds. It ends with 1 when a sale does not go on. Where
digits are asked for, the customer types `--typed`, a number that is one more at each visit.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.app import KioskApp
from kiosk.desks.cashier import Cashier
from kiosk.desks.performer import Desks
from kiosk.events import Event
from kiosk.life.interpreter import keep_for_good, take_turns
from kiosk.payment import Payment
from ui.contract import (
    Action,
    CardScreen,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    StartScreen,
    ThanksScreen,
    WaitScreen,
)
from ui.window import KioskWindow

TIMER_MS = 10
THINK_MS = 300  # the screen has come to rest by then
WARM_UP_MS = 2000  # devices are found, the first screen is drawn
STUCK_MS = 20_000  # a screen that stands longer is no sale any more


class WatchedCashier:
    """The cashier, and when each commit returned (seconds of `perf_counter`)."""

    def __init__(self, cashier: Cashier) -> None:
        self._cashier = cashier
        self.committed_s: list[float] = []

    def commit(self, payment: Payment) -> Event:
        """Commit as the cashier does."""
        event = self._cashier.commit(payment)
        self.committed_s.append(perf_counter())
        return event

    def __getattr__(self, name: str) -> object:
        return getattr(self._cashier, name)


class Lateness(QObject):
    """How late a timer of the Qt thread is, tick after tick."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._late_ms: list[float] = []
        self._last_s = perf_counter()
        self._timer = QTimer(self, interval=TIMER_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def take(self) -> list[float]:
        """The milliseconds since the last taking."""
        late_ms, self._late_ms = self._late_ms, []
        return late_ms

    def _tick(self) -> None:
        now_s = perf_counter()
        self._late_ms.append(max(0.0, (now_s - self._last_s) * 1000 - TIMER_MS))
        self._last_s = now_s


class Customer(QObject):
    """Buys the first thing on offer, again and again; `leave` hears whether all went well."""

    def __init__(
        self,
        kiosk: KioskApp,
        sales: int,
        typed: int,
        ask: Callable[[str], None],
        leave: Callable[[bool], None],
    ) -> None:
        super().__init__(kiosk)
        self._kiosk, self._left, self._ask, self._leave = kiosk, sales, ask, leave
        self._typed = typed
        self.agreed_s: list[float] = []
        self._patience = QTimer(self, interval=STUCK_MS, singleShot=True)
        self._patience.timeout.connect(lambda: leave(False))
        self._thinking = QTimer(self, interval=THINK_MS, singleShot=True)
        self._thinking.timeout.connect(self._act)

    def start(self) -> None:
        """Step up to the start screen."""
        self._kiosk.bridge.screenChanged.connect(self._turned)
        self._turned()

    def _turned(self) -> None:
        self._patience.start()
        self._thinking.start()

    def _act(self) -> None:
        """Do what the screen asks for."""
        shown = self._kiosk.bridge.shown
        match shown:
            case StartScreen() if self._left == 0:
                self._leave(True)
            case StartScreen():
                self._touch(Action.CHOOSE, shown.services[0].id)
            case ChooseScreen():
                self._touch(Action.CHOOSE, shown.choices[0].id)
            case KeypadScreen():
                self._type(sum(cell != "" for cell in shown.cells))
            case CodeScreen():
                self._ask("code")
            case CardScreen():
                self._ask("badge")
            case ConfirmScreen():
                self._agree()
            case ThanksScreen():
                self._left -= 1
                self._typed += 1
                self._touch(Action.LEAD)
            case WaitScreen():
                pass
            case _:
                self._leave(False)

    def _type(self, done: int) -> None:
        """The next digit, or on when all are there."""
        digits = str(self._typed)
        if done < len(digits):
            self._touch(Action.DIGIT, digits[done])
            self._thinking.start()  # it is the same page, with a digit more
        else:
            self._touch(Action.LEAD)

    def _agree(self) -> None:
        self._ask("nothing")
        self.agreed_s.append(perf_counter())
        self._touch(Action.LEAD)

    def _touch(self, action: Action, argument: str = "") -> None:
        self._kiosk.bridge.acted.emit(action.value, argument)


class Till(QObject):
    """Carries the kiosk through rest and sales, then prints what was seen."""

    def __init__(self, profile: Path, sales: int, typed: int) -> None:
        super().__init__()
        self._cashiers: list[WatchedCashier] = []
        self._kiosk = KioskApp(profile, around=self._watched)
        self._window = KioskWindow(self._kiosk.bridge)
        self._late = Lateness(self)
        self._customer = Customer(
            self._kiosk, sales, typed, lambda what: tell(hold=what), self._leave
        )
        self._idle_late_ms: list[float] = []

    def run(self, idle_ms: int) -> None:
        """Open; after the warm-up watch `idle_ms` of rest, then the sales."""
        self._window.showFullScreen()
        self._kiosk.start()
        keep_for_good()  # as the terminal does
        QTimer.singleShot(WARM_UP_MS, self._late.take)
        QTimer.singleShot(WARM_UP_MS + idle_ms, self._open_the_doors)

    def close(self) -> None:
        """Let go of everything."""
        self._kiosk.close()
        self._window.close_for_good()

    def _watched(self, desks: Desks) -> Desks:
        watched = WatchedCashier(desks.cashier)
        self._cashiers.append(watched)
        return replace(desks, cashier=cast("Cashier", watched))

    def _open_the_doors(self) -> None:
        self._idle_late_ms = self._late.take()
        self._customer.start()

    def _leave(self, well: bool) -> None:
        if not well:
            sys.stderr.write(f"The sale does not go on: {self._kiosk.bridge.shown}\n")
            QGuiApplication.exit(1)
            return
        (cashier,) = self._cashiers
        times = zip(self._customer.agreed_s, cashier.committed_s, strict=True)
        accept_ms = [(committed_s - agreed_s) * 1000 for agreed_s, committed_s in times]
        late = {"sale_late_ms": self._late.take(), "idle_late_ms": self._idle_late_ms}
        tell(done={"accept_ms": accept_ms, **late})
        QGuiApplication.exit(0)


def tell(**message: object) -> None:
    """Write a line for whoever started this program."""
    print(json.dumps(message), flush=True)


def main() -> int:
    """Run the till."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--sales", type=int, required=True)
    parser.add_argument("--typed", type=int, default=0)
    parser.add_argument("--idle-s", type=float, required=True)
    given = parser.parse_args()
    take_turns()  # as the terminal does
    application = QGuiApplication(sys.argv[:1])
    till = Till(given.profile, given.sales, given.typed)
    till.run(round(given.idle_s * 1000))
    code = application.exec()
    till.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
