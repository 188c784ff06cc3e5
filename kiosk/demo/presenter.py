"""From how the demo's world stands to what its window shows. Pure."""

from dataclasses import dataclass
from zlib import crc32

from kiosk.demo.messages import STAFF, Counts, Phone, State, Told
from kiosk.demo.settings import DemoSettings, ReceiptTexts, SwitchTexts
from ui.demo import contract
from ui.demo.contract import SwitchId


@dataclass(frozen=True)
class Seen:
    """What the window itself knows: who is chosen, the ledger's counts, the ticket in the slot.

    ``recovered``: the terminal has come back from a power cut and nothing was touched since.
    ``offered``: the text of the code that the kiosk shows, empty while it shows none.
    """

    resident: str
    counts: Counts
    ticket: int = 0  # number of the last ticket, 0 while there is none
    ticket_just_cut: bool = False
    recovered: bool = False
    offered: str = ""


def present(settings: DemoSettings, state: State, seen: Seen) -> contract.DemoScreen:
    """The whole window but for the kiosk."""
    status, warning = _status(settings, state, seen)
    return contract.DemoScreen(
        labels=contract.Labels(**settings.labels.model_dump()),
        captions=tuple(
            contract.Caption(str(number), each.heading, each.words)
            for number, each in enumerate(settings.caption, start=1)
        ),
        residents=_residents(settings, state, seen),
        phone=_phone(settings, state, seen.resident),
        scannable=seen.offered != "" and _has_app(settings, seen.resident),
        switches=_switches(settings, state),
        ticket=contract.Ticket(
            just_cut=seen.ticket_just_cut,
            picture=ticket_source(seen.ticket),
            words=settings.ticket.words,
            close=settings.ticket.close,
        ),
        strip=settings.strip.counts.format(**seen.counts.model_dump()),
        strip_note=settings.strip.note,
        status=status,
        warning=warning,
    )


def code_source(phone: Phone) -> str:
    """Where QML finds the picture of a phone's code; another code is another address."""
    if not phone.code:
        return ""
    return f"image://demo/code/{phone.id}/{crc32(phone.code.encode()):08x}"


def ticket_source(number: int) -> str:
    """Where QML finds the picture of a printed ticket."""
    return f"image://demo/ticket/{number}" if number else ""


def _residents(settings: DemoSettings, state: State, seen: Seen) -> tuple[contract.Resident, ...]:
    """Whose code can be held up; where staff approve, theirs is there for the old photograph."""
    staffed = any(each.id == STAFF for each in state.phones)
    people = [(one.id, one.name, one.note) for one in settings.resident if not staffed & one.photo]
    if staffed:
        people.append((STAFF, settings.staff.name, settings.staff.note))
    return tuple(contract.Resident(*one, one[0] == seen.resident) for one in people)


def _phone(settings: DemoSettings, state: State, resident: str) -> contract.Phone:
    if resident == STAFF:
        return _badge(settings, state)
    owner = next(each for each in settings.resident if each.id == resident)
    phone = next((each for each in state.phones if each.id == resident), None)
    tail = "" if phone is None or not phone.tail else settings.phone.tail.format(tail=phone.tail)
    mine = f"{settings.phone.heading} {tail}".rstrip()
    return contract.Phone(
        heading=settings.phone.heading_photo if owner.photo else mine,
        owner=owner.name,
        code="" if phone is None else code_source(phone),
        note=settings.phone.photo if owner.photo else settings.phone.fresh,
        stale=owner.photo,
        receipt=_receipt(settings, None if phone is None else phone.told),
    )


def _has_app(settings: DemoSettings, resident: str) -> bool:
    """A badge is paper, and an old picture is in another app."""
    return any(each.id == resident and not each.photo for each in settings.resident)


_PAYS = frozenset({"spend", "donate", "transfer", "convert"})
_GETS = frozenset({"earn", "top-up", "reverse"})


def _receipt(settings: DemoSettings, told: Told | None) -> contract.Receipt:
    if told is None:
        return contract.Receipt()
    texts, words = settings.receipt, settings.phone
    return contract.Receipt(
        heading=words.heading_receipt if told.state == "booked" else words.heading_scanned,
        thing=told.name,
        amount=texts.coins.replace("{amount}", f"{told.amount:,}") if told.amount else "",
        words=_became(texts, told),
        good=told.state != "refused",
    )


def _became(texts: ReceiptTexts, told: Told) -> str:
    """One sentence: what became of it."""
    match told.state:
        case "refused":
            return texts.refused.get(told.reason, texts.refused["else"])
        case "booked" if told.kind in _PAYS and told.amount:
            return texts.paid
        case "booked":
            return texts.earned if told.kind in _GETS and told.amount else texts.done
        case "held":
            return texts.held
        case "over":
            return texts.over
    return texts.refused.get(told.reason, texts.waiting)


def _badge(settings: DemoSettings, state: State) -> contract.Phone:
    badge = next((each for each in state.phones if each.id == STAFF), None)
    return contract.Phone(
        heading=settings.staff.heading,
        owner=settings.staff.name,
        code="" if badge is None else code_source(badge),
        note=settings.staff.fresh,
        stale=False,
    )


def _switches(settings: DemoSettings, state: State) -> tuple[contract.Switch, ...]:
    return (
        _switch(SwitchId.NETWORK, settings.network, on=state.network_cut),
        _switch(SwitchId.BOTTLES, settings.bottles, on=False)
        if state.machine
        else _switch(SwitchId.PAPER, settings.paper, on=state.paper_out),
        _switch(SwitchId.POWER, settings.power, on=False),
    )


def _switch(id_: SwitchId, texts: SwitchTexts, *, on: bool) -> contract.Switch:
    return contract.Switch(id_.value, texts.words, texts.on if on else texts.off, on)


def _status(settings: DemoSettings, state: State, seen: Seen) -> tuple[str, bool]:
    """The one sentence that matters most now, and whether it is about something cut."""
    texts = settings.status
    unsent = seen.counts.recorded - seen.counts.confirmed
    if state.network_cut and unsent > 0:
        return texts.waiting.format(unsent=unsent), True
    if state.network_cut:
        return texts.cut, True
    if state.paper_out:
        return texts.no_paper, True
    if unsent > 0:
        return texts.sending, False
    if seen.recovered:
        return texts.restarted, False
    if state.gate_openings:
        return texts.gate.format(gate_openings=state.gate_openings), False
    return texts.online, False
