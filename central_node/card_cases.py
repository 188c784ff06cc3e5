"""What is known of a card that pays or gives, beside its coins: its day, its PIN, who vouches."""

from central_node.card_checks import CardCase, Vouch, card_day, vouch_at
from central_node.district import District
from central_node.known import Known
from central_node.pins import PinCount
from central_node.spend_checks import one_visit
from protocol.credential import CredentialKind
from protocol.entry import Entry
from protocol.resident_code import ResidentCode


def card_case(
    district: District, known: Known, entry: Entry, code: ResidentCode, carer: ResidentCode | None
) -> CardCase | None:
    """None for a phone."""
    if code.credential.kind is not CredentialKind.CARD:
        return None
    cards = known.cards
    day = card_day(entry, cards.trusted, district.scheme_of(entry.scheme_version))
    return CardCase(
        day_spent=cards.spent(code.cti, *day),
        pin=cards.pins.get(code.cti, PinCount()),
        vouch=Vouch.NONE if carer is None else _vouch(known, carer, code, entry),
        unclear=cards.unclear_at(entry.seq),
    )


def _vouch(known: Known, carer: ResidentCode, code: ResidentCode, entry: Entry) -> Vouch:
    """What a carer's phone, shown in this visit, was worth beside this card then."""
    if carer.presentation is None or not one_visit(entry, carer):
        return Vouch.NONE
    residents = known.resident_of(carer.cti), known.resident_of(code.cti)
    return vouch_at(entry, known.cards.vouched(*residents), known.revoked(carer.cti))
