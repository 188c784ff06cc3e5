"""What an item of a batch says by itself: verified bytes in, its place and its content out.

Nothing here asks the database, so a batch is read before the write lock is taken, and a hold never
waits for a signature of somebody's entries.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from central_node.booking_rules import Flag
from central_node.former import credential_in
from central_node.showings import TAKES
from protocol import cbor, cose, shape
from protocol.cose import MessageType
from protocol.entry import Entry, EntryKind, Opening, Party, Role, entry_hash, read_entry
from protocol.errors import BadShape, ProtocolError
from protocol.keys import SIGNATURE_BYTES, KeyRing
from protocol.messages import EntryItem, Refusal
from protocol.offer import check_shown, signed_for
from protocol.receipt import HASH_BYTES, LEDGER_BYTES
from protocol.resident_code import ResidentCode

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # SP 800-186
_HALF_BYTES = SIGNATURE_BYTES // 2
_LEDGER, _SEQ, _PREVIOUS = 1, 2, 3  # the fields of an entry that make the chain, in every version
_PERSON = {  # whose account an entry is about
    EntryKind.SPEND: Role.PAYER,
    EntryKind.DONATE: Role.PAYER,
    EntryKind.TRANSFER: Role.PAYER,
    EntryKind.EARN: Role.PAYEE,
    EntryKind.TOP_UP: Role.PAYEE,
    EntryKind.CONVERT: Role.PAYEE,
    EntryKind.REVERSE: Role.PAYEE,
    EntryKind.ADMIT: Role.HOLDER,
}
_GIVES = frozenset({EntryKind.TRANSFER})
_APPROVED = frozenset({EntryKind.EARN, EntryKind.TOP_UP})  # by a badge of staff


@dataclass(frozen=True)
class Reading:
    """A signed entry and its place in its chain.

    ``entry`` is None where this version cannot read more than the place. ``evidence`` are the codes
    that the signed entry names, and no others. ``code`` is the payer's, verified, or the flag that
    says why there is none; only a spend and a visit by a pass need one. ``carer`` is the code of
    one who vouches for the payer, None where there is none or none that is good; ``staff`` and, of
    a transfer, ``payee`` likewise.
    """

    raw: bytes
    hash: bytes
    ledger: bytes
    seq: int
    previous: bytes
    entry: Entry | None = None
    evidence: tuple[bytes, ...] = ()
    code: ResidentCode | Flag = Flag.EVIDENCE_MISSING
    carer: ResidentCode | None = None
    staff: ResidentCode | None = None
    payee: ResidentCode | None = None

    @property
    def person(self) -> Party | None:
        """Whose account it is about, by the entry's own word."""
        return None if self.entry is None else _person(self.entry)

    @property
    def twin_hash(self) -> bytes:
        """The hash of this entry under its other signature.

        Where (r, s) is an ECDSA signature, (r, n - s) is one too (FIPS 186-5), and anybody can make
        it of the first. The signature is the end of a message, and nothing else in it is unsigned.
        """
        s = int.from_bytes(self.raw[-_HALF_BYTES:])
        return entry_hash(self.raw[:-_HALF_BYTES] + (-s % _P256_ORDER).to_bytes(_HALF_BYTES))

    @property
    def opening(self) -> Opening | None:
        """What it says of the ledger before, if it opens its ledger."""
        if self.entry is None or self.entry.kind is not EntryKind.OPEN or self.seq != 0:
            return None
        return self.entry.opening


@dataclass(frozen=True)
class Reader:
    """Reads the entries of one kiosk: its key, the node's keys for credentials, the scheme's id.

    ``former_keys`` count for the credentials in ``issued`` alone, exact bytes that the books have.
    """

    kiosk: KeyRing
    credential_keys: KeyRing
    scheme: str
    former_keys: KeyRing = field(default_factory=dict)
    issued: frozenset[bytes] = frozenset()

    def read(self, item: EntryItem) -> Reading | Refusal:
        """The reading, or why these bytes are no entry of this kiosk's."""
        try:
            return self._read(item)
        except ProtocolError as exc:
            return Refusal(exc.reason)

    def _read(self, item: EntryItem) -> Reading:
        try:
            signed = read_entry(item.entry, self.kiosk)
        except BadShape:  # signed by a newer kiosk, perhaps: its place may be readable all the same
            return read_place(item.entry, self.kiosk)
        entry, codes = signed.entry, _named(signed.entry, item.evidence)
        return Reading(
            raw=item.entry,
            hash=signed.hash,
            ledger=entry.ledger,
            seq=entry.seq,
            previous=entry.previous,
            entry=entry,
            evidence=tuple(codes.values()),
            code=self._signed_for(entry, self._code(_person(entry), codes)),
            carer=self._beside(entry, Role.CARER, codes) if entry.kind in TAKES else None,
            staff=self._beside(entry, Role.STAFF, codes) if entry.kind in _APPROVED else None,
            payee=self._beside(entry, Role.PAYEE, codes) if entry.kind in _GIVES else None,
        )

    def _beside(
        self, entry: Entry, role: Role, codes: Mapping[bytes, bytes]
    ) -> ResidentCode | None:
        code = self._code(_party(entry, role), codes)
        return None if isinstance(code, Flag) else code

    def _code(self, party: Party | None, codes: Mapping[bytes, bytes]) -> ResidentCode | Flag:
        """The code of a party, if it is good; its age is not judged again."""
        shown = None if party is None else codes.get(party.evidence_hash)
        if party is None or shown is None:
            return Flag.EVIDENCE_MISSING
        try:
            about = self._ring(shown), self.scheme, 0, self.kiosk
            code = check_shown(shown, *about, judge_age=False)
        except ProtocolError:
            return Flag.EVIDENCE_REFUSED
        found = (code.cti, code.counter, code.limit_tag)
        named = (party.cti, party.counter, party.limit_tag)
        return code if found == named else Flag.EVIDENCE_REFUSED

    def _signed_for(self, entry: Entry, code: ResidentCode | Flag) -> ResidentCode | Flag:
        """The same, unless it was made for an offer of other coins than the entry takes."""
        pays = entry.kind in TAKES
        if isinstance(code, Flag) or not pays or signed_for(code, sum(entry.amounts.values())):
            return code
        return Flag.EVIDENCE_REFUSED

    def _ring(self, shown: bytes) -> KeyRing:
        if not self.issued or credential_in(shown) not in self.issued:
            return self.credential_keys
        return {**self.former_keys, **self.credential_keys}


def _person(entry: Entry) -> Party | None:
    role = _PERSON.get(entry.kind) if isinstance(entry.kind, EntryKind) else None
    return None if role is None else _party(entry, role)


def _party(entry: Entry, role: Role) -> Party | None:
    return next((party for party in entry.parties if party.role is role), None)


def _named(entry: Entry, evidence: Sequence[bytes]) -> dict[bytes, bytes]:
    """Codes by hash that the signed entry names: nobody's disk is filled with others."""
    named = {party.evidence_hash for party in entry.parties}
    hashed = {hashlib.sha256(code).digest(): code for code in evidence}
    return {digest: code for digest, code in hashed.items() if digest in named}


def read_place(raw: bytes, ring: KeyRing) -> Reading:
    """A signed entry's place alone. Raises ProtocolError for bytes that name none."""
    body = cbor.decode(cose.verify1(raw, MessageType.ENTRY, ring).payload)
    if not isinstance(body, Mapping):
        raise BadShape("not a map")
    return Reading(
        raw=raw,
        hash=entry_hash(raw),
        ledger=shape.octets(body.get(_LEDGER), LEDGER_BYTES),
        seq=shape.whole(body.get(_SEQ)),
        previous=shape.octets(body.get(_PREVIOUS), HASH_BYTES),
    )
