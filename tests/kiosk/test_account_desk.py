"""What the desk makes of the node's word, and of its silence."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from kiosk.node.account_desk import AccountDesk
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode
from kiosk.services.accounts import Account, Movement
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused, QueueError
from protocol.account_call import AccountAnswer, AccountRequest, BookedMove
from schemes.money import Coins
from tests.kiosk.desks import District
from tests.kiosk.people import NOON_S, SCHEME, Node, Resident
from tests.kiosk.shops import scheme

BOOKED = AccountAnswer(
    20, {"zoo": 3, "general": 30}, (BookedMove(NOON_S - 60, "spend", "점심 식권", -15),)
)


@dataclass
class Client:
    """Answers with what it was given, or fails so."""

    says: AccountAnswer | QueueError
    asked: list[AccountRequest] = field(default_factory=list)

    def account(self, request: AccountRequest) -> AccountAnswer:
        self.asked.append(request)
        if isinstance(self.says, QueueError):
            raise self.says
        return self.says


def code() -> CheckedCode:
    return CheckedCode(Resident(Node()).checked(), NOON_S, used=False)


def desk(client: Client, watch: NodeWatch) -> AccountDesk:
    district: Any = District(scheme(), {})
    return AccountDesk(client, watch, lambda: district)


def test_the_account_is_told_with_the_schemes_names_of_its_purses() -> None:
    client, watch, shown = Client(BOOKED), NodeWatch(), code()
    general = scheme().purses[0].name
    assert desk(client, watch).look(shown) == Account(
        balance=Coins(33),
        spendable=Coins(20),
        purses=((general, Coins(30)), ("zoo", Coins(3))),
        moves=(Movement(NOON_S - 60, "spend", "점심 식권", Coins(-15)),),
    )
    assert client.asked == [AccountRequest(shown.resident.evidence, SCHEME, NOON_S, "test-hall")]
    assert watch.near


@pytest.mark.parametrize(
    ("reason", "told"),
    [("revoked", "revoked"), ("not-at-home", "not-at-home"), ("of-next-year", "declined")],
)
def test_a_decline_is_told_by_a_reason_that_has_words(reason: str, told: str) -> None:
    watch = NodeWatch()
    assert desk(Client(AccountAnswer(reason=reason)), watch).look(code()) == told
    assert watch.near


@pytest.mark.parametrize(
    "error", [NodeAway("cut"), NodeRefused("busy", 503), BadAnswer("forged")], ids=repr
)
def test_without_a_believed_answer_the_node_is_away(error: QueueError) -> None:
    client, watch = Client(error), NodeWatch()
    asker = desk(client, watch)
    assert asker.look(code()) == "node-away"
    assert not watch.near
    assert asker.look(code()) == "node-away"
    assert len(client.asked) == 1  # a node that is known to be away is not waited for
