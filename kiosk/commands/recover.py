"""``kiosk ledger recover``: get a kiosk back to work whose ledger was damaged, lost or forked."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final, TextIO

import structlog

from kiosk.config import ConfigError
from kiosk.district import load_identity, load_papers, verify
from kiosk.key_opening import open_enrolled
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE
from kiosk.only_one import AlreadyRunning, only_one
from kiosk.profile.machine import LEDGER_FILE, Profile, load_profile, own_ms
from offline_queue.clock import KioskClock
from offline_queue.errors import EnvironmentFault, PeerFault
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from offline_queue.recover import Job, Report, Verdict, recover
from offline_queue.recover_build import Maker
from protocol.bundle import KeyRole
from protocol.code import MAX_TICKET_CHARS
from protocol.keys import KeyRing, Signer
from protocol.messages import LostRange

ABOUT: Final = """
Reads what can still be read of the kiosk's ledger, of its second medium, of the node and of printed
tickets, and checks every entry with the kiosk's own key. If all entries are found, the ledger is
whole again. If some may be lost, it ends there: a new ledger begins, which remembers all that was
found and delivers it to the node. Old files get another name and are never deleted.
Stop the kiosk first. May be run again at any time, also after a power cut, or with more tickets.
Exit code: 0 nothing is missing, 1 something is or may be, 2 it could not be done.
"""
STANDARD_INPUT: Final = "-"
RANGES_TOLD: Final = 40  # on a screen; --json has all


def add_recover(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``recover``."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument(
        "--copy",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="another copy of the ledger, as often as there are; the profile's own is always read",
    )
    parser.add_argument(
        "--tickets",
        metavar="FILE",
        help="a text file with a scanned ticket on each line, or - for standard input",
    )
    parser.add_argument(
        "--without-node",
        action="store_true",
        help="do not ask the node: what only the node has stays unknown here",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run_recover(arguments: argparse.Namespace) -> int:
    """Recover; 1 when something is or may be missing, 2 when it could not be done."""
    try:
        profile = load_profile(arguments.profile)
        with only_one(profile.state):
            absent = _absent(profile)
            report = _recover(profile, arguments)
    except AlreadyRunning as exc:
        sys.stderr.write(f"{exc}. Stop the kiosk, then run this again.\n")
        return 2
    except (ConfigError, EnvironmentFault, PeerFault, OSError) as exc:
        sys.stderr.write(f"{exc}\n{_advice(exc)}\n")
        return 2
    if arguments.json:
        more = {"complete": report.complete, "copy_absent": None if absent is None else str(absent)}
        print(json.dumps(asdict(report) | more, ensure_ascii=False))
    else:
        print("\n".join(_words(report, absent)))
    return 0 if report.complete else 1


def _recover(profile: Profile, arguments: argparse.Namespace) -> Report:
    identity = load_identity(profile.state)
    node_keys = verify(profile, load_papers(profile.state)).trust.ring(KeyRole.RECEIPT)
    signer = open_enrolled(profile, bytes.fromhex(identity.kid)).signer
    clock = KioskClock(own_ms, identity.enrolled_at)
    with ExitStack() as open_ones:
        client = None
        if not arguments.without_node:
            line = open_ones.enter_context(HttpTransport(profile.node.url))
            client = _client(line, signer, node_keys, clock)
        record = _record(profile, signer)
        report = recover(
            Job(
                ledger=profile.state / LEDGER_FILE,
                fork_proof=profile.state / FORK_FILE,
                maker=Maker(signer, clock, os.urandom),
                node_keys=node_keys,
                copies=_copies(profile, arguments.copy),
                tickets=open_ones.enter_context(_tickets(arguments.tickets)),
                client=client,
                marked=_marked(record),
                former=identity.former_keys,
            )
        )
    if record.known is None or record.known.ledger != report.now:
        record.begin(bytes.fromhex(report.now))
    return report


def _record(profile: Profile, signer: Signer) -> LedgerRecord:
    """What this machine remembers of its ledger outside of the file; its words go to the error."""
    log = structlog.wrap_logger(structlog.PrintLogger(sys.stderr))
    return LedgerRecord(profile.state, signer.public_key.kid, log)


def _marked(record: LedgerRecord) -> tuple[bytes, int] | None:
    known = record.known
    return None if known is None else (bytes.fromhex(known.ledger), known.at_node)


def _client(
    line: HttpTransport, signer: Signer, node_keys: KeyRing, clock: KioskClock
) -> NodeClient:
    return NodeClient(line, signer, node_keys, lambda: clock().time_s, os.urandom)


def _copies(profile: Profile, named: Sequence[Path]) -> tuple[Path, ...]:
    """The second medium if it is there, and the copies named, which must be."""
    for path in named:
        if not _is_there(path):
            raise ConfigError(str(path), "--copy", "there is no such file")
    own = _own_copy(profile)
    return (*([own] if own is not None and _is_there(own) else []), *named)


def _own_copy(profile: Profile) -> Path | None:
    return profile.ledger.copy_path if profile.ledger is not None else None


def _absent(profile: Profile) -> Path | None:
    """The profile's own copy, if it is not there to be read."""
    own = _own_copy(profile)
    return own if own is not None and not _is_there(own) else None


def _is_there(path: Path) -> bool:
    """Whether there is a ledger's file, or what is left of one: its log alone holds entries too."""
    return path.is_file() or path.with_name(f"{path.name}-wal").is_file()


@contextmanager
def _tickets(name: str | None) -> Iterator[Iterator[str]]:
    """The lines of the file, one ticket each; none without a file."""
    if name is None:
        yield iter(())
    elif name == STANDARD_INPUT:
        yield _lines(sys.stdin)
    else:
        with Path(name).open(encoding="utf-8", errors="replace") as file:
            yield _lines(file)


def _lines(file: TextIO) -> Iterator[str]:
    """Lines without the ends that scanners add; one too long is no ticket, in pieces neither."""
    while line := file.readline(MAX_TICKET_CHARS + 2):
        if text := line.strip("\r\n\t "):
            yield text


def _advice(exc: Exception) -> str:
    match exc:
        case PeerFault():
            return "Nothing was changed. See to the node first, or run this with --without-node."
        case EnvironmentFault(reason="node-away"):
            return (
                "Nothing was changed. The node may have entries that are nowhere else: run this"
                " again when it can be reached, or with --without-node if that takes too long."
            )
        case _:
            return "Nothing is lost by this: mend it and run this again."


def _words(report: Report, absent: Path | None = None) -> Iterator[str]:
    """The report in plain words. ``absent``: the profile's copy, if it could not be read."""
    if report.finished:
        yield "A recovery that had been interrupted was brought to its end first."
    yield _outcome(report)
    yield "Found: " + "; ".join(_found(report)) + "."
    if absent is not None:
        yield (
            f"The second medium was not there ({absent}): what only it holds is not counted here."
            " Put it in and run this again."
        )
    if report.damaged or report.unread_blocks:
        yield (
            f"In the ledger's file {report.damaged} entries were damaged, and the medium did not"
            f" give {report.unread_blocks} blocks of it."
        )
    if report.tickets.refused:
        yield f"{report.tickets.refused} lines are no tickets of this kiosk."
    yield from _missing(report)
    yield from _coins(report)
    if report.aside:
        yield (
            f"The old files are kept as {', '.join(report.aside)}. They hold codes of residents:"
            " destroy them when the district says that all is settled."
        )
    yield f"What to do next: {_next(report)}"


def _outcome(report: Report) -> str:
    match report.verdict:
        case Verdict.UNTOUCHED:
            return f"The ledger is whole ({report.size} entries). Nothing had to be done."
        case Verdict.COMPLETED:
            return (
                f"The ledger is whole ({report.size} entries). It has learnt {report.remembered}"
                " entries of ledgers before it."
            )
        case Verdict.REBUILT:
            return f"The ledger is whole again: all its {report.size} entries are there."
        case Verdict.NEW if report.old is None:
            return f"Nothing was found. The new ledger {report.now} begins without a past."
        case Verdict.NEW:
            return (
                f"The ledger {report.old} has ended. The new ledger {report.now} begins, and"
                f" remembers {report.remembered} entries that were found."
            )


def _found(report: Report) -> Iterator[str]:
    names = {
        "ledger": "in the ledger's own file",
        "copy": "on the second medium",
        "node": "fetched from the node",
        "tickets": "on tickets",
    }
    for source, where in names.items():
        only = f" ({report.only[source]} of them nowhere else)" if report.only[source] else ""
        yield f"{report.found[source]} entries {where}{only}"


def _missing(report: Report) -> Iterator[str]:
    if report.missing:
        yield f"MISSING: {_ranges(report.missing)} of the ledger {report.old}."
    for name, missing in report.earlier.items():
        yield f"MISSING: {_ranges(missing)} of the earlier ledger {name}."
    if not report.end_known:
        yield (
            "How far the old ledger went can't be known any more: what was sold last, and is at"
            " neither the node nor on the second medium nor on a ticket, is missing too."
        )
    if report.forks:
        places = ", ".join(map(str, report.forks[:RANGES_TOLD]))
        yield f"Two different entries were signed for the same place: {places}."


def _ranges(ranges: Sequence[LostRange]) -> str:
    count = sum(last - first + 1 for first, last in ranges)
    told = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    rest = f" and {len(told) - RANGES_TOLD} ranges more" if len(told) > RANGES_TOLD else ""
    return f"{count} entries: {', '.join(told[:RANGES_TOLD])}{rest}"


def _coins(report: Report) -> Iterator[str]:
    if report.unsent.entries:
        yield (
            f"Not yet confirmed by the node: {report.unsent.entries} entries with"
            f" {report.unsent.coins} coins. The kiosk delivers them by itself when it runs."
        )
    if report.without_code:
        yield (
            f"Of {report.without_code} of these only the ticket was found, without the code that"
            " was shown: the district bears them."
        )
    if report.released:
        yield f"{report.released} visits came to nothing; they hold no coins any more."
    if report.pins:
        yield f"The PINs of {report.pins} cards and badges have to be set again, beside a badge."


def _next(report: Report) -> str:
    if report.complete:
        return "start the kiosk."
    steps = "start the kiosk, and tell the district what is missing."
    if report.forks:
        steps += " Two machines may have used one key: the district must look at that first."
    return steps + " Tickets that turn up later: scan them and run this again with --tickets FILE."
