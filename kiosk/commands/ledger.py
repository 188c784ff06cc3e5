"""``kiosk ledger verify | show | export | recover``: check a ledger, read it, get it back."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from kiosk.commands.export import add_export, run_export
from kiosk.commands.export_check import add_check, run_check
from kiosk.commands.recover import add_recover, run_recover
from offline_queue.errors import LedgerError
from offline_queue.show import show
from offline_queue.verify import verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("verify", help="check every hash, signature and receipt")
    check.add_argument("path", type=Path, nargs="?", help="the ledger")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    add_check(check)
    words = verbs.add_parser("show", help="print every entry in words")
    words.add_argument("path", type=Path)
    add_export(verbs.add_parser("export", help="write a file that others check with public keys"))
    add_recover(verbs.add_parser("recover", help="get a damaged or lost ledger back"))


def run(arguments: argparse.Namespace) -> int:
    """Do one of them; 1 when the ledger has problems, 2 when it can't be read at all."""
    if arguments.verb == "export":
        return run_export(arguments)
    if arguments.verb == "recover":
        return run_recover(arguments)
    try:
        if arguments.verb == "verify":
            return _check(arguments)
        return _show(arguments.path)
    except LedgerError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2


def _check(arguments: argparse.Namespace) -> int:
    """Check a ledger or an export; exactly one of them is named."""
    if (arguments.path is None) == (arguments.export is None):
        sys.stderr.write("name either a ledger or --export FILE\n")
        return 2
    if arguments.export is not None:
        return run_check(arguments)
    if (arguments.root, arguments.trust_list, arguments.kiosk) != (None, None, None):
        sys.stderr.write("--root, --trust-list and --kiosk are for --export\n")
        return 2
    return _verify(arguments.path, as_json=arguments.json)


def _verify(path: Path, *, as_json: bool) -> int:
    report = verify(path)
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        state = "whole" if report.chain_ok else "BROKEN"
        print(f"{report.entries} entries, chain {state}, {report.unsent} not yet confirmed")
        for problem in report.problems:
            print(f"- {problem}")
    return 1 if report.problems or not report.chain_ok else 0


def _show(path: Path) -> int:
    for entry in show(path):
        when = datetime.fromtimestamp(entry.time_s).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        lines = ", ".join(f"{line.quantity} x {line.name}" for line in entry.lines)
        coins = ", ".join(f"{units} ({purse})" for purse, units in entry.amounts.items())
        by = f"by {entry.decided.by}" if entry.decided else ""
        of = f"of {entry.ref[:8]}" if entry.ref else ""
        parts = (entry.kind, lines, coins, by, entry.result or "", of, entry.outcome or "unsent")
        print(
            f"{entry.seq:>6}  {when}  {entry.id[:8]}  {'  '.join(part for part in parts if part)}"
        )
    return 0
