"""The secrets by which desks call the node: made here, told once, kept as hashes only."""

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from central_node.codes import code_hash, new_code
from central_node.errors import Refused
from central_node.schema import desk_token
from protocol.problems import ProblemType

TOKEN_LIFE_S = 90 * 24 * 3600  # a desk gets a new one each quarter
MAX_TOKEN_CHARS = 64


class NotADesk(Refused):
    """The call came without a desk's token, or with one that does not count."""

    def __init__(self) -> None:
        detail = "A desk's token is needed: Authorization: Bearer, then the token."
        super().__init__(ProblemType.UNKNOWN_TOKEN, "no-desk-token", detail)


def make_desk_token(
    connection: Connection, name: str, now: int, random: Callable[[int], bytes]
) -> tuple[str, int]:
    """A new token for a desk, and when it ends (epoch seconds). The one before counts no more."""
    token, expires = new_code(random), now + TOKEN_LIFE_S
    connection.execute(delete(desk_token).where(desk_token.c.name == name))
    row = {"hash": code_hash(token), "name": name, "expires": expires}
    connection.execute(insert(desk_token).values(row))
    return token, expires


def desk_of(connection: Connection, token: str | None, now: int) -> str:
    """The name of the desk that has this token. Raises NotADesk."""
    if token is None or len(token) > MAX_TOKEN_CHARS:
        raise NotADesk
    found = select(desk_token.c.name).where(
        desk_token.c.hash == code_hash(token), desk_token.c.expires > now
    )
    name = connection.execute(found).scalar()
    if name is None:
        raise NotADesk
    return str(name)
