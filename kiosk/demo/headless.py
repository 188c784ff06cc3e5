"""A run with the scripted resident: what it leaves in its folder, and whether it is right."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.demo.errors import FailedProgramError
from kiosk.demo.journal import Times, read_times
from kiosk.demo.node_program import Books
from kiosk.demo.output import SUMMARY_FILE, TICKET_FILE, make_room, writing
from kiosk.demo.paper import newest
from kiosk.demo.resend import Resent, send_again
from kiosk.demo.setup import Options
from kiosk.demo.summary import Act, Evidence, Summary, summarise
from kiosk.demo.supervisor import Demo
from kiosk.demo.terminal_program import Visitor
from kiosk.facility import Facility, load_facility
from kiosk.profile.machine import LEDGER_FILE
from kiosk.services.orders import HandOver
from offline_queue.errors import QueueError
from offline_queue.reader import LedgerReader
from offline_queue.records import USES_CODE
from offline_queue.show import show
from offline_queue.verify import verify
from protocol.entry import EntryKind
from schemes.scheme import load_scheme

LOG_FILE = "kiosk.jsonl"
NOTHING_RESENT = Resent(0, same_receipts=True)


def run_headless(options: Options, visitor: Visitor, today: date) -> Summary:
    """One visit from the first screen to the last receipt; writes pictures and summary.

    ``today`` is the local day, by whose rates the facility is priced. A program that fails is a
    problem in the summary, which tells as much as could be seen. Raises DemoError when the run
    can't begin or its folder can't be written.
    """
    make_room(visitor.output)
    try:
        with Demo(options) as demo:
            evidence = _visit(demo, options, visitor, today)
    except FailedProgramError as exc:
        evidence = _of_nothing(options, str(exc))
    summary = summarise(evidence)
    text = json.dumps(summary.to_json(), ensure_ascii=False, indent=2)
    with writing(visitor.output):
        (visitor.output / SUMMARY_FILE).write_text(text + "\n", encoding="utf-8")
    return summary


def _visit(demo: Demo, options: Options, visitor: Visitor, today: date) -> Evidence:
    before = demo.parts.node.books()
    problems: tuple[str, ...] = ()
    try:
        demo.run()
    except FailedProgramError as exc:
        problems = (str(exc),)
        demo.end_window()  # a stuck one still has the ledger, and may sell
    try:
        evidence = _evidence(demo, options, visitor, before, today)
    except (QueueError, FailedProgramError) as exc:
        return _of_nothing(options, *problems, f"The run left nothing to judge: {exc}")
    return replace(evidence, resident_problems=(*problems, *evidence.resident_problems))


def _of_nothing(options: Options, *problems: str) -> Evidence:
    return Evidence(options.facility.stem, options.offline, resident_problems=problems)


def _evidence(
    demo: Demo, options: Options, visitor: Visitor, before: Books, today: date
) -> Evidence:
    terminal = demo.parts.terminal
    ledger = terminal.state / LEDGER_FILE
    can_resend = options.offline and demo.parts.node.running
    resent = send_again(terminal.profile, today) if can_resend else NOTHING_RESENT
    after = demo.parts.node.books()
    report, times, finished = verify(ledger), _times(terminal.state), demo.told.finished
    return Evidence(
        facility=options.facility.stem,
        offline=options.offline,
        acts=tuple(_acts(ledger, _facility(options, today))),
        entries=report.entries,
        synced=report.entries - report.unsent,
        chain_ok=report.chain_ok,
        ledger_problems=report.problems,
        counts=tuple(demo.told.counts),
        resent=resent.entries,
        same_receipts=resent.same_receipts,
        duplicates=after.duplicates,
        balance_before=before.balance_of(visitor.resident),
        balance_after=after.balance_of(visitor.resident),
        rewarded=after.rewarded - before.rewarded,
        decode_ms=times.decode_ms,
        accept_ms=times.accept_ms,
        ticket_id=_keep_ticket(demo.tickets, ledger, visitor.output),
        tickets=len(demo.tickets),
        screens=() if finished is None else finished.screens,
        resident_problems=("the visit was not finished",)
        if finished is None
        else finished.problems,
    )


def _facility(options: Options, today: date) -> Facility:
    scheme = load_scheme(options.scheme.read_bytes(), options.scheme.name)
    return load_facility(options.facility.read_bytes(), options.facility.name, scheme, today)


def _acts(ledger: Path, facility: Facility) -> Iterator[Act]:
    """What was done for the visitor; what only belongs to it (a void, a fulfil) is no act."""
    for entry in show(ledger):
        if entry.kind in USES_CODE:
            service, _, item = entry.lines[0].item.partition(":")
            yield Act(
                id=entry.id,
                decided_by="" if entry.decided is None else entry.decided.by.value,
                coins=sum(entry.amounts.values()),
                won=sum(line.quantity * line.unit_price for line in entry.lines),
                kind=EntryKind(entry.kind),
                printed=facility.services[service].hands_over(item) is HandOver.PRINT,
            )


def _keep_ticket(tickets: list[bytes], ledger: Path, output: Path) -> str | None:
    """Write the picture of the printed ticket; the id of the entry on it, if the ledger has it."""
    if not tickets:
        return None
    with LedgerReader.open(ledger) as reader:
        ticket, signed = newest(tickets, reader.public_key)
        kept = None if signed is None else reader.find(signed.entry.id)
    with writing(output):
        (output / TICKET_FILE).write_bytes(ticket.png)
    return None if kept is None or signed is None or kept.raw != signed.raw else kept.id.hex()


def _times(state: Path) -> Times:
    try:
        with (state / LOG_FILE).open(encoding="utf-8", errors="replace") as log:
            return read_times(log)
    except FileNotFoundError:
        return Times((), ())  # the window ended before its first event
