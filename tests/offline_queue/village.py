"""A kiosk in virtual time, for days and years: its machine's clocks, staff, a node, true time."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from offline_queue.clock import KioskClock, Moment, card_day_start
from offline_queue.ledger import Ledger, Recorded
from protocol import credential, presentation
from protocol.entry import ClockState
from protocol.errors import TooEarly, TooOld
from protocol.presentation import Presentation
from protocol.resident_code import check
from tests.offline_queue.making import KIOSK, Dice, code
from tests.offline_queue.trusting import BADGE, CARD, buy_by_card, clock_entry, cti
from tests.protocol import samples

HOUR_S = 3600
DAY_S = 24 * HOUR_S
UTC_OFFSET_S = 9 * HOUR_S
CARD_DAY_COINS = 20
SLACK_S = 300
ENROLLED_S = 1_790_000_000


def day_start(time_s: int) -> int:
    """When the day began where the village is."""
    return time_s - (time_s + UTC_OFFSET_S) % DAY_S


@dataclass
class Village:
    """``ahead_s``: by how much the machine's own clock is ahead of true time."""

    path: Path
    true_s: int = ENROLLED_S
    ahead_s: int = 0
    rising_s: float = 0.0
    number: int = 1000
    entries: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    @property
    def own_s(self) -> int:
        return self.true_s + self.ahead_s

    def start(self) -> None:
        """Switch on; the clock that only measures begins somewhere else each time."""
        self.rising_s += 12_345.0
        self.clock = KioskClock(lambda: self.own_s * 1000, ENROLLED_S, lambda: self.rising_s)
        self.ledger = Ledger.open(self.path, KIOSK, self.clock, Dice(len(self.entries)))
        self.clock.raise_floor(self.ledger.floor_s())

    def stop(self) -> None:
        self.ledger.close()

    def restart(self) -> None:
        self.stop()
        self.start()

    def restart_with_dead_battery(self) -> None:
        self.stop()
        self.ahead_s = -self.true_s
        self.start()

    def wait(self, seconds: int) -> None:
        self.true_s += seconds
        self.rising_s += seconds

    def node_answers(self) -> None:
        """A signed answer with the node's time."""
        self.clock.raise_floor(self.true_s)
        self.ledger.store_receipts((), self.true_s)

    def staff_sets(self, time_s: int) -> Recorded:
        self.clock.set_by_staff(time_s)
        return self.write()

    def write(self) -> Recorded:
        """Write an entry that needs nothing but a time."""
        self.number += 1
        return self._told(self.ledger.append(clock_entry(self.number), (code(BADGE)[2],)))

    def card_buys(self, coins: int = 4) -> bool:
        """Whether the card could buy for so much, by its limit for a day."""
        moment, known_s = self.clock(), self.ledger.last_trusted_s()
        from_s = card_day_start(moment, known_s, day_start)
        if self.ledger.spent_since(cti(CARD), from_s) + coins > CARD_DAY_COINS:
            return False
        self.number += 1
        self._told(buy_by_card(self.ledger, self.number, coins=coins))
        return True

    def scan(self, made_s: int | None = None) -> str:
        """What becomes of a phone's code made now by a phone whose clock is right."""
        moment = self.clock()
        issued = self.true_s if made_s is None else made_s
        ours = replace(samples.CREDENTIAL, issued=issued - DAY_S, expires=issued + DAY_S)
        made = Presentation(samples.SCHEME, issued, b"\x00\x00\x00\x01")
        shown = presentation.present(samples.PHONE, credential.issue(samples.ISSUER, ours), made)
        slack_s = SLACK_S if moment.state is ClockState.STAFF_SET else 0
        try:
            check(shown, samples.ISSUERS, samples.SCHEME, moment.time_s, slack_s=slack_s)
        except (TooEarly, TooOld) as exc:
            return exc.reason
        return "good"

    def at(self) -> Moment:
        return self.clock()

    def _told(self, it: Recorded) -> Recorded:
        """No entry is before the one before it."""
        assert not self.entries or it.entry.time >= self.entries[-1].entry.time
        self.entries.append(it)
        return it
