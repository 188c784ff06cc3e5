"""Receipts as they leave the node: the ones in the books, signed by a key that still counts.

The books keep each receipt as it was first signed. A kiosk that asks again after that key was
dropped could not verify it, and would ask for ever. It gets the same content under today's key.
"""

from dataclasses import dataclass, field
from typing import Self

from central_node.district import District
from protocol import cose
from protocol.cose import MessageType
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, Signer
from protocol.receipt import read_receipt, sign_receipt


@dataclass(frozen=True)
class Resigner:
    """Signs anew what a former key signed; all else is given as it is."""

    signer: Signer
    former: KeyRing = field(default_factory=dict)

    @classmethod
    def of(cls, district: District) -> Self:
        """Of the district in force."""
        return cls(district.receipt_signer, district.former_receipt_keys)

    def answer(self, stored: bytes) -> bytes:
        """A receipt of the books, as a kiosk can verify it now.

        Bytes that no former key signed are left: telling what is wrong with them is the audit's.
        """
        if not self.former:
            return stored
        try:
            if cose.parse(stored, MessageType.RECEIPT).kid not in self.former:
                return stored
            return sign_receipt(self.signer, read_receipt(stored, self.former))
        except ProtocolError:
            return stored
