"""Asks the node what is booked for the person whose code was shown. For the lane of the holds."""

from collections.abc import Callable
from typing import Final, Protocol

from kiosk.district import District
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode
from kiosk.services.accounts import Account, Movement
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused
from protocol.account_call import AccountAnswer, AccountRequest
from schemes.money import Coins
from schemes.scheme import Scheme

NODE_AWAY: Final = "node-away"
DECLINED: Final = "declined"
KNOWN_REASONS: Final = frozenset(
    {"revoked", "not-at-home", "unknown-credential", "kind-not-served", "kiosk-retired"}
)
"""The words a person gets; a reason that this version doesn't know is told as `DECLINED`."""


class AccountClient(Protocol):
    """The part of the node client that asks for accounts."""

    def account(self, request: AccountRequest) -> AccountAnswer:
        """Return the node's believed answer within 800 ms, or raise that there is none."""


class AccountDesk:
    """Looks up accounts; nothing of them is kept here. ``district`` returns the one in force."""

    def __init__(
        self, client: AccountClient, watch: NodeWatch, district: Callable[[], District]
    ) -> None:
        self._client = client
        self._watch = watch
        self._district = district

    def look(self, code: CheckedCode) -> Account | str:
        """Return the account of whoever showed ``code``, or the reason why it is not told.

        A node that is thought to be away is not asked, so nobody waits for it.
        """
        if not self._watch.near:
            return NODE_AWAY
        district = self._district()
        shown, scheme = code.resident.evidence, district.scheme
        request = AccountRequest(shown, scheme.id, code.scanned_at_s, district.facility.id)
        try:
            answer = self._client.account(request)
        except (NodeAway, NodeRefused, BadAnswer):
            self._watch.silent()
            return NODE_AWAY
        self._watch.answered()
        if answer.reason is not None:
            return answer.reason if answer.reason in KNOWN_REASONS else DECLINED
        return _account(answer, scheme)


def _account(answer: AccountAnswer, scheme: Scheme) -> Account:
    """Purses under the names of the scheme in force, in its order; others under their ids."""
    names = {purse.id: purse.name for purse in scheme.purses}
    ids = [
        *(id_ for id_ in names if id_ in answer.purses),
        *sorted(answer.purses.keys() - names.keys()),
    ]
    return Account(
        balance=Coins(answer.balance),
        spendable=Coins(answer.spendable),
        purses=tuple((names.get(id_, id_), Coins(answer.purses[id_])) for id_ in ids),
        moves=tuple(
            Movement(move.time, move.kind, move.name, Coins(move.coins)) for move in answer.moves
        ),
    )
