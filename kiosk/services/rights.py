"""Rights that are counted by limit tag: a free ticket a day.

A phone gets another limit tag with each calendar month of the scheme, by when its code was issued.
For some days of a new month the code of the old one still pays: counted by it, one person would
have every right twice.
"""

from typing import Final

from kiosk.services.asks import Known, NotFound
from protocol.credential import CredentialKind
from schemes.scheme import Scheme

RENEW_CODE: Final = "renew-code"


def check_of_this_month(known: Known, scheme: Scheme) -> None:
    """Raise NotFound(renew-code) where the holder's code is from before this calendar month.

    A card keeps its own tag as long as it lives. What it and a phone of one person take is told
    apart by nobody here: the node flags it.
    """
    holder = known.holder
    if holder is None or holder.kind is not CredentialKind.PHONE or known.at_s is None:
        return
    if holder.issued_s < scheme.month_start(known.at_s):
        raise NotFound(RENEW_CODE)
