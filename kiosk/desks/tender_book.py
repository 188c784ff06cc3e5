"""Which payments at the card terminal have no certain end yet, on the medium before they begin.

A payment is opened, with its amount and the sale that it is for, before the terminal hears of it.
It is closed when its sale is in the ledger, or when the terminal has said that nobody is charged
under it. Whatever is open at a start, a power cut has left.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from kiosk.desks.state_journal import Line, StateJournal

FILE: Final = "tenders.jsonl"
MAX_LINES: Final = 10_000
"""Months of a busy kiosk; those that are open are kept besides, whatever their age."""


@dataclass(frozen=True)
class OpenTender:
    """One payment ``id`` at the terminal: ``won`` for the sale with the id ``sale``.

    ``taken``: the terminal has approved it, as far as is known. ``waited_for``: a visit waits for
    it, so nobody else decides about it.
    """

    id: bytes
    sale: bytes
    won: int
    taken: bool = False
    waited_for: bool = False


class TenderBook:
    """What lies in ``folder``. Asked and told on any thread. Raises `LedgerError`."""

    def __init__(self, folder: Path) -> None:
        self._lock = Lock()
        self._journal = StateJournal(folder / FILE, MAX_LINES, _open_ids)
        self._open: dict[bytes, OpenTender] = {}
        for line in self._journal.lines():
            self._known(line)

    @property
    def open(self) -> tuple[OpenTender, ...]:
        """Those without a certain end, oldest first."""
        with self._lock:
            return tuple(self._open.values())

    @property
    def unsettled(self) -> bool:
        """Whether there is one that nobody waits for; asked on any thread, waits for nothing."""
        return any(not one.waited_for for one in self.open)

    def begin(self, tender: OpenTender) -> None:
        """Keep that money will be asked for; returns when that is on the medium."""
        line = {"id": tender.id.hex(), "sale": tender.sale.hex(), "won": tender.won}
        with self._lock:
            self._journal.write({"what": "open", **line})
            self._open[tender.id] = tender

    def took(self, id_: bytes, number: str) -> None:
        """Keep that the terminal has approved it, under the bank's ``number``."""
        with self._lock:
            self._journal.write({"what": "took", "id": id_.hex(), "number": number})
            self._open[id_] = replace(self._open[id_], taken=True)

    def leave(self, id_: bytes) -> None:
        """Nobody waits for it any more: what becomes of it is found out."""
        with self._lock:
            if id_ in self._open:
                self._open[id_] = replace(self._open[id_], waited_for=False)

    def end(self, id_: bytes, how: str) -> None:
        """Keep that it has its end: ``how`` names it for whoever looks."""
        with self._lock:
            if id_ in self._open:
                self._journal.write({"what": "end", "id": id_.hex(), "how": how})
                del self._open[id_]

    def close(self) -> None:
        """Close the file."""
        self._journal.close()

    def _known(self, line: Line) -> None:
        match line:
            case {"what": "open", "id": str(id_), "sale": str(sale), "won": int(won)}:
                one = OpenTender(_bytes(id_), _bytes(sale), won)
                if one.id and one.sale:
                    self._open[one.id] = one
            case {"what": "took", "id": str(id_)} if _bytes(id_) in self._open:
                one = self._open[_bytes(id_)]
                self._open[one.id] = replace(one, taken=True)
            case {"what": "end", "id": str(id_)}:
                self._open.pop(_bytes(id_), None)
            case _:
                pass  # of a newer program


def _bytes(text: str) -> bytes:
    """Return what was written as hex; nothing of what has rotted: that is no payment."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _open_ids(lines: Sequence[Line]) -> Collection[object]:
    """Return the ids that were begun and have no end."""
    found: dict[str, None] = {}
    for line in lines:
        match line:
            case {"what": "open", "id": str(id_)}:
                found[id_] = None
            case {"what": "end", "id": str(id_)}:
                found.pop(id_, None)
    return tuple(found)
