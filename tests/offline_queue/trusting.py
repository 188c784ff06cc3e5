"""Cards, badges, carers and PINs for tests of the ledger: drafts, and the evidence to them."""

import hashlib
from dataclasses import replace

from offline_queue.ledger import Draft, Ledger, Recorded
from offline_queue.pins import PinResult
from protocol.entry import EntryKind, Party, Role
from tests.offline_queue.making import code, id_of, payer, spend

CARD, OTHER_CARD, BADGE, OTHER_BADGE, CARER = 70, 71, 80, 81, 90


def party(role: Role, number: int, *, counter: bool = False) -> Party:
    cti, count, evidence = code(number)
    hash_ = hashlib.sha256(evidence).digest()
    return Party(role, cti, count if counter else None, b"tag!", hash_)


def cti(number: int) -> bytes:
    return code(number)[0]


def verifier(number: int) -> bytes:
    """What a key store would make of a PIN."""
    return hashlib.sha256(b"PIN %d" % number).digest()


def pin(
    number: int,
    result: PinResult,
    card: int = CARD,
    *,
    by: int | None = BADGE,
    ref: int | None = None,
) -> Draft:
    """A `pin` entry about ``card``, beside the badge ``by``."""
    helper = () if by is None else (party(Role.STAFF, by),)
    return Draft(
        EntryKind.PIN,
        id_of(number),
        1,
        1,
        parties=(party(Role.HOLDER, card), *helper),
        ref=None if ref is None else id_of(ref),
        result=result,
    )


def set_pin(ledger: Ledger, number: int, card: int = CARD, secret: int = 1) -> Recorded:
    pieces = (code(card)[2], code(BADGE)[2])
    return ledger.set_pin(pin(number, PinResult.SET, card), verifier(secret), pieces)


def try_pin(ledger: Ledger, number: int, card: int = CARD) -> Recorded:
    return ledger.try_pin(pin(number, PinResult.TRY, card, by=None), (code(card)[2],))


def right_pin(ledger: Ledger, number: int, of: int, card: int = CARD) -> Recorded:
    return ledger.append(pin(number, PinResult.RIGHT, card, by=None, ref=of), (code(card)[2],))


def unblock(ledger: Ledger, number: int, card: int = CARD, by: int = BADGE) -> Recorded:
    draft = pin(number, PinResult.UNBLOCKED, card, by=by)
    return ledger.append(draft, (code(card)[2], code(by)[2]))


def card_spend(number: int, card: int = CARD, carer: int | None = None, coins: int = 3) -> Draft:
    """A spend by a card, which shows no counter, with a carer's code if there is one."""
    helper = () if carer is None else (party(Role.CARER, carer, counter=True),)
    return replace(spend(number, coins=coins), parties=(payer(card, counter=False), *helper))


def buy_by_card(
    ledger: Ledger, number: int, card: int = CARD, carer: int | None = None, coins: int = 3
) -> Recorded:
    pieces = [code(it)[2] for it in (card, carer) if it is not None]
    return ledger.append(card_spend(number, card, carer, coins), pieces)


def close(ledger: Ledger, number: int, card: int = CARD) -> Recorded:
    draft = Draft(
        EntryKind.CLOSE_CREDENTIAL,
        id_of(number),
        1,
        1,
        parties=(party(Role.HOLDER, card),),
        result="asked",
    )
    return ledger.append(draft, (code(card)[2],))


def revoked(ledger: Ledger, number: int, card: int = CARD) -> Recorded:
    """The node declined because the credential is revoked, signed, and the kiosk keeps that."""
    return ledger.append(
        Draft(
            EntryKind.VOID,
            id_of(number),
            1,
            1,
            parties=(party(Role.PAYER, card),),
            result="revoked",
        )
    )


def refuse(ledger: Ledger, number: int, reason: str) -> Recorded:
    return ledger.append(Draft(EntryKind.REFUSE, id_of(number), 1, 1, result=reason))


def clock_entry(number: int, badge: int = BADGE) -> Draft:
    """Staff set the clock."""
    return Draft(EntryKind.CLOCK, id_of(number), 1, 1, parties=(party(Role.STAFF, badge),))
