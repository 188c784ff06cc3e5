"""What may become of a ledger, by its file and all that was found. Decides only.

A file tells of its own ledger where that ends, and two things take its word from it:

1. Its log is damaged. Then what SQLite shows is an older head that agrees with itself.
2. The ledger has ended: another one was begun, by what the machine remembers (``marked``), or an
   `open` entry found anywhere names it as the one before. Then the file is an old image that
   somebody put back. What is recovered is the newest ledger, though nothing may be left of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from offline_queue.recover_chain import Outline
from offline_queue.recover_file import SaidHead, Salvaged
from offline_queue.recover_found import Found
from offline_queue.recover_node import NodeSays


class Verdict(StrEnum):
    """What becomes of the ledger."""

    UNTOUCHED = "untouched"  # whole, and nothing was found that it does not know
    COMPLETED = "completed"  # whole; it now knows more of the ledgers before it
    REBUILT = "rebuilt"  # the same ledger again, from its first entry to its last
    NEW = "new"  # the old one has ended, a new one remembers it


def newest_ledger(found: Found, known: Sequence[bytes | None]) -> bytes | None:
    """The ledger in question: the first one ``known``, or the newest one found; and what follows.

    It is followed by the ledger whose `open` names it, as far as there is one.
    """
    name = next((it for it in known if it is not None), None)
    if name is None:
        name = next(reversed(found.ledgers()), None)
    passed: set[bytes] = set()
    while name is not None and name not in passed:
        passed.add(name)
        name = next(reversed(found.followers(name)), name)
    return name


def said_end(file: Salvaged, newest: bytes | None) -> SaidHead | None:
    """The file's head, if that tells where the newest ledger ends."""
    other = file.identity is not None and file.identity.name != newest
    return file.head if file.log_sure and not other else None


def verdict(end: SaidHead | None, outline: Outline, *, whole: bool, forked: bool) -> Verdict:
    """What may become of a ledger that ends at ``end``. ``whole``: nothing is wrong with its file.

    `UNTOUCHED` here: it may stay, and take in what it did not know.
    """
    if end is None or forked or outline.forks or not outline.whole:
        return Verdict.NEW
    if (outline.size, outline.head) != (end.size, end.hash):
        return Verdict.NEW
    return Verdict.UNTOUCHED if whole else Verdict.REBUILT


def counts(ledger: bytes | None, files: Iterable[Salvaged], node: NodeSays) -> Iterator[int]:
    """How many entries the ledger has, by everybody who counted them."""
    yield node.size_of(ledger)
    for file in files:
        if file.head is not None and file.identity is not None and file.identity.name == ledger:
            yield file.head.size
