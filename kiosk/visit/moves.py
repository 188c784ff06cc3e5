"""What each row of the visit's table does: small pure functions, visit in, visit and effects out."""

from dataclasses import replace

from kiosk import effects, events
from kiosk.effects import Effect
from kiosk.payment import CheckedCode
from kiosk.visit.state import CoinsFate, Place, Refusal, Shop, Visit, order, question
from ui.contract import AidId

IDLE_WARN_S = 100.0  # three times a young user's pause, and well over the 60 s of criterion 23
IDLE_END_S = 120.0  # the warning stands for 20 s
GOODBYE_S = 60.0  # thanks and sorry stay at least this long (criterion 13)
PRINTER_WAIT_S = 15.0  # a printer that has not told its state by then is taken as away

Step = tuple[Visit, tuple[Effect, ...]]

WAITS_FOR_A_PERSON = (
    Place.START,
    Place.ASKING,
    Place.SHOWING,
    Place.CONFIRMING,
    Place.REPRINT,
)


# --- leaving and refusing -------------------------------------------------------------------------


def fresh(visit: Visit) -> Visit:
    """Nobody at the machine: all that belonged to the person is gone."""
    return at_rest(Visit(printer_problem=visit.printer_problem))


def at_rest(visit: Visit) -> Visit:
    """Open or out of order, as the printer has it: what is sold here is printed."""
    place = Place.OUT_OF_ORDER if visit.printer_problem else Place.START
    return replace(visit, place=place)


def voided(visit: Visit, reason: str) -> tuple[Effect, ...]:
    """Return the void that an unfinished payment needs, if it has an intent."""
    if visit.payment is None or not visit.payment.intent:
        return ()
    return (effects.Void(visit.payment, reason),)


def sorry(visit: Visit, reason: str, retry: Place, coins: CoinsFate = CoinsFate.SAFE) -> Visit:
    """Say why it can't go on; the payment, if any, is over."""
    return replace(visit, place=Place.SORRY, refusal=Refusal(reason, coins, retry), payment=None)


def start_over(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew; nothing was asked of the node yet."""
    return fresh(visit), ()


def leave_payment(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew and give back what is held."""
    return fresh(visit), voided(visit, "left")


def tick(visit: Visit, now_s: float) -> Step:
    """Let time pass: warn a silent person, end a visit nobody is at, give up on the printer."""
    silent_s = now_s - visit.touched_at_s
    if visit.place is Place.PREPARING and silent_s >= PRINTER_WAIT_S:
        return _printer_silent(visit), ()
    if visit.place in (Place.THANKS, Place.SORRY) and silent_s >= GOODBYE_S:
        return fresh(visit), ()
    if visit.place not in WAITS_FOR_A_PERSON or _untouched(visit):
        return visit, ()
    if silent_s >= IDLE_END_S:
        return fresh(visit), voided(visit, "walked-away")
    return replace(visit, warned=silent_s >= IDLE_WARN_S), ()


def _printer_silent(visit: Visit) -> Visit:
    fate = CoinsFate.USED if visit.ticket else CoinsFate.SAFE
    return sorry(visit, "printer-unreachable", Place.START, fate)


def _untouched(visit: Visit) -> bool:
    return replace(visit, touched_at_s=0.0, warned=False) == fresh(visit)


# --- choosing -------------------------------------------------------------------------------------


def choose_service(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Begin with the first question of a service."""
    if event.id not in shop.services:
        return visit, ()
    return replace(visit, place=Place.ASKING, service=event.id, answers={}), ()


def choose_option(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Take an answer; the last one leads on to the code, or past it when it was shown already."""
    asked = question(shop, visit)
    if asked is None or event.id not in {option.id for option in asked.options}:
        return visit, ()
    visit = replace(visit, answers={**visit.answers, asked.id: event.id})
    if question(shop, visit) is not None:
        return visit, ()
    return prepare(visit) if visit.code else (replace(visit, place=Place.SHOWING), ())


def ask_before(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Take back the last answer."""
    if not visit.answers:
        return replace(visit, place=Place.START, service=""), ()
    *kept, _last = visit.answers.items()
    return replace(visit, place=Place.ASKING, answers=dict(kept), quantity=1), ()


def more(shop: Shop, visit: Visit, _event: object) -> Step:
    """One more, up to what the service sells at once."""
    most = order(shop, visit).max_quantity
    return replace(visit, quantity=min(visit.quantity + 1, most)), ()


def fewer(_shop: Shop, visit: Visit, _event: object) -> Step:
    """One fewer, down to one."""
    return replace(visit, quantity=max(visit.quantity - 1, 1)), ()


# --- codes ----------------------------------------------------------------------------------------


def code_seen(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A paid ticket that was never handed out comes first; then the code serves its visit."""
    if event.code.unfulfilled:
        waiting = replace(event.code.unfulfilled[0], again=True)
        return replace(visit, place=Place.REPRINT, code=event.code, ticket=waiting), ()
    if event.code.used:
        return sorry(visit, "already-used", visit.place), ()
    visit = replace(visit, code=event.code)
    if visit.place is Place.SHOWING:
        return prepare(visit)
    if visit.place is Place.START and len(shop.services) == 1:
        return replace(visit, place=Place.ASKING, service=next(iter(shop.services)), answers={}), ()
    return visit, ()


def code_refused(_shop: Shop, visit: Visit, event: events.CodeRefused) -> Step:
    """Say what is wrong with it; showing another goes on where the person was."""
    return sorry(visit, event.reason, visit.place), ()


def code_after_sorry(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Another code is as good as touching the button first."""
    back, _ = retry(shop, visit, event)
    return _code(shop, back, event)


def code_after_thanks(
    shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused
) -> Step:
    """The next person's code begins the next visit; the owner's own means nothing now."""
    if isinstance(event, events.CodeSeen) and _same_person(visit, event.code):
        return visit, ()
    return _code(shop, fresh(visit), event)


def _code(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    if visit.place is Place.OUT_OF_ORDER:
        return visit, ()
    if isinstance(event, events.CodeSeen):
        return code_seen(shop, visit, event)
    return code_refused(shop, visit, event)


def _same_person(visit: Visit, code: CheckedCode) -> bool:
    return visit.code is not None and visit.code.resident.cti == code.resident.cti


def retry(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Go back to where the refusal happened, without the code that was refused."""
    if visit.refusal is None or visit.refusal.retry is Place.START:
        return fresh(visit), ()
    return replace(visit, place=visit.refusal.retry, refusal=None, code=None), ()


# --- deciding -------------------------------------------------------------------------------------


def prepare(visit: Visit) -> Step:
    """Ask the printer before anything is asked of anybody else."""
    return replace(visit, place=Place.PREPARING, payment=None), (effects.CheckPrinter(),)


def prepare_again(_shop: Shop, visit: Visit, _event: object) -> Step:
    """The same for a ticket that is already paid."""
    return prepare(visit)


def continue_with_code(_shop: Shop, visit: Visit, _event: object) -> Step:
    """After a change of number: the code was read before, so go on."""
    return prepare(visit) if visit.code else (visit, ())


def printer_known(shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """No paper, no charge; a ticket that is owed is printed; else the node is asked."""
    visit = replace(visit, printer_problem=event.problem)
    if event.problem:
        fate = CoinsFate.USED if visit.ticket else CoinsFate.SAFE
        return sorry(visit, event.problem, Place.START, fate), ()
    if visit.ticket:
        return replace(visit, place=Place.FULFILLING), (effects.Print(visit.ticket),)
    if visit.code is None:
        return replace(visit, place=Place.SHOWING), ()
    asked = effects.AskNode(order(shop, visit), visit.code)
    return replace(visit, place=Place.DECIDING), (asked,)


def allowed(_shop: Shop, visit: Visit, event: events.Held | events.StoodIn) -> Step:
    """Show what it costs and what will be left."""
    return replace(visit, place=Place.CONFIRMING, payment=event.payment), ()


def declined(_shop: Shop, visit: Visit, event: events.Declined) -> Step:
    """Say why; an intent that was committed for it is voided."""
    wanted = voided(replace(visit, payment=event.payment), event.reason)
    return sorry(visit, event.reason, Place.START), wanted


def no_answer(_shop: Shop, visit: Visit, event: events.NoAnswer) -> Step:
    """The stand-in rules decide under the same id; the node is not asked again now."""
    return visit, (effects.StandIn(event.payment),)


def stray(_shop: Shop, visit: Visit, event: object) -> Step:
    """An answer to a question nobody asks any more: nothing may stay held by it."""
    if isinstance(event, events.Held | events.NoAnswer | events.StoodIn | events.Declined):
        return visit, voided(replace(visit, payment=event.payment), "left")
    return visit, ()


# --- agreeing, recording, handing over ------------------------------------------------------------


def agree(_shop: Shop, visit: Visit, _event: object) -> Step:
    """From here on nothing waits for a network."""
    if visit.payment is None:
        return visit, ()
    return replace(visit, place=Place.RECORDING), (effects.Commit(visit.payment),)


def change_order(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the number, with the code kept; what was held is given back."""
    changed = replace(visit, place=Place.SHOWING, payment=None)
    return changed, voided(visit, "changed")


def recorded(_shop: Shop, visit: Visit, event: events.Recorded) -> Step:
    """Coins are used; now hand over what they were used for."""
    after = replace(visit, place=Place.FULFILLING, ticket=event.ticket)
    return after, (effects.Print(event.ticket),)


def not_recorded(_shop: Shop, visit: Visit, event: events.NotRecorded) -> Step:
    """The ledger refused by name: nothing was used."""
    wanted = voided(replace(visit, payment=event.payment), event.reason)
    return sorry(visit, event.reason, Place.START), wanted


def ledger_failed(_shop: Shop, visit: Visit, event: events.LedgerFailed) -> Step:
    """Stop selling. In the middle of a record the fate of the coins is not known, and said so."""
    unsure = visit.place in (Place.RECORDING, Place.FULFILLING)
    refusal = Refusal(
        event.reason, CoinsFate.UNKNOWN if unsure else CoinsFate.SAFE, Place.OUT_OF_ORDER
    )
    return Visit(place=Place.OUT_OF_ORDER, refusal=refusal), ()


def printed(_shop: Shop, visit: Visit, event: events.Printed) -> Step:
    """Say thanks and where the ticket is."""
    noted = effects.NoteFulfilment(event.ticket, done=True)
    return replace(visit, place=Place.THANKS, ticket=event.ticket), (noted,)


def print_failed(_shop: Shop, visit: Visit, event: events.PrintFailed) -> Step:
    """Coins are used and the ticket is owed: it is offered again at this person's next code."""
    noted = effects.NoteFulfilment(event.ticket, done=False)
    return sorry(visit, event.reason, Place.START, CoinsFate.USED), (noted,)


# --- the machine itself ---------------------------------------------------------------------------


def printer_elsewhere(_shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """Nobody is disturbed: it is judged before the next charge."""
    return replace(visit, printer_problem=event.problem), ()


def printer_at_rest(_shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """Open and close with the printer, unless somebody is here or the ledger stopped us."""
    seen = replace(visit, printer_problem=event.problem)
    return (seen if visit.refusal or visit.code else at_rest(seen)), ()


def aid(_shop: Shop, visit: Visit, event: events.AskedForAid) -> Step:
    """Switch one aid on or off; the end of the visit sets it back."""
    now = visit.setting
    changed = {
        AidId.LARGER: replace(now, larger=not now.larger),
        AidId.CONTRAST: replace(now, contrast=not now.contrast),
        AidId.LOW: replace(now, low=not now.low),
    }
    return replace(visit, setting=changed[AidId(event.id)]), ()


def call_staff(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Tell the staff, and the person where they are."""
    return replace(visit, staff_called=True), (effects.TellStaff(),)
