"""Why a document of the node was not taken. The last good one stays, whatever the reason."""

from collections.abc import Callable
from enum import StrEnum

from offline_queue.errors import PeerFault
from protocol.cose import MessageType, parse
from protocol.errors import ProtocolError, WrongType


class WhyRefused(StrEnum):
    """Why a bundle or a status list from the node was not taken."""

    NOT_WHOLE = "not-whole"  # half downloaded, or nothing of ours to begin with
    UNTRUSTED = "untrusted"  # no chain of signatures from the pinned root
    OLDER = "older"  # of a version or time before the one that lies here
    ALTERED = "altered"  # the same version, other bytes
    EXPIRED = "expired"
    OTHER_SCHEME = "other-scheme"  # another currency needs an enrolment
    UNUSABLE = "unusable"  # this kiosk could not start with it


class PaperRefused(PeerFault):
    """The node's document was not taken. ``why`` is for log and screen."""

    reason = "paper-refused"

    def __init__(self, paper: str, why: WhyRefused, detail: str) -> None:
        super().__init__(f"the node's {paper} is refused: {why}: {detail}")
        self.why = why


class BundleRefused(PaperRefused):
    """The node's bundle was not taken."""

    reason = "bundle-refused"

    def __init__(self, why: WhyRefused, detail: str) -> None:
        super().__init__("bundle", why, detail)


class StatusRefused(PaperRefused):
    """The node's status list was not taken."""

    reason = "status-refused"

    def __init__(self, why: WhyRefused, detail: str) -> None:
        super().__init__("status list", why, detail)


def require_whole(
    data: bytes, kind: MessageType, refused: Callable[[WhyRefused, str], PaperRefused]
) -> None:
    """Raise what ``refused`` makes unless this is one whole message of its kind, from whomever."""
    try:
        parse(data, kind)
    except WrongType as exc:
        raise refused(WhyRefused.UNTRUSTED, str(exc)) from exc
    except ProtocolError as exc:
        raise refused(WhyRefused.NOT_WHOLE, f"{exc.reason}: {exc}") from exc
