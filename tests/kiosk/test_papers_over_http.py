"""A node on loopback that misbehaves: it is refused by name, and the last good paper stays.

Real HTTP: what the transport makes of a cut download is part of the question.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.days import local_day
from kiosk.district import BUNDLE_FILE, TRUST_FILE, load_district
from kiosk.papers.bundle_keeper import fetch_newer
from kiosk.papers.refused_paper import PaperRefused
from kiosk.papers.status_keeper import STATUS_FILE, StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from offline_queue.errors import QueueError
from offline_queue.http_transport import HttpTransport
from tests.kiosk.documents import ENROLLED_S, Authority, new_key
from tests.kiosk.shops import MEALS, scheme_text
from tests.offline_queue.node_server import Exchange, Node, serving

NOW_S = ENROLLED_S + 10
TODAY = local_day(ENROLLED_S)
Paper = Callable[[Authority], bytes]
Answer = Callable[[bytes, Exchange], None]


def head(length: int | None, etag: str = "") -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: application/cbor", "Connection: close"]
    lines += [f"Content-Length: {length}"] * (length is not None)
    lines += [f"ETag: {etag}"] * bool(etag)
    return "\r\n".join([*lines, "", ""]).encode()


def whole(body: bytes, exchange: Exchange) -> None:
    exchange.raw([head(len(body), '"tag"'), body])


def cut(body: bytes, exchange: Exchange) -> None:
    """The line falls in the middle, and HTTP can tell."""
    exchange.raw([head(len(body), '"tag"'), body[: len(body) // 2]])


def cut_unseen(body: bytes, exchange: Exchange) -> None:
    """A proxy that tells no length gives up: HTTP takes what came for all of it."""
    exchange.raw([head(None, '"tag"'), body[: len(body) // 2]])


def endless(body: bytes, exchange: Exchange) -> None:
    exchange.raw([head(9 * 1024 * 1024), body, bytes(9 * 1024 * 1024)])


def missing(_body: bytes, exchange: Exchange) -> None:
    exchange.answer(b"not here", 404, "text/plain")


def gold(authority: Authority) -> bytes:
    return authority.bundle(
        3,
        scheme_id="gold",
        scheme=scheme_text().replace(b'id = "test-coin"', b'id = "gold"'),
        facilities={"hall": MEALS.replace("test-coin", "gold").encode()},
    )


BUNDLES: list[tuple[str, Answer, Paper]] = [
    ("node-away", cut, lambda it: it.bundle(2)),
    ("not-whole", cut_unseen, lambda it: it.bundle(2)),
    ("bad-answer", endless, lambda it: it.bundle(2)),
    ("node-away", missing, lambda it: it.bundle(2)),
    ("older", whole, lambda it: it.bundle(1)),
    ("altered", whole, lambda it: it.bundle(2, expires=NOW_S + 7)),
    ("expired", whole, lambda it: it.bundle(3, expires=NOW_S)),
    ("untrusted", whole, lambda _: Authority().bundle(3)),
    ("untrusted", whole, lambda it: it.bundle(3, new_key())),
    ("other-scheme", whole, gold),
]
LISTS: list[tuple[str, Answer, Paper]] = [
    ("node-away", cut, lambda it: it.statuses(NOW_S)),
    ("not-whole", cut_unseen, lambda it: it.statuses(NOW_S)),
    ("bad-answer", endless, lambda it: it.statuses(NOW_S)),
    ("node-away", missing, lambda it: it.statuses(NOW_S)),
    ("older", whole, lambda it: it.statuses(ENROLLED_S - 1)),
    ("expired", whole, lambda it: it.statuses(NOW_S - 5, life_s=5)),
    ("untrusted", whole, lambda _: Authority().statuses(NOW_S)),
    ("untrusted", whole, lambda it: it.bundle(3)),
    ("other-scheme", whole, lambda it: it.statuses(NOW_S, scheme="gold")),
]


class Place:
    """A machine, and a node that answers by whatever it is told to."""

    def __init__(self, folder: Path, node: Node) -> None:
        self.authority = Authority()
        self.profile: Profile = self.authority.enrolled(folder)
        self.node = node
        self.line = HttpTransport(node.url)
        self.shelf = StatusShelf()
        running = load_district(self.profile, TODAY)
        keys, state = running.receipt_keys, self.profile.state
        self.statuses = StatusKeeper(state, "test-coin", keys, self.shelf)

    def offer(self, body: bytes, answer: Answer = whole) -> None:
        self.node.behave = lambda _call, _body, exchange: answer(body, exchange)

    def fetch_bundle(self) -> bool:
        running = load_district(self.profile, TODAY)
        return fetch_newer(self.line, self.profile, running, NOW_S) is not None

    def fetch_status(self) -> bool:
        return self.statuses.fetch(self.line, NOW_S)

    def files(self) -> dict[str, bytes]:
        names = (BUNDLE_FILE, TRUST_FILE, STATUS_FILE)
        return {name: (self.profile.state / name).read_bytes() for name in names}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with serving(lambda *_: None) as node:
        made = Place(tmp_path, node)
        made.offer(made.authority.bundle(2))
        assert made.fetch_bundle()
        made.offer(made.authority.statuses())
        assert made.fetch_status()
        yield made
        made.line.close()


def refused(place: Place, fetch: Callable[[], bool]) -> str:
    before = place.files()
    with pytest.raises(QueueError) as caught:
        fetch()
    assert place.files() == before
    assert load_district(place.profile, TODAY).bundle_version == 2
    assert place.shelf.issued_s == ENROLLED_S
    return caught.value.why if isinstance(caught.value, PaperRefused) else caught.value.reason


@pytest.mark.parametrize(("why", "answer", "paper"), BUNDLES)
def test_a_bad_bundle_is_refused_by_name_and_the_next_good_one_is_taken(
    place: Place, why: str, answer: Answer, paper: Paper
) -> None:
    place.offer(paper(place.authority), answer)
    assert refused(place, place.fetch_bundle) == why
    place.offer(place.authority.bundle(4))
    assert place.fetch_bundle()
    assert load_district(place.profile, TODAY).bundle_version == 4


@pytest.mark.parametrize(("why", "answer", "paper"), LISTS)
def test_a_bad_status_list_is_refused_by_name_and_the_next_good_one_is_taken(
    place: Place, why: str, answer: Answer, paper: Paper
) -> None:
    place.offer(paper(place.authority), answer)
    assert refused(place, place.fetch_status) == why
    place.offer(place.authority.statuses(NOW_S, bad=[3]))
    assert place.fetch_status()
    assert place.shelf.look(3, NOW_S).revoked


def test_the_tag_goes_back_to_the_node_as_it_came(place: Place) -> None:
    def unchanged(_body: bytes, exchange: Exchange) -> None:
        exchange.answer(b"", 304)

    place.offer(b"", unchanged)
    assert not place.fetch_bundle()
    assert not place.fetch_status()
    assert [sent["If-None-Match"] for sent in place.node.headers[-2:]] == ['"tag"', '"tag"']
