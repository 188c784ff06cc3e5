"""What the ledger, the roster and the status list say of a credential. On the ledger's lane."""

from kiosk.desks.books import Books
from kiosk.desks.code_desk import Statuses
from kiosk.payment import CheckedCode, Payment
from protocol.credential import Credential, CredentialKind
from protocol.entry import ClockState
from schemes.money import Coins
from schemes.stand_in import HolderKind, StandInFacts


class Standing:
    """May it go on, and up to how much? Each question raises `LedgerError`."""

    def __init__(self, books: Books, statuses: Statuses) -> None:
        self._books = books
        self._statuses = statuses

    def facts(self, payment: Payment) -> StandInFacts:
        """Return one sale as this machine sees it."""
        credential = payment.code.resident.credential
        books, now = self._books, self._books.moment()
        ledger, district = books.ledger, books.district
        heard_at_s = max(ledger.last_node_time(), district.enrolled_at_s)
        status = self._statuses.look(credential.status_index, now.time_s)
        return StandInFacts(
            kind=HolderKind(credential.kind),
            amount=payment.order.total,
            home=district.kiosk in credential.slices,
            slice=Coins(self.slice(credential)),
            slice_used=Coins(ledger.slice_used(credential.cti, payment.id)),
            unsent=Coins(ledger.unsent_coins()),
            away_s=max(0, now.time_s - heard_at_s),
            clock_known=now.state is not ClockState.UNKNOWN,
            day_spent=self.day_spent(credential),
            status_age_s=status.age_s,
            revoked=self.revoked(credential),
            proved=payment.code.proved,
        )

    def refusal(self, code: CheckedCode) -> str:
        """Return why nothing at all is done with this code, or ""."""
        credential = code.resident.credential
        if self.revoked(credential):
            return "revoked"
        return "credential-closed" if self._books.ledger.is_closed(credential.cti) else ""

    def revoked(self, credential: Credential) -> bool:
        """Whether the status list or a word of the node's says so."""
        look = self._statuses.look(credential.status_index, self._books.moment().time_s)
        return look.revoked or self._books.ledger.is_revoked(credential.cti)

    def slice(self, credential: Credential) -> int:
        """Coins that it may take here in all without the node; a card's grow with the roster."""
        district = self._books.district
        row = district.roster.get(credential.cti)
        if row is not None and is_card(credential):
            return row.limit
        return credential.slices.get(district.kiosk, 0)

    def day_spent(self, credential: Credential) -> Coins:
        """Return what a card has spent here today; a phone has no day limit."""
        if not is_card(credential):
            return Coins(0)
        books = self._books
        return Coins(books.ledger.spent_since(credential.cti, books.day_start_s()))


def is_card(credential: Credential) -> bool:
    """Whether it is a bearer's card."""
    return credential.kind is CredentialKind.CARD
