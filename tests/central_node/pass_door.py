"""Kiosks with turnstiles that sell passes and let in by them, one call at a time."""

from dataclasses import dataclass, field, replace

from central_node.days import day_number
from protocol.entry import PREPAID, Entry, EntryKind, OrderLine, Party, Role, order_hash
from protocol.messages import HoldAnswer, HoldRequest
from protocol.pass_call import PASSES, Coming, PassesAnswer, PassesRequest, VisitRight
from schemes.passes import PassItem
from tests.central_node.world import PURSE, Code, KioskSim, World, held

GYM, POOL = "test-gym", "test-pool"
DAY_S = 24 * 3600


@dataclass
class Door:
    """One kiosk with its turnstile; ``online``: what it writes is sent at once."""

    kiosk: KioskSim
    place: str = GYM
    online: bool = True
    unsent: list[int] = field(default_factory=list)
    told: list[Coming] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.kiosk.world

    @property
    def today(self) -> int:
        return day_number(self.world.node.district.scheme, self.world.now)

    def buy(self, code: Code, visits: int = 3, days: int = 90, coins: int = 1) -> bytes:
        """Sell a pass; the id of the sale."""
        last = self.today + days - 1
        line = OrderLine(f"gym:{PassItem('few', visits, last)}", "Pass", 1, 200 * coins)
        return self.sell(code, line, coins, Coming(b"", self.today, visits, last))

    def sell(self, code: Code, line: OrderLine, coins: int, told: Coming | None) -> bytes:
        """Sell anything; the id of the sale."""
        id_, asked = self.world.id(), order_hash((line,), {PURSE: coins})
        hold = HoldRequest(
            id_, code.evidence, asked, coins, "test-coin", self.world.now, (), self.place
        )
        assert HoldAnswer.from_body(self.kiosk.ask("holds", hold.to_body())).held
        draft = self.kiosk.spend_draft(code, coins, held(), id_)
        self.write(replace(draft, lines=(line,), place=self.place), code)
        if told is not None:
            self.told.append(replace(told, id=id_))
        return id_

    def right(self) -> VisitRight:
        return VisitRight("gym", tuple(self.told))

    def ask(self, code: Code, **changes: object) -> PassesAnswer:
        place, right = self.place, self.right()
        asked = PassesRequest(code.evidence, "test-coin", self.world.now, place, right)
        changed = replace(asked, **changes)  # type: ignore[arg-type] # fields by name
        return PassesAnswer.from_body(self.kiosk.ask(PASSES, changed.to_body()))

    def left(self, code: Code) -> int:
        return sum(one.visits for one in self.ask(code).passes)

    def hold(self, code: Code, id_: bytes, voided: tuple[bytes, ...] = ()) -> HoldAnswer:
        asked = HoldRequest(
            id_, code.evidence, b"o" * 32, 0, "test-coin", self.world.now, voided, self.place
        )
        asked = replace(asked, kind="admit", right=self.right())
        return HoldAnswer.from_body(self.kiosk.ask("holds", asked.to_body()))

    def visit(
        self,
        code: Code,
        id_: bytes | None = None,
        result: str | None = PREPAID,
        *,
        shown: bool = True,
    ) -> bytes:
        """Let in without asking; ``shown``: the code goes along."""
        draft = self.kiosk.draft(EntryKind.ADMIT, id_)
        line = OrderLine("gym:visit", "Visit", 1, 0)
        parties: tuple[Party, ...] = (code.holder,)
        draft = replace(draft, parties=parties, lines=(line,), result=result, place=self.place)
        self.write(draft, code if shown else None)
        if result == PREPAID:
            self.told.append(Coming(draft.id, self.today))
        return draft.id

    def come_in(self, code: Code) -> str | None:
        """Let in as the node has it; the reason why not."""
        id_ = self.world.id()
        answer = self.hold(code, id_)
        if answer.held:
            self.visit(code, id_)
        return answer.reason

    def void(self, id_: bytes) -> None:
        """Say that a hold came to nothing."""
        draft = replace(self.kiosk.draft(EntryKind.VOID, id_), result="left")
        self.write(draft, None)

    def reverse(self, sale: bytes, code: Code, coins: int = 1) -> None:
        draft = self.kiosk.draft(EntryKind.REVERSE)
        party = replace(code.payer, role=Role.PAYEE)
        draft = replace(draft, parties=(party,), amounts={PURSE: coins}, ref=sale)
        self.write(draft, code)
        self.told = [one for one in self.told if one.id != sale]

    def send(self) -> list[str | None]:
        """Send what is unsent; the flags of the entries."""
        flags: list[str | None] = []
        for seq in self.unsent:
            (receipt,) = self.kiosk.send(seq, seq + 1)
            assert not isinstance(receipt, str), receipt
            flags.append(receipt.flag)
        self.unsent.clear()
        return flags

    def write(self, draft: Entry, code: Code | None) -> None:
        """Append an entry; sent at once where the line is there."""
        self.unsent.append(len(self.kiosk.raws))
        self.kiosk.write(draft, () if code is None else (code.evidence,))
        if self.online:
            assert self.send() == [None]


def phone(world: World, resident: str = "rich") -> Code:
    """Another showing."""
    return world.phones[resident].code(world.now)
