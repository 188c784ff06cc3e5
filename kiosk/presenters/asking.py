"""What services ask for beside choices: digits, a count, a badge; and what they tell. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.presenters.showing import Showing, card_screen, showing
from kiosk.services.base import (
    Account,
    Approval,
    Count,
    Digits,
    Fact,
    Movement,
    OtherCode,
    Tell,
)
from kiosk.speech.words import Words
from kiosk.visit import Shop, Visit, next_ask, ready
from protocol.entry import EntryKind
from schemes.money import Coins
from ui.contract import (
    BalanceLine,
    CardScreen,
    CountScreen,
    Frame,
    KeypadScreen,
    Lead,
    TellScreen,
)
from ui.contract import Movement as Moved
from ui.pages import Listed, PerPage

AskT = TypeVar("AskT", Digits, Count, Approval, OtherCode, Tell)


@dataclass(frozen=True)
class AskPages:
    """Makes these pages in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def keying(self, visit: Visit, now: datetime) -> KeypadScreen:
        """Return the keypad: a place for each digit of a plate, or one for an amount."""
        asked = self._asked(visit, Digits)
        frame = self._frame(visit, now, asked.title, asked.step)
        lead = Lead(self.words("keypad.next"), enabled=ready(self.shop, visit), onward=True)
        screen = KeypadScreen(
            frame=leading(frame, frame.step, lead),
            message=self._for_whom(visit) or self.words.of_data(asked.message),
            cells=(),
            groups=(),
            labels=(),
            hint="",
            erase=self.words("keypad.erase"),
            entered="",
            plain=True,
        )
        return (
            self._plate(screen, visit, asked) if asked.exact else self._amount(screen, visit, asked)
        )

    def _for_whom(self, visit: Visit) -> str:
        """Return whose code was read for it: else nothing would say that it was."""
        return "" if visit.other is None else self.words("confirm.to-whom", tail=visit.other.tail)

    def _plate(self, screen: KeypadScreen, visit: Visit, asked: Digits) -> KeypadScreen:
        count, of = len(visit.typed), asked.places
        entered = {0: "keypad.entered-none", of: "keypad.entered-all"}
        return replace(
            screen,
            cells=(*visit.typed, *("",) * (of - count)),
            groups=(of,),
            entered=self.words(entered.get(count, "keypad.entered-some"), count=count, of=of),
            picture=asked.picture or "scene-plate",
        )

    def _amount(self, screen: KeypadScreen, visit: Visit, asked: Digits) -> KeypadScreen:
        """Return what was typed as it is read; the most that is taken is told at once."""
        unit = self.words.of_data(asked.unit)
        typed = self.words("amount.coins", count=int(visit.typed or 0), unit=unit)
        most = "" if asked.most is None else self.words("amount.coins", count=asked.most, unit=unit)
        return replace(
            screen,
            amount=typed,
            begun=bool(visit.typed),
            entered=typed if visit.typed else self.words("keypad.entered-none"),
            hint=self.words("keypad.most", most=most) if most else "",
            picture=asked.picture or "scene-amount",
        )

    def counting(self, visit: Visit, now: datetime) -> CountScreen:
        """Return how many the machine has counted, and how it is ended."""
        asked = self._asked(visit, Count)
        frame = self._frame(visit, now, asked.title, asked.step)
        items = visit.count.items if visit.count else 0
        return CountScreen(
            leading(frame, frame.step, self.frames.lead("count.done")),
            asked.picture or "scene-bottles",
            self.words.of_data(asked.message),
            self.words("count.label"),
            self.reader.number(items, asked.unit),
            self.words("count.hint"),
        )

    def approving(self, visit: Visit, now: datetime) -> CardScreen:
        """Return the page that asks staff for a badge."""
        asked = self._asked(visit, Approval)
        title, message = self.words.of_data(asked.title), self.words.of_data(asked.message)
        if asked.won is not None:
            title = title.replace("{won}", self.reader.won(asked.won))
        usual = Showing(title, "scene-badge", message, self.words("card.hint"))
        shown = showing(self.words, visit, usual)
        frame = self.frames.frame(visit, now, shown.title)
        step = self.frames.step(self.shop, visit, self.words.of_data(asked.step))
        return card_screen(leading(frame, step), shown)

    def receiving(self, visit: Visit, now: datetime) -> CardScreen:
        """Return the page that asks for the code of whom something is for."""
        asked = self._asked(visit, OtherCode)
        usual = Showing(
            self.words.of_data(asked.title),
            "scene-receiver",
            self.words.of_data(asked.message),
            self._who_sends(visit),
        )
        shown = showing(self.words, visit, usual)
        frame = self._frame(visit, now, asked.title, asked.step)
        return card_screen(replace(frame, title=shown.title), shown)

    def _who_sends(self, visit: Visit) -> str:
        """Two people stand there: whose code came first sends, else that is shown later."""
        if visit.code is None:
            return self.words("code.hint-receiver")
        return self.words("code.sender-known", tail=visit.code.tail)

    def told(self, visit: Visit, now: datetime) -> TellScreen:
        """Return a balance and what it is made of, or one page of what has moved it."""
        found = _account(visit.facts[self._asked(visit, Tell).facts])
        size = self.per_page(visit.setting, Listed.MOVES)
        pages = 1 + -(-len(found.moves) // size)
        page = min(visit.page, pages)
        title = self.words("tell.title" if page == 1 else "tell.title-moves")
        frame = leading(self.frames.frame(visit, now, title), lead=self.frames.lead("thanks.done"))
        moves = found.moves[(page - 2) * size : (page - 1) * size] if page > 1 else ()
        return TellScreen(
            frame,
            self.words(_label(found)) if page == 1 else "",
            self.reader.coins(found.balance) if page == 1 else "",
            self._purses(found) if page == 1 else (),
            tuple(self._move(one, now) for one in moves),
            self.words("tell.none") if not found.moves else "",
            page,
            pages,
            self.words("page.previous"),
            self.words("page.next"),
        )

    def _purses(self, found: Account) -> tuple[BalanceLine, ...]:
        """Several purses by name; what can be spent here where that is less than all."""
        purses = tuple(
            BalanceLine(self.words.of_data(name), self.reader.coins(coins))
            for name, coins in found.purses
        )
        lines = purses if len(purses) > 1 else ()
        if found.spendable == found.balance:
            return lines
        here = BalanceLine(self.words("tell.here"), self.reader.coins(found.spendable), strong=True)
        return (*lines, here)

    def _move(self, one: Movement, now: datetime) -> Moved:
        came = one.coins > Coins(0)
        amount = self.reader.came(one.coins) if came else self.reader.used(Coins(0) - one.coins)
        at = datetime.fromtimestamp(one.time_s, tz=now.tzinfo)
        what = self.words.of_data(one.name) if one.name else self.words(_kind(one.kind, self.words))
        plain = amount.lstrip("+\N{MINUS SIGN}")
        said = self.words("tell.came" if came else "tell.went", amount=plain)
        return Moved(self.reader.day(at), what, amount, came, said)

    def _asked(self, visit: Visit, kind: type[AskT]) -> AskT:
        """Return what is asked here; the visit's table comes here with nothing else."""
        asked = next_ask(self.shop, visit)
        if isinstance(asked, kind):
            return asked
        raise AssertionError(f"{visit.place} asks for {asked}")

    def _frame(self, visit: Visit, now: datetime, title: str, step: str) -> Frame:
        frame = self.frames.frame(visit, now, self.words.of_data(title))
        return leading(frame, self.frames.step(self.shop, visit, self.words.of_data(step)))


def _account(fact: Fact) -> Account:
    if isinstance(fact, Account):
        return fact
    raise AssertionError(f"{fact} can't be told")


def _label(found: Account) -> str:
    return "tell.label-all" if len(found.purses) > 1 else "tell.label"


def _kind(kind: str, words: Words) -> str:
    """Return the key of what a movement is called that nobody named."""
    known = kind in set(EntryKind) and f"tell.kind.{kind}" in words
    return f"tell.kind.{kind}" if known else "tell.kind.other"
