"""``kiosk ledger verify --export FILE``: check an export with public keys alone, on any machine."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from offline_queue.errors import LedgerError
from offline_queue.export_check import ExportReport, Trusted, verify_export
from protocol.bundle import TrustList, read_trust_list
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, PublicKey


class BadTrust(Exception):
    """What was given to trust can't be used; the text says why."""


def add_check(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that only the check of an export has."""
    parser.add_argument("--export", type=Path, metavar="FILE", help="check an export instead")
    parser.add_argument("--root", metavar="HEX", help="the district's root key, 64 digits")
    parser.add_argument(
        "--trust-list",
        type=Path,
        metavar="FILE",
        action="append",
        help="a list signed by that root, newer or older than the one in it; as often as needed",
    )
    parser.add_argument("--kiosk", metavar="HEX", help="the kiosk's public key, 66 digits")


def run_check(arguments: argparse.Namespace) -> int:
    """Check; 1 when the export has problems, 2 when there is nothing to check or to trust."""
    try:
        report = verify_export(arguments.export, _trusted(arguments))
    except (LedgerError, BadTrust) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print("\n".join(_words(report)))
    return 1 if report.problems or not report.chain_ok else 0


def _trusted(arguments: argparse.Namespace) -> Trusted:
    root = _key("--root", Algorithm.ED25519, arguments.root)
    kiosk = _key("--kiosk", Algorithm.ESP256, arguments.kiosk)
    if arguments.trust_list is None:
        return Trusted(root, kiosk)
    if root is None:
        raise BadTrust("--trust-list is believed only by the --root that signed it: give both")
    return Trusted(root, kiosk, tuple(_list(path, root) for path in arguments.trust_list))


def _key(option: str, algorithm: Algorithm, digits: str | None) -> PublicKey | None:
    if digits is None:
        return None
    try:
        return PublicKey(algorithm, bytes.fromhex(digits))
    except (ValueError, ProtocolError) as exc:
        raise BadTrust(f"{option}: this is no public key: {exc}") from exc


def _list(path: Path, root: PublicKey) -> TrustList:
    try:
        return read_trust_list(path.read_bytes(), root)
    except OSError as exc:
        raise BadTrust(f"{path}: {exc.strerror}") from exc
    except ProtocolError as exc:
        raise BadTrust(f"{path}: no trust list of this root ({exc.reason})") from exc


def _words(report: ExportReport) -> list[str]:
    state = "whole" if report.chain_ok else "BROKEN"
    coins = ", ".join(f"{kind} {units}" for kind, units in report.coins.items()) or "none"
    return [
        f"{report.entries} entries, chain {state}, {report.unsent} not yet confirmed",
        f"ledger {report.ledger} of kiosk key {report.kiosk_key}",
        f"entries from {_time(report.first_s)} to {_time(report.last_s)}",
        f"coins by kind: {coins}",
        *(f"shown: {sentence}" for sentence in report.established),
        *(f"NOT shown: {sentence}" for sentence in report.not_established),
        *(f"- {problem}" for problem in report.problems),
    ]


def _time(time_s: int) -> str:
    """A time for people; a hostile file may name one that no calendar has."""
    try:
        return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return f"second {time_s}"
