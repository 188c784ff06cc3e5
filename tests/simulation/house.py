"""The node's house: the real node over a real folder, with crashes, backups and restores.

A crash strikes at a transaction's begin or commit, by SQLAlchemy's own engine events: between two
pieces of a batch, before or after one is on the disk. The files are copied as they are then, and
the next start opens the copy. A backup is a copy of the folder; a restore puts one back.
"""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from sqlalchemy import Engine, event

from central_node.cards import CardDesk
from central_node.errors import Refused
from central_node.node import Node
from central_node.office import open_books
from central_node.renewal import renew_wallet_token
from central_node.retire import retire
from tests.simulation.chance import Chance
from tests.simulation.medium import PowerGone
from tests.simulation.timeline import Timeline

DOWN_MS: Final = 120_000
"""At most so long until a crashed node is started again."""


ResultT = TypeVar("ResultT")
Mutate = Callable[["House", str, bytes, Callable[[], bytes]], bytes]


class NodeDown(Exception):
    """Nobody is at home."""


class Watch(Protocol):
    """Looks at the books after each call."""

    def called(self, call: str, body: bytes, answer: bytes | None) -> None:
        """Look at what a call did; no answer where the node crashed over it."""

    def refused(self) -> None:
        """A call was refused: it has changed nothing."""

    def opened(self, folder: Path) -> None:
        """The books lie there now."""

    def put_back(self, newer: Path, older: Path) -> None:
        """The newer books are replaced by older ones."""

    def closed(self) -> None:
        """Let go of the books."""


class House:
    """One node. ``handle`` answers calls as the real one; raises NodeDown and what that raises."""

    def __init__(self, home: Path, timeline: Timeline, chance: Chance, watch: Watch) -> None:
        self.folder = home / "node"
        self._home = home
        self._timeline = timeline
        self._chance = chance
        self._watch = watch
        self._node: Node | None = None
        self._images = 0
        self._fuse = 0
        self.crashes = 0
        self.skew_s = chance.between(-3, 3)
        self.backup: Path | None = None
        self.mutate: Mutate | None = None  # a planted bug: see `bugs.node`
        self.mutate_restore: Callable[[Path, Path], None] | None = None

    @property
    def node(self) -> Node:
        """The node that runs."""
        if self._node is None:
            raise NodeDown
        return self._node

    @property
    def now_ms(self) -> int:
        """True time, in milliseconds since 1970."""
        return self._timeline.now_ms

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._node is not None

    def start(self) -> None:
        """Open the folder as it lies there."""
        if self._node is None:
            self._node = Node.open(self.folder, self._chance.bytes)
            self._watch.opened(self.folder)

    def stop(self) -> None:
        """Close it in order."""
        if self._node is not None:
            self._watch.closed()
            self._node.close()
        self._node = None

    def handle(self, call: str, body: bytes) -> bytes:
        """Answer a call, and have the books looked at; a lit fuse may end the node over it."""
        node, now_s = self.node, self._timeline.now_s + self.skew_s
        try:
            answer = self._answer(lambda: node.handle(call, body, now_s), call, body)
        except PowerGone:
            self._crash(call, body)
            raise NodeDown from None
        except Refused:
            self._watch.refused()
            raise
        self._watch.called(call, body, answer)
        return answer

    def light_fuse(self, transactions: int) -> None:
        """Crash at the so-manieth begin or commit from now."""
        self._fuse = transactions

    def quiet(self) -> None:
        """No more crashes."""
        self._fuse = 0

    def keep_backup(self) -> None:
        """Keep the folder as it is now."""
        self.backup = self._home / "backup"
        shutil.rmtree(self.backup, ignore_errors=True)
        _copy(self.folder, self.backup)

    def put_back(self) -> None:
        """Put the backup in the place of the folder."""
        if self.backup is None:
            return
        self.stop()
        old = self._move_on(self.backup)
        if self.mutate_restore is not None:
            self.mutate_restore(old, self.folder)
        self._watch.put_back(old, self.folder)
        shutil.rmtree(old)
        self.start()

    def desk(self, work: Callable[[CardDesk, int], ResultT]) -> ResultT:
        """Somebody at a desk does this about cards, while the node serves."""
        if not self.up:
            raise NodeDown
        now_s = self._timeline.now_s + self.skew_s
        with open_books(self.folder, now_s) as (connection, district):
            done = work(CardDesk(connection, district, self._chance.bytes), now_s)
        self._watch.called("desk", b"", None)
        return done

    def retire(self, kiosk: str) -> None:
        """The district retires a kiosk, by its name."""
        if not self.up:
            raise NodeDown
        retire(self.folder, kiosk, self._timeline.now_s + self.skew_s)
        self._watch.called("desk", b"", None)

    def new_token(self, resident: str) -> str:
        """A new wallet token from the desk."""
        if not self.up:
            raise NodeDown
        now_s = self._timeline.now_s
        token, _ = renew_wallet_token(self.folder, resident, now_s, self._chance.bytes)
        self._watch.called("desk", b"", None)
        return token

    def _answer(self, ask: Callable[[], bytes], call: str, body: bytes) -> bytes:
        if self.mutate is not None:
            ask = partial(self.mutate, self, call, body, ask)
        if not self._fuse:
            return ask()
        events = ("begin", "commit")
        for name in events:
            event.listen(Engine, name, self._burn)
        try:
            return ask()
        finally:
            for name in events:
                event.remove(Engine, name, self._burn)

    def _burn(self, _connection: object) -> None:
        if self._fuse:
            self._fuse -= 1
            if not self._fuse:
                raise PowerGone

    def _crash(self, call: str, body: bytes) -> None:
        """Leave the files as they are, and start again by and by."""
        self._watch.called(call, body, None)
        self.crashes += 1
        old = self._move_on(self.folder)
        self.stop()
        shutil.rmtree(old)
        delay_ms = self._chance.between(1000, DOWN_MS)
        self._timeline.after(delay_ms, "node starts again", self.start)

    def _move_on(self, source: Path) -> Path:
        """The folder of the next start is a copy of ``source``; returns the folder before."""
        old = self.folder
        self._images += 1
        self.folder = self._home / f"node-{self._images}"
        _copy(source, self.folder)
        return old


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*-shm"))
