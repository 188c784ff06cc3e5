"""Opening the ledger: what is made sure before anything is sold. Runs on the ledger's lane.

The same at every start and every try after a failure, once no recovery is half done:

1. The second medium has more (the ledger's file is gone, or an older image of it was put back):
   restore from it. It is missing, failing or foreign: go on, its own thread warns. It holds the
   ledger that came after ours, signed by our key: ours has ended, and is not gone on with.
2. A ledger was here (`ledger_record`) and is gone, and no copy took its place, or only one that was
   not known to be level, or of another ledger: `LedgerGone`. Any other ledger would forget which
   codes and slices were used. So would an older ledger in the place of the one that is remembered.
3. Ask the node, for `ASK_TIMEOUT_S` at most, how much of this ledger it has. It has more: we were
   rolled back. It hands back what we lack, signed by our own key, and selling goes on where the
   ledger really ended: no fork is made. But if in this run the node had already known no more than
   we, and we still hold all that we held then, somebody else signs with our key, and the entry that
   it hands back is the proof. It has signed, now or ever before, that it has more, and does not
   hand it back: `LedgerBehind`, for the next entry would be the second one for its place.
4. Wherever two entries signed by this key stand at one place, the proof is kept (`FORK_FILE`) and
   nothing is sold (`Forked`).
5. Open, void what a crash left, and end holds of which this ledger never heard: a ledger that was
   restored has lost the intents that nobody had a copy of, and no hold ends by time. The entry of
   such a visit may be lost as well, so its own id is not used for that.
6. Remember whose ledger it is, and that the copy is not known to be level; let the copy be kept.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.ledger.copy_thread import CopyThread, DistantCopy
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.whole import write_whole
from offline_queue.database import mapped
from offline_queue.errors import (
    CopyAhead,
    DiskFull,
    Forked,
    LedgerBehind,
    LedgerError,
    LedgerGone,
    OtherEntry,
)
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.node_source import NodeSource
from offline_queue.recover_swap import require_finished
from offline_queue.restore import restore, state_of
from offline_queue.schema import Identity
from offline_queue.second_medium import (
    CopyState,
    Facts,
    Place,
    Source,
    facts_of,
    is_begun,
    look_at,
)
from protocol.keys import KeyRing, PublicKey

FORK_FILE: Final = "fork.cose"  # the other signed entry, or the node's receipt for it
NODE: Final = Path("node")  # what errors of the node as a source name


class Opening:
    """Opens the ledger at ``path`` with ``open_``; ``line`` makes a client of the node.

    ``record`` is what this machine remembers of it. ``copy`` is the second medium's thread, None if
    there is none.
    """

    def __init__(
        self,
        path: Path,
        key: PublicKey,
        node_keys: KeyRing,
        open_: Callable[[], Ledger],
        line: Callable[[], AbstractContextManager[NodeClient]],
        record: LedgerRecord,
        copy: CopyThread | None,
        log: FilteringBoundLogger,
    ) -> None:
        self._path = path
        self._key = key
        self._node_keys = node_keys
        self._open = open_
        self._line = line
        self._record = record
        self._copy = copy
        self._log = log
        self._agreed_at: int | None = None

    def agreed(self, size: int) -> None:
        """In this run the node knew no more of this ledger than we; we held ``size`` entries."""
        self._agreed_at = max(size, self._agreed_at or 0)

    def node_has(self, ledger: bytes, size: int) -> None:
        """The node has signed that it has ``size`` entries of ``ledger``."""
        self._record.node_has(ledger, size)

    def __call__(self) -> Ledger:
        """Do all of it; then let the copy be kept.

        Raises `LedgerError`; then nothing may be sold, and it is tried again.
        """
        require_finished(self._path)
        try:
            if self._copy is not None:
                self._look_at_copy(self._copy)
            self._require_unless_first()
            held = self._ask_node() if is_begun(self._path) else ()
        except OtherEntry as exc:
            raise self._forked(exc.offered, str(exc)) from exc
        ledger = self._open()
        try:
            self._end_unknown_holds(ledger, held)
        except BaseException:  # whatever it is: let go of the file, and let it go on
            ledger.close()
            raise
        self._record.begin(ledger.name)
        if self._copy is not None:
            self._copy.keep()
        return ledger

    def _look_at_copy(self, thread: CopyThread) -> None:
        """Restore from the second medium if that has more; trouble with it alone stops nobody."""
        try:
            found = thread.call(lambda: _has_copy(thread.place, self._path))
            if not found:
                return
            with closing(DistantCopy(thread)) as copy:
                state = state_of(self._path, self._key, copy)
                if state is CopyState.AFTER:
                    raise LedgerGone(
                        self._path, "the second medium holds the ledger after this one"
                    )
                if state is CopyState.AHEAD:
                    self._restore(copy)
        except LedgerError as exc:
            if exc.path != thread.path:
                raise
            self._log.warning("copy-unread", reason=exc.reason)

    def _restore(self, copy: Source) -> None:
        known = self._record.known
        if known is not None and not is_begun(self._path):
            self._require_known(facts_of(copy), known.ledger, "the copy")
            if not known.level:
                raise LedgerGone(self._path, "it is gone, and the copy was behind when it went")
        self._lengthen(copy, "second-medium")

    def _require_unless_first(self) -> None:
        known = self._record.known
        if known is None:
            return
        if not is_begun(self._path):
            raise LedgerGone(self._path, f"ledger {known.ledger} was here and is gone")
        with KeptReader.open(self._path) as ours:
            if ours.public_key == self._key:  # of another key: opening it says so
                self._require_known(facts_of(ours), known.ledger, "what is here")

    def _require_known(self, facts: Facts, known: str, what: str) -> None:
        """It is the ledger that was begun here last, or one that goes on after it."""
        if known not in (facts.identity.name.hex(), *(name.hex() for name in facts.before)):
            there = f"{what} is ledger {facts.identity.name.hex()}"
            raise LedgerGone(self._path, f"ledger {known} was here, and {there}")

    def _ask_node(self) -> tuple[bytes, ...]:
        """Compare with the node; return the ids for which it holds coins, as far as it answers."""
        with KeptReader.open(self._path) as ours:
            identity, size = ours.identity, ours.marks().size
        try:
            with self._line() as client:
                return self._compare_with_node(client, identity, size)
        except LedgerError as exc:
            if exc.path != NODE:
                raise
            self._require_what_node_has(identity, size, str(exc))
            self._log.info("node-unasked", reason=str(exc))
            return ()

    def _compare_with_node(
        self, client: NodeClient, identity: Identity, size: int
    ) -> tuple[bytes, ...]:
        node = NodeSource(client, identity, NODE)
        self._record.node_has(identity.name, node.marks().size)
        if state_of(self._path, self._key, node) is CopyState.AHEAD:
            if self._agreed_at is not None and size >= self._agreed_at:
                raise self._signed_elsewhere(node, size)
            self._lengthen_by_node(node)
        elif node.marks().size > size:
            raise LedgerBehind(self._path, f"the node has entry {size} and does not hand it back")
        return node.held()

    def _lengthen_by_node(self, node: Source) -> None:
        try:
            self._lengthen(node, "node")
        except CopyAhead as exc:
            raise LedgerBehind(self._path, f"the node has more: {exc.detail}") from exc

    def _require_what_node_has(self, identity: Identity, size: int, why: str) -> None:
        """Nobody else can tell us what the node has; but how much it had, it has signed once.

        It handed back some of it before it fell silent: that is in the ledger by now.
        """
        known = self._record.known
        if known is None or known.ledger != identity.name.hex() or known.at_node <= size:
            return
        with KeptReader.open(self._path) as ours:
            size = ours.marks().size
        if size < known.at_node:
            more = f"the node has {known.at_node} entries, {size} are here"
            raise LedgerBehind(self._path, f"{more}; {why}")

    def _lengthen(self, source: Source, name: str) -> None:
        self._record.lengthen(source.identity.name)
        found = restore(self._path, source, self._node_keys)
        aside = None if found.aside is None else found.aside.name
        self._log.warning("ledger-restored", source=name, entries=found.entries, aside=aside)

    def _signed_elsewhere(self, node: Source, size: int) -> Forked:
        (first,) = node.entries(size, 1)  # `state_of` has proved that it is there
        return self._forked(first.receipt or first.raw, f"entry {size} was signed elsewhere")

    def _forked(self, proof: bytes, detail: str) -> Forked:
        self._log.error("fork", detail=detail)
        try:
            keep_proof(self._path.parent, proof)
        except LedgerError as exc:  # whoever handed it out has it, and is asked again at each start
            self._log.error("proof-unwritten", reason=exc.reason)
        return Forked(self._path, detail)

    def _end_unknown_holds(self, ledger: Ledger, held: Sequence[bytes]) -> None:
        known = self._record.known
        ledger.recover(cut=known is not None and known.cut)
        ended = sum(ledger.give_up(id_) for id_ in held)
        if ended:
            self._log.warning("holds-ended", holds=ended)


def keep_proof(folder: Path, proof: bytes) -> None:
    """Keep the first proof of a fork for the district; `LedgerError` when it can't be written."""
    path = folder / FORK_FILE
    with mapped(path):
        if path.exists():
            return
    try:
        write_whole(folder, {FORK_FILE: proof})
    except ConfigError as exc:
        raise DiskFull(path, exc.reason) from exc


def _has_copy(place: Place, primary: Path) -> bool:
    """Whether there is something to be read; on the copy's own thread."""
    return look_at(place, primary) is None and is_begun(place.path)
