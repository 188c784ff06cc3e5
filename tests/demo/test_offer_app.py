"""An app signs once for a scanned code, and loses nothing with an answer that it does not hear."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.demo.offer_app import ASK_S, LATE_S, OfferApp
from protocol.code import to_text
from protocol.keys import Algorithm, MemorySigner
from protocol.offer import Offer, offer_id, sign_offer

NOW, UNTIL = 1_790_000_000, 1_790_000_180
LOST = None  # the node has it, and its answer is lost on the way
PAGE = (502, b"<html>bad gateway</html>")


@dataclass
class Node:
    """Answers as told, one after the other, and keeps what it was sent."""

    url: str
    replies: list[tuple[int, bytes] | None] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)

    def calls(self) -> list[str]:
        return [call for call, _ in self.sent]


@pytest.fixture
def node() -> Iterator[Node]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.sent.append((self.path.rpartition("/")[2], body["presentation"]))
            reply = known.replies.pop(0)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply[0])
            self.end_headers()
            self.wfile.write(reply[1])

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    known = Node(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


def scanned() -> str:
    signer = MemorySigner.generate(Algorithm.ESP256)
    id_ = offer_id(signer, "spend", bytes(7))
    return to_text(sign_offer(signer, Offer(id_, "test-coin", "spend", 5, "Lunch", UNTIL)))


class Pen:
    """Signs, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, _offer: Offer) -> str:
        self.made += 1
        return f"signature {self.made}"


def ok(**told: object) -> tuple[int, bytes]:
    return 200, json.dumps(told).encode()


def receipt(state: str, *, final: bool, **more: object) -> tuple[int, bytes]:
    return ok(state=state, final=final, kind="spend", amount=5, name="Lunch", **more)


def refusal(reason: str) -> tuple[int, bytes]:
    return 409, json.dumps({"reason": reason}).encode()


def told(app: OfferApp) -> tuple[str, str]:
    assert app.told is not None
    return app.told.state, app.told.reason


@pytest.mark.parametrize("lost", [LOST, PAGE], ids=["no answer", "somebody else's page"])
def test_an_answer_that_was_lost_is_sent_again_as_it_was(
    node: Node, lost: tuple[int, bytes] | None
) -> None:
    app, pen = OfferApp(node.url), Pen()
    node.replies = [lost, ok(), receipt("booked", final=True)]
    app.scan(scanned(), NOW, pen)
    assert told(app) == ("waiting", "node-away")
    app.step(NOW + ASK_S)
    assert told(app) == ("booked", "")
    assert node.calls() == ["answer", "answer", "receipt"]
    assert {sent for _, sent in node.sent} == {"signature 1"}


def test_who_scans_the_same_code_again_signs_nothing_new(node: Node) -> None:
    app, pen, text = OfferApp(node.url), Pen(), scanned()
    node.replies = [LOST, ok()]
    app.scan(text, NOW, pen)
    app.leave()
    app.scan(text, NOW + 5, pen)
    assert (pen.made, told(app)) == (1, ("waiting", ""))


def test_what_is_refused_after_an_unheard_try_is_asked_about(node: Node) -> None:
    app, pen = OfferApp(node.url), Pen()
    node.replies = [LOST, refusal("offer-over"), receipt("booked", final=True)]
    app.scan(scanned(), NOW, pen)
    app.step(NOW + 200)
    assert told(app) == ("booked", "")


def test_what_is_refused_at_once_is_the_end_of_it(node: Node) -> None:
    app, pen = OfferApp(node.url), Pen()
    node.replies = [refusal("offer-answered")]
    app.scan(scanned(), NOW, pen)
    app.step(NOW + ASK_S)
    assert (told(app), len(node.sent)) == (("refused", "offer-answered"), 1)


def test_it_asks_on_until_it_is_told_the_last_word(node: Node) -> None:
    app, pen = OfferApp(node.url), Pen()
    node.replies = [ok(), receipt("refused", final=False, reason="not-enough")]
    node.replies += [receipt("booked", final=True)]
    app.scan(scanned(), NOW, pen)
    app.step(NOW + ASK_S)
    assert told(app) == ("refused", "not-enough")
    for after in (2, 3):
        app.step(NOW + after * ASK_S)
    assert (told(app), len(node.sent)) == (("booked", ""), 3)


def test_it_stops_when_nobody_can_be_waiting_any_more(node: Node) -> None:
    app, pen = OfferApp(node.url), Pen()
    node.replies = [ok(), receipt("over", final=False)]
    app.scan(scanned(), NOW, pen)
    app.step(UNTIL + LATE_S + 1)
    app.step(UNTIL + LATE_S + 60)
    assert (told(app), len(node.sent)) == (("over", ""), 2)
