"""A ledger with a copy on a second medium, for tests: selling, copying, and taking it away."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from offline_queue.copy_keeper import CopyKeeper, CopyStatus
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.restore import Restored, restore_if_ahead
from offline_queue.second_medium import CopyState, Place
from tests.offline_queue.making import KIOSK, NODE_KEYS, Dice, HandTime, buy, confirm

TABLES = (
    *("ledger", "head", "entries", "evidence", "intents", "receipts", "receipt_keys"),
    *("earlier", "earlier_evidence", "earlier_receipts", "earlier_marks"),
    *("pins", "further_codes", "earlier_further_codes"),
)
ENOUGH_STEPS = 200


@dataclass
class Media:
    """Two folders: the machine's own disk, and a stick that can be pulled."""

    folder: Path
    seed: int = 1

    def __post_init__(self) -> None:
        self.state = self.folder / "state"
        self.stick = self.folder / "stick"
        self.state.mkdir()
        self.stick.mkdir()
        self.primary = self.state / "ledger.db"
        self.copy = self.stick / "copy.db"
        self.place = Place(self.copy, same_disk=True)

    def ledger(self) -> Ledger:
        self.seed += 1
        return Ledger.open(self.primary, KIOSK, HandTime(), Dice(self.seed))

    def sell(self, *numbers: int) -> None:
        with self.ledger() as ledger:
            for number in numbers:
                buy(ledger, number)

    def sell_and_confirm(self, *numbers: int) -> None:
        with self.ledger() as ledger:
            sold = [buy(ledger, number) for number in numbers]
            ledger.store_receipts(confirm(ledger, *sold))

    @contextmanager
    def keeper(self) -> Iterator[CopyKeeper]:
        keeper = CopyKeeper(self.primary, self.place)
        try:
            yield keeper
        finally:
            keeper.close()

    def catch_up(self) -> CopyStatus:
        """Let a fresh keeper work until it rests."""
        with self.keeper() as keeper:
            return rest(keeper)

    def restore(self) -> Restored | CopyState:
        with KeptReader.open(self.copy) as copy:
            return restore_if_ahead(self.primary, KIOSK.public_key, copy, NODE_KEYS)

    def pull(self) -> None:
        self.stick.rename(self.folder / "pulled")

    def put_back(self) -> None:
        (self.folder / "pulled").rename(self.stick)

    def keep_image(self, name: str = "image.db") -> Path:
        """An image of the primary as a technician makes one."""
        image = self.folder / name
        with closing(sqlite3.connect(self.primary)) as here, closing(sqlite3.connect(image)) as out:
            here.backup(out)
        return image

    def put_image_back(self, name: str = "image.db") -> None:
        self.lose_primary()
        shutil.copy(self.folder / name, self.primary)

    def lose_primary(self) -> None:
        for path in self.state.glob("ledger.db*"):
            path.unlink()


def rest(keeper: CopyKeeper, now_s: float = 0.0) -> CopyStatus:
    """Step until there is nothing more to do at once."""
    for _ in range(ENOUGH_STEPS):
        if keeper.step(now_s) > now_s:
            return keeper.status
    raise AssertionError("it never rests")


def everything(path: Path) -> list[tuple[object, ...]]:
    """All rows of all tables, the head's own marks with them."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [
            (name, *row)
            for name in TABLES
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")
        ]


def alike(media: Media) -> bool:
    return everything(media.primary) == everything(media.copy)
