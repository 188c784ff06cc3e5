"""What can go wrong at the node, by whose doing.

NodeFault                environment
|- FolderError           the folder, a key file or a seed file cannot be used
`- StoreBusy             the database cannot be written now: locked for long, or the disk is full
Refused                  peer: a request that changed nothing; becomes an RFC 9457 problem
InvariantBroken          our bug: the accounts would not add up; the transaction is rolled back
"""

from protocol.errors import BadKey, BadSignature, ProtocolError, TooBig, UnknownKey, WrongAlgorithm
from protocol.problems import ProblemType


class NodeFault(Exception):
    """The node's own surroundings fail it; the sentence says what and where."""


class FolderError(NodeFault):
    """The node's folder, or a file that it is to be made from, is unusable."""


class StoreBusy(NodeFault):
    """The database cannot be written now; the same request may come again."""


class Refused(Exception):
    """A request was refused. ``reason`` is a fixed slug, ``detail`` a sentence without secrets."""

    def __init__(self, problem: ProblemType, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.problem = problem
        self.reason = reason
        self.detail = detail


class InvariantBroken(Exception):
    """Carrying on would break an invariant of the protocol."""


def refused(error: ProtocolError) -> Refused:
    """The problem that a peer's bad bytes become."""
    return Refused(_problem(error), error.reason, str(error))


def _problem(error: ProtocolError) -> ProblemType:
    match error:
        case UnknownKey():
            return ProblemType.UNKNOWN_KEY
        case BadSignature() | WrongAlgorithm():
            return ProblemType.BAD_SIGNATURE
        case BadKey():
            return ProblemType.BAD_KEY
        case TooBig():
            return ProblemType.TOO_LARGE
        case _:
            return ProblemType.MALFORMED
