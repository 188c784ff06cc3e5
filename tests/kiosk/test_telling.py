"""Partners are told on a thread of their own, once the ledger can be read, and of what follows."""

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, Queue

import pytest
import structlog
from structlog.testing import capture_logs

from kiosk.desks.telling import Telling
from kiosk.partners.errors import PartnerAway
from kiosk.partners.wire import Json
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import Node
from tests.kiosk.test_claims import shown, stood_in, written

WAIT_S = 10.0


class Partner:
    """Takes what it is told, and says on which thread."""

    def __init__(self, away: int = 0) -> None:
        self.away = away
        self.told: Queue[tuple[str, object, int]] = Queue()

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        assert path == "/v1/sold"
        if self.away:
            self.away -= 1
            raise PartnerAway("asleep")
        self.told.put((service, body["id"], threading.get_ident()))
        return {}


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


@pytest.mark.parametrize("away", [0, 1], ids=["at-once", "after-an-outage"])
def test_each_sale_is_told_off_the_screens_thread(desks: Desks, away: int) -> None:
    bugs: list[BaseException] = []
    partner = Partner(away)
    first = written(desks, stood_in(desks, lunch(), shown(desks))).ticket
    telling = Telling(
        ["meals"], lambda: partner, desks.path, lambda: True, structlog.get_logger(), bugs.append
    )
    telling.start()
    service, id_, thread = partner.told.get(timeout=WAIT_S)
    assert (service, id_) == ("meals", first.id.hex())
    assert thread != threading.get_ident()
    second = written(desks, stood_in(desks, lunch(), shown(desks, 2))).ticket
    telling.wake()
    assert partner.told.get(timeout=WAIT_S)[1] == second.id.hex()
    telling.close()
    assert bugs == []


def test_without_partners_there_is_no_thread(desks: Desks) -> None:
    before = set(threading.enumerate())
    telling = Telling([], Partner, desks.path, lambda: True, structlog.get_logger(), print)
    telling.start()
    assert set(threading.enumerate()) <= before  # those of other tests may end meanwhile
    telling.close()


def test_a_bug_is_told_and_a_ledger_that_is_not_open_is_waited_for(desks: Desks) -> None:
    bugs: Queue[BaseException] = Queue()
    asked: Queue[bool] = Queue()

    def is_open() -> bool:
        asked.put(True)
        raise ZeroDivisionError

    telling = Telling(["meals"], Partner, desks.path, is_open, structlog.get_logger(), bugs.put)
    telling.start()
    assert asked.get(timeout=WAIT_S)
    assert isinstance(bugs.get(timeout=WAIT_S), ZeroDivisionError)
    telling.close()


def test_a_wake_up_while_the_ledger_is_closed_is_one_look_more(desks: Desks) -> None:
    looks: Queue[bool] = Queue()

    def is_open() -> bool:
        looks.put(True)
        return False

    telling = Telling(["meals"], Partner, desks.path, is_open, structlog.get_logger(), print)
    telling.start()
    assert looks.get(timeout=WAIT_S)
    telling.wake()
    assert looks.get(timeout=WAIT_S)
    with pytest.raises(Empty):
        looks.get(timeout=0.2)
    telling.close()


def test_a_ledger_that_can_not_be_read_is_in_the_log_once(tmp_path: Path) -> None:
    path, looks = tmp_path / "ledger.db", Queue[bool]()
    path.write_bytes(b"x" * 4096)

    def is_open() -> bool:
        looks.put(True)
        return True

    with capture_logs() as logs:
        telling = Telling(["meals"], Partner, path, is_open, structlog.get_logger(), print)
        telling.start()
        for _ in range(3):
            assert looks.get(timeout=WAIT_S)
            telling.wake()
        telling.close()
    assert [line["event"] for line in logs] == ["partners-untold"]
