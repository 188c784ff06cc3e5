"""``kiosk ledger export PATH``: write a ledger out for others to check, and check such a file.

An export replaces nothing by accident: it is written beside its place under another name, flushed
to the medium and then renamed, and an existing file is replaced only with ``--force``, and only if
it is an export itself.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kiosk.district import BUNDLE_FILE, EARLIER_FILE, TRUST_FILE, read_earlier
from offline_queue.errors import LedgerError
from offline_queue.export import export
from offline_queue.export_check import is_export
from protocol.bundle import carried_trust_lists
from protocol.cose import MessageType, parse
from protocol.errors import ProtocolError


class OutputRefused(Exception):
    """The export can't be written where it was asked to be; the text says why."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``export``."""
    parser.add_argument("path", type=Path, help="the ledger; a kiosk may be writing to it")
    parser.add_argument("--output", type=Path, help="the file to write; else standard output")
    parser.add_argument("--force", action="store_true", help="replace an earlier export")
    parser.add_argument(
        "--with-evidence",
        action="store_true",
        help="also the codes that residents showed: personal data, for disputes only",
    )


def run_export(arguments: argparse.Namespace) -> int:
    """Export; 2 when the ledger can't be read or the file not be written."""
    pieces = export(
        arguments.path,
        exported_s=int(time.time()),
        with_evidence=arguments.with_evidence,
        trust_lists=_trust_lists(arguments.path.parent),
    )
    try:
        with _output(arguments.output, force=arguments.force) as file:
            for piece in pieces:
                file.write(piece)
    except (LedgerError, OutputRefused) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    return 0


def _trust_lists(folder: Path) -> tuple[bytes, ...]:
    """The lists that lie beside the ledger: of earlier roots, the last one, and the bundle's.

    They are signed by the district's roots; whoever checks the export checks that. Without them the
    export is still good, and its reader brings the list along.
    """
    found: list[bytes] = []
    for name, within in (
        (EARLIER_FILE, read_earlier),
        (TRUST_FILE, lambda data: (data,)),
        (BUNDLE_FILE, carried_trust_lists),
    ):
        try:
            lists = within((folder / name).read_bytes())
            found += [parse(raw, MessageType.TRUST_LIST).raw for raw in lists]
        except FileNotFoundError:
            continue
        except (OSError, ProtocolError) as exc:
            sys.stderr.write(f"left out: the trust list of {folder / name}: {exc}\n")
    if not found:
        sys.stderr.write("no trust list lies beside the ledger: who checks this needs one\n")
    return tuple(dict.fromkeys(found))


@contextmanager
def _output(target: Path | None, *, force: bool) -> Iterator[BinaryIO]:
    """Where the export goes. Raises `OutputRefused`; nothing half written is left at ``target``."""
    try:
        if target is None:
            yield from _standard_output()
        else:
            _require_free(target, force=force)
            yield from _whole_file(target)
    except OSError as exc:
        raise OutputRefused(f"{target or 'output'}: {exc.strerror or exc}") from exc


def _require_free(target: Path, *, force: bool) -> None:
    if not target.exists():
        return
    if not force:
        raise OutputRefused(f"{target}: it exists; --force replaces an earlier export")
    if not target.is_file() or not (target.stat().st_size == 0 or is_export(target)):
        raise OutputRefused(f"{target}: it is no export, and so it is not replaced")


def _standard_output() -> Iterator[BinaryIO]:
    if sys.stdout.isatty():
        raise OutputRefused("an export is no text: give --output FILE, or send it to a program")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains too
        raise


def _whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file of our own beside ``target``, readable by its owner only, that takes its place."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:  # whatever it is: leave nothing half written, and let it go on
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
