"""Opening the ledger: what is made sure before anything is sold. Runs on the ledger's lane.

The same at every start and every try after a failure, once no recovery is half done:

1. The second medium has more (the ledger's file is gone, or an older image of it was put back):
   restore from it. It is missing, failing or foreign: go on, its own thread warns.
2. A ledger was here (`MARK_FILE`) and is gone, and no copy took its place, or only one that was
   known to be behind: `LedgerGone`. A new ledger would forget which codes and slices were used.
3. Ask the node, for `ASK_TIMEOUT_S` at most, how much of this ledger it has. It has more: we were
   rolled back. It hands back what we lack, signed by our own key, and selling goes on where the
   ledger really ended: no fork is made. But if in this run the node had already known no more than
   we, then somebody else signs with our key, and the entry that it hands back is the proof.
4. Wherever two entries signed by this key stand at one place, the proof is kept (`FORK_FILE`) and
   nothing is sold (`Forked`).
5. Open, void what a crash left, and end holds of which this ledger never heard: a ledger that was
   restored has lost the intents that nobody had a copy of, and no hold ends by time.
6. Remember whose ledger it is, and let the copy be kept.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from structlog.typing import FilteringBoundLogger

from kiosk.bundle_keeper import write_whole
from kiosk.config import ConfigError
from kiosk.copy_thread import CopyThread, DistantCopy
from offline_queue.database import mapped
from offline_queue.errors import Forked, LedgerError, LedgerGone, OtherEntry
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.node_source import NodeSource
from offline_queue.records import INTERRUPTED, Draft
from offline_queue.recover_swap import require_finished
from offline_queue.restore import restore, state_of
from offline_queue.second_medium import CopyState, Place, Source, is_begun, look_at
from protocol.entry import EntryKind
from protocol.keys import KeyRing, PublicKey

FORK_FILE: Final = "fork.cose"  # the other signed entry, or the node's receipt for it
MARK_FILE: Final = "ledger.mark"  # which ledger was begun here, by which key
BEHIND_FILE: Final = "copy.behind"  # there while the copy is known to lack something for long
NODE: Final = Path("node")  # what errors of the node as a source name

HexName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class _Mark(BaseModel):
    """The name of the ledger that was begun here and the id of its key, 8 bytes each."""

    model_config = ConfigDict(frozen=True, strict=True)

    ledger: HexName
    kid: HexName


class Opening:
    """Opens the ledger at ``path`` with ``open_``; ``line`` makes a client of the node.

    ``copy`` is the second medium's thread, None if there is none.
    """

    def __init__(
        self,
        path: Path,
        key: PublicKey,
        node_keys: KeyRing,
        open_: Callable[[], Ledger],
        line: Callable[[], AbstractContextManager[NodeClient]],
        copy: CopyThread | None,
        log: FilteringBoundLogger,
    ) -> None:
        self._path = path
        self._key = key
        self._node_keys = node_keys
        self._open = open_
        self._line = line
        self._copy = copy
        self._log = log
        self.agreed = False  # in this run: the node has known no more of this ledger than we

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
        self._remember(ledger)
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
                if state is CopyState.AHEAD:
                    self._restore(copy)
        except LedgerError as exc:
            if exc.path != thread.path:
                raise
            self._log.warning("copy-unread", reason=exc.reason)

    def _restore(self, copy: Source) -> None:
        gone = not is_begun(self._path)
        if gone and self._mark() is not None and self._path.with_name(BEHIND_FILE).exists():
            raise LedgerGone(self._path, "it is gone, and the copy was behind when it went")
        self._lengthen(copy, "second-medium")

    def _require_unless_first(self) -> None:
        if not is_begun(self._path) and (mark := self._mark()) is not None:
            raise LedgerGone(self._path, f"ledger {mark.ledger} was here and is gone")

    def _ask_node(self) -> tuple[bytes, ...]:
        """Compare with the node; return the ids for which it holds coins, as far as it answers."""
        with KeptReader.open(self._path) as ours:
            identity, size = ours.identity, ours.marks().size
        try:
            with self._line() as client:
                node = NodeSource(client, identity, NODE)
                if state_of(self._path, self._key, node) is CopyState.AHEAD:
                    if self.agreed:
                        raise self._signed_elsewhere(node, size)
                    self._lengthen(node, "node")
                return node.held()
        except LedgerError as exc:
            if exc.path != NODE:
                raise
            self._log.info("node-unasked", reason=str(exc))
            return ()

    def _lengthen(self, source: Source, name: str) -> None:
        found = restore(self._path, source, self._node_keys)
        aside = None if found.aside is None else found.aside.name
        self._log.warning("ledger-restored", source=name, entries=found.entries, aside=aside)

    def _signed_elsewhere(self, node: Source, size: int) -> Forked:
        (first,) = node.entries(size, 1)
        return self._forked(first.receipt or first.raw, f"entry {size} was signed elsewhere")

    def _forked(self, proof: bytes, detail: str) -> Forked:
        keep_proof(self._path.parent, proof)
        self._log.error("fork", detail=detail)
        return Forked(self._path, detail)

    def _end_unknown_holds(self, ledger: Ledger, held: Sequence[bytes]) -> None:
        ledger.recover()
        lost = [id_ for id_ in held if ledger.find(id_) is None]
        for id_ in lost:
            ledger.append(Draft(EntryKind.VOID, id_, 0, 0, result=INTERRUPTED))
        if lost:
            self._log.warning("holds-ended", holds=len(lost))

    def _mark(self) -> _Mark | None:
        """What was begun here with this machine's key, as far as the mark can be read."""
        try:
            mark = _Mark.model_validate_json(self._path.with_name(MARK_FILE).read_bytes())
        except (OSError, ValidationError):
            return None
        return mark if mark.kid == self._key.kid.hex() else None

    def _remember(self, ledger: Ledger) -> None:
        mark = _Mark(ledger=ledger.name.hex(), kid=self._key.kid.hex())
        if mark != self._mark():
            try:
                write_whole(self._path.parent, {MARK_FILE: mark.model_dump_json().encode()})
            except ConfigError as exc:  # a full disk: the ledger itself says so soon enough
                self._log.warning("mark-unwritten", reason=exc.reason)


def keep_proof(folder: Path, proof: bytes) -> None:
    """Keep the first proof of a fork for the district; `LedgerError` when it can't be written."""
    with mapped(folder / FORK_FILE):
        if not (folder / FORK_FILE).exists():
            write_whole(folder, {FORK_FILE: proof})


def _has_copy(place: Place, primary: Path) -> bool:
    """Whether there is something to be read; on the copy's own thread."""
    return look_at(place, primary) is None and is_begun(place.path)
