"""A line to a node that offers documents, for tests of what is taken from it and what is not."""

from dataclasses import dataclass, field

from offline_queue.errors import NodeAway
from offline_queue.http_transport import Document


@dataclass
class Line:
    """Offers one document at each call and honours tags, as HTTP does; None: the line is cut."""

    body: bytes | None
    etag: str | None = '"one"'
    call: str = "bundle"
    asked: list[str | None] = field(default_factory=list)

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        raise AssertionError(f"nothing is posted for a document: {call}")

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        assert call == self.call
        self.asked.append(etag)
        if self.body is None:
            raise NodeAway("cut")
        known = etag is not None and etag == self.etag
        return None if known else Document(self.body, self.etag)


@dataclass
class Offers:
    """Offers a document for each call by name, without tags; counts the questions."""

    papers: dict[str, bytes]
    asked: list[str] = field(default_factory=list)

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        raise AssertionError(f"nothing is posted for a document: {call}")

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        self.asked.append(call)
        if call not in self.papers:
            raise NodeAway("cut")
        return Document(self.papers[call], None)
