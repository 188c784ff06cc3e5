"""Getting a kiosk back to work whose ledger was damaged, lost or forked. Loses nothing it can find.

1. A change of ledger that a power cut interrupted is brought to its end first (`recover_swap`).
2. Everything that is still to be had is gathered: what the damaged file gives, the second medium,
   other copies, the node, printed tickets. Each entry is verified with the kiosk's own key.
3. What it makes up is decided (`recover_verdict`):

   - The file is whole and nobody knows more: it stays as it is. It only takes in what was found of
     ledgers before it.
   - Its newest head can be read, and every entry that it counts was found, and nobody knows more:
     the same ledger is rebuilt and goes on. Nothing is missing; nobody can tell the difference.
   - Anything else: entries may have been written that nobody can see any more. To go on would sign
     a second entry for the same place. So the old ledger has ended, and a new one begins that names
     it and remembers all that was found of it (`earlier`).

4. The new ledger is put in the old one's place; old files get another name and are never deleted.

Interrupted at any point, it can be run again. It can be run again at any later time too, when more
is found: tickets, or a copy that somebody had.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_queue.errors import OtherKey
from offline_queue.kept import Kept
from offline_queue.ledger import FIRST_LEDGER
from offline_queue.node_client import NodeClient
from offline_queue.recover_build import Leftovers, Maker, check, rebuild, take_over
from offline_queue.recover_chain import Outline
from offline_queue.recover_file import SaidHead, Salvaged, salvage
from offline_queue.recover_found import Found, Source, Sums, Taken
from offline_queue.recover_node import NodeSays, ask_node
from offline_queue.recover_swap import (
    DRAFT,
    drop_work_folder,
    finish,
    is_begun,
    make_work_folder,
    swap,
)
from offline_queue.recover_verdict import Verdict, counts, newest_ledger, said_end, verdict
from protocol.code import from_text
from protocol.entry import Opening
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey
from protocol.messages import LostRange

__all__ = ["Job", "Report", "Tickets", "Verdict", "recover"]

FOUND: Final = "found.db"
_NOBODY: Final = NodeSays((), (), 0)


@dataclass(frozen=True)
class Job:
    """What to recover and from what.

    ``ledger``: the file in its place. ``fork_proof``: where the kiosk keeps a proof that its ledger
    forked. ``tickets``: scanned texts, one each. ``client``: None to do without the node.
    ``marked``: the ledger that was last begun here, by what the machine remembers of it outside of
    the file, and how many entries of it the node has signed to have. ``former``: the keys that the
    kiosk signed with before its own, the newest last.
    """

    ledger: Path
    fork_proof: Path
    maker: Maker
    node_keys: KeyRing
    copies: tuple[Path, ...] = ()
    tickets: Iterable[str] = ()
    client: NodeClient | None = None
    marked: tuple[bytes, int] | None = None
    former: tuple[PublicKey, ...] = ()


@dataclass(frozen=True)
class Tickets:
    """Of the texts handed in: so many entries of this kiosk, and so many that are none."""

    read: int
    refused: int


@dataclass(frozen=True)
class Report:
    """What was found and done.

    ``old`` and ``now``: names of the ledger that was and that is, in hex. ``size``: entries of the
    old one that follow one another from the first. ``missing``: places of it that nobody has, as
    ranges. ``end_known``: whether its own head could still tell how many there were; if not, more
    than ``missing`` may be lost behind the last entry found. ``forks``: places with two entries.
    ``earlier``: what is missing of ledgers before it, by their names.
    ``found``: entries by source; ``only``: those that no other source had. ``unsent``: entries that
    the node has not confirmed, with the coins in them; ``without_code`` of them lack the code that
    was shown, which no ticket holds. ``remembered``: how many of them the ledger
    has learnt. ``released``: visits that came to nothing and hold no coins any more. ``pins``:
    cards and badges whose PIN has to be set again. ``aside``: the names of the old files.
    ``finished``: an interrupted run was brought to its end first.
    """

    verdict: Verdict
    old: str | None
    now: str
    size: int
    missing: tuple[LostRange, ...]
    end_known: bool
    forks: tuple[int, ...]
    earlier: dict[str, tuple[LostRange, ...]]
    found: dict[str, int]
    only: dict[str, int]
    damaged: int
    unread_blocks: int
    tickets: Tickets
    unsent: Sums
    without_code: int
    remembered: int
    released: int
    pins: int
    aside: tuple[str, ...]
    finished: bool

    @property
    def complete(self) -> bool:
        """Whether every entry that there ever was is here, as far as anybody can tell."""
        return self.end_known and not (self.missing or self.forks or self.earlier)


def recover(job: Job) -> Report:
    """Do it all; nobody else may use the state folder meanwhile.

    Raises `LedgerError`, and `NodeAway`, `NodeRefused` or `BadAnswer` when the node is asked and
    does not tell. Then nothing has changed, or running it again goes on.
    """
    finished = is_begun(job.ledger)
    finish(job.ledger)
    work = make_work_folder(job.ledger)
    try:
        key = job.maker.signer.public_key
        with Found.create(work / FOUND, key, job.node_keys, *job.former) as found:
            return _Run(job, work, found, finished).run()
    finally:
        if not is_begun(job.ledger):
            drop_work_folder(job.ledger)


class _Run:
    """One run, from the first file read to the report."""

    def __init__(self, job: Job, work: Path, found: Found, finished: bool) -> None:
        self._job, self._work, self._found, self._finished = job, work, found, finished

    def run(self) -> Report:
        job, found = self._job, self._found
        file = salvage(job.ledger, self._work, Source.LEDGER, found)
        if file.identity is not None and file.identity.public_key != job.maker.signer.public_key:
            raise OtherKey(job.ledger, "begun with another key than this machine's key file holds")
        copies = [salvage(path, self._work, Source.COPY, found) for path in job.copies]
        node = _NOBODY if job.client is None else ask_node(job.client, found)
        tickets = _read_tickets(found, job.tickets)
        name, at_node = job.marked or (None, 0)
        known = (name, None if file.identity is None else file.identity.name)
        old = newest_ledger(found, known)
        end = said_end(file, old)
        found.settle(old or b"", *((end.size, end.hash) if end else (0, b"")))
        reach = max(at_node if old == name else 0, *counts(old, [file, *copies], node))
        outline = found.outline(old or b"", reach)
        forked = job.fork_proof.exists()
        return self._act(_Seen(file, end, tickets, node, old, outline, forked))

    def _act(self, seen: "_Seen") -> Report:
        job, found, node_s = self._job, self._found, self._node_s(seen)
        said = verdict(seen.end, seen.outline, whole=seen.file.whole, forked=seen.forked)
        floor_s = max(found.floor_s(), node_s, seen.file.head.trusted_s if seen.file.head else 0)
        job.maker.clock.raise_floor(floor_s)
        left = Leftovers(seen.node.held, node_s, floor_s)
        if said is Verdict.UNTOUCHED:
            made = self._make(job.ledger, seen, said, left)
            return self._report(seen, Verdict.COMPLETED if made.news else said, made, ())
        draft = self._work / DRAFT
        made = self._make(draft, seen, said, left)
        check(draft, found)
        aside = swap(job.ledger, [job.fork_proof])
        return self._report(seen, said, made, aside)

    def _make(self, path: Path, seen: "_Seen", said: Verdict, left: Leftovers) -> "_Made":
        """The ledger at ``path`` as it shall go on, and what it took over."""
        opening = FIRST_LEDGER
        if said is Verdict.REBUILT and seen.old is not None:
            rebuild(path, seen.old, seen.outline.size, self._found, self._job.maker)
        elif said is Verdict.NEW:
            opening = self._opening(seen)
        with self._job.maker.open(path, opening) as ledger:
            news, voided = take_over(ledger, self._found, left)
            return _Made(ledger.name, news, voided, ledger.forgotten_pins())

    def _opening(self, seen: "_Seen") -> Opening:
        """The old ledger and the last entry of it that the node has acknowledged."""
        former = tuple(key.raw for key in self._job.former)
        if seen.old is None:
            return Opening(former_keys=former)
        known = [(it.size - 1, it.head) for it in seen.node.ledgers if it.name == seen.old]
        newest = self._found.newest_receipt(seen.old, seen.outline.reach)
        acknowledged = max([*known, *([] if newest is None else [newest])], default=None)
        seq, hash_ = acknowledged or (None, None)
        return Opening(seen.old, seq, hash_, former)

    def _node_s(self, seen: "_Seen") -> int:
        said = seen.file.head.node_s if seen.file.head else 0
        return max(said, self._found.node_s(), seen.node.time_s)

    def _report(
        self, seen: "_Seen", said: Verdict, made: "_Made", aside: tuple[Path, ...]
    ) -> Report:
        found, outline = self._found, seen.outline
        end = seen.end
        return Report(
            verdict=said,
            old=None if seen.old is None else seen.old.hex(),
            now=made.name.hex(),
            size=outline.size,
            missing=outline.missing,
            end_known=end is not None and outline.reach <= end.size,
            forks=outline.forks,
            earlier=dict(self._earlier_gaps(seen.old)),
            found={source.value: found.by_source(source) for source in Source},
            only={source.value: found.only_in(source) for source in Source},
            damaged=seen.file.damaged,
            unread_blocks=seen.file.unread_blocks,
            tickets=seen.tickets,
            unsent=found.unanswered(),
            without_code=found.without_code(),
            remembered=made.news,
            released=made.voided,
            pins=made.pins,
            aside=tuple(path.name for path in aside),
            finished=self._finished,
        )

    def _earlier_gaps(self, old: bytes | None) -> Iterator[tuple[str, tuple[LostRange, ...]]]:
        for name in self._found.ledgers():
            missing = self._found.outline(name).missing
            if name != old and missing:
                yield name.hex(), missing


@dataclass(frozen=True)
class _Seen:
    """Everything that was gathered. ``end``: where the ledger ends, if its file can tell."""

    file: Salvaged
    end: SaidHead | None
    tickets: Tickets
    node: NodeSays
    old: bytes | None
    outline: Outline
    forked: bool


@dataclass(frozen=True)
class _Made:
    """The ledger as it goes on: its name, what is new to it, ids it voided, PINs it lacks."""

    name: bytes
    news: int
    voided: int
    pins: int


def _read_tickets(found: Found, texts: Iterable[str]) -> Tickets:
    read = refused = 0
    for text in texts:
        try:
            taken = found.add(Source.TICKETS, Kept(from_text(text)))
        except ProtocolError:
            taken = Taken.FOREIGN
        read, refused = read + (taken is Taken.TAKEN), refused + (taken is not Taken.TAKEN)
    return Tickets(read, refused)
