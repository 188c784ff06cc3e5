"""Putting a rebuilt ledger in the place of a damaged one, so that a power cut can't mix the two.

1. The new ledger is built as a draft in a work folder beside the old one. Until it is complete,
   checked and on the medium, nothing of the old one is touched.
2. A mark is written: the names that the old files get. From here on the change is decided. While
   the mark is there no kiosk may open the ledger (`require_finished`).
3. The old files get their names: log and file both, so that the log stays beside its file.
4. The draft gets the ledger's name. The work folder goes, then the mark.

`finish` does 3 and 4, and does them again from wherever a power cut left them: as long as the draft
is there, a file under the ledger's name is the old one. Nothing is deleted but what this made.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from offline_queue.database import mapped
from offline_queue.errors import Corrupt, DiskFailing, DiskFull, HalfRecovered
from offline_queue.files import flush_file, flush_folder

WORK: Final = "recover.work"
"""The folder of drafts and scratch files; whatever is in it can be made again."""

MARK: Final = "recover.json"
DRAFT: Final = "next.db"
MAX_KEPT: Final = 99
"""Old ledgers kept by name; so many damaged ones ask for another machine."""

_PARTS: Final = ("", "-wal", "-shm")

_UNREADABLE: Final = (
    "it can't tell any more how far an interrupted recovery was. Remove it, then run 'kiosk ledger"
    " recover' again, with --copy for each ledger.damaged file beside it"
)


def require_finished(ledger: Path) -> None:
    """Raise `HalfRecovered` while a change of ledger at this place is not at its end."""
    if is_begun(ledger):
        detail = "a recovery was interrupted: run 'kiosk ledger recover' again"
        raise HalfRecovered(ledger, detail)


def is_begun(ledger: Path) -> bool:
    """Whether a change of ledger was decided and is not at its end."""
    return ledger.with_name(MARK).exists()


def make_work_folder(ledger: Path) -> Path:
    """An empty work folder beside ``ledger``. Raises `LedgerError`."""
    work = ledger.with_name(WORK)
    with mapped(work):
        if work.exists():
            shutil.rmtree(work)
        work.mkdir(mode=0o700)
    return work


def drop_work_folder(ledger: Path) -> None:
    """Remove what this made. Raises `LedgerError`."""
    work = ledger.with_name(WORK)
    with mapped(work):
        if work.exists():
            shutil.rmtree(work)


def swap(ledger: Path, with_it: Iterable[Path] = (), why: str = "damaged") -> tuple[Path, ...]:
    """Put the draft in the place of ``ledger``; return the names that the old files got.

    ``with_it``: files beside it that belong to the old ledger and get a name with it, which says
    ``why``. Raises `LedgerError`; once the mark is there, `finish` goes on.
    """
    draft = ledger.with_name(WORK) / DRAFT
    old = [*(_with(ledger, part) for part in _PARTS), *with_it]
    with mapped(ledger):
        log = _with(draft, "-wal")
        if log.exists() and log.stat().st_size:
            raise DiskFailing(draft, "its log was not put into it")
        flush_file(draft)
        flush_folder(draft.parent)
        number = _free_number(ledger, why)
        names = {it.name: f"{it.stem}.{why}-{number}{it.suffix}" for it in old if it.exists()}
        _write_mark(ledger.with_name(MARK), names)
    return finish(ledger)


def finish(ledger: Path) -> tuple[Path, ...]:
    """Bring a decided change to its end; return the names that the old files got.

    Nothing decided: nothing done. Raises `LedgerError`; then it may be called again. `Corrupt` for
    a mark that can't be read: what to do then is its text.
    """
    mark, folder = ledger.with_name(MARK), ledger.parent
    draft = ledger.with_name(WORK) / DRAFT
    if not mark.exists():
        return ()
    with mapped(ledger):
        names = _read_mark(mark)
        if draft.exists():
            for old, new in names.items():
                if (folder / old).exists():
                    (folder / old).rename(folder / new)
            flush_folder(folder)
            draft.rename(ledger)
            flush_folder(draft.parent)
            flush_folder(folder)
        drop_work_folder(ledger)
        mark.unlink()
        flush_folder(folder)
    return tuple(folder / new for new in names.values())


def _write_mark(mark: Path, names: dict[str, str]) -> None:
    """The mark is there whole or not at all."""
    draft = mark.with_name(WORK) / MARK
    draft.write_text(json.dumps(names), encoding="utf-8")
    flush_file(draft)
    draft.rename(mark)
    flush_folder(mark.parent)


def _read_mark(mark: Path) -> dict[str, str]:
    """The names that the old files get. Raises `Corrupt`, OSError."""
    try:
        names = json.loads(mark.read_bytes())
    except ValueError as exc:
        raise Corrupt(mark, _UNREADABLE) from exc
    if not isinstance(names, dict) or not all(map(_is_plain_name, [*names, *names.values()])):
        raise Corrupt(mark, _UNREADABLE)
    return names


def _is_plain_name(name: object) -> bool:
    """Whether it is one of a file beside the mark, and of nothing else."""
    return isinstance(name, str) and name not in ("", ".", "..") and name == Path(name).name


def _free_number(ledger: Path, why: str) -> int:
    for number in range(1, MAX_KEPT + 1):
        if not list(ledger.parent.glob(f"*.{why}-{number}.*")):
            return number
    raise DiskFull(ledger, f"{MAX_KEPT} {why} ledgers are kept here: replace the machine")


def _with(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)
