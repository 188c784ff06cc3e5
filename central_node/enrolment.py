"""Makes a machine a kiosk of the district: a one-time code and its key in, who it is out.

A code serves one key. The same key asking again with the same code gets the same identity, so that
an answer lost on the way costs nothing; after the code's time too, since it was used in time.
"""

from sqlalchemy import Connection, insert, select, update

from central_node.codes import code_hash
from central_node.district import District
from central_node.errors import Refused
from central_node.merchants import facility_id
from central_node.places import places_of, register
from central_node.schema import kiosk, kiosk_key
from protocol.keys import Algorithm, PublicKey
from protocol.messages import EnrolAnswer, EnrolRequest
from protocol.problems import ProblemType

CODE_LIFE_S = 3600  # from the desk to the machine, with a technician on the way


def enrol(
    connection: Connection, district: District, request: EnrolRequest, now: int
) -> EnrolAnswer:
    """Enrol the key, or raise Refused."""
    if request.public_key.algorithm is not Algorithm.ESP256:
        raise Refused(ProblemType.BAD_KEY, "bad-key", "A kiosk's key is P-256.")
    row = connection.execute(
        select(kiosk).where(kiosk.c.code_hash == code_hash(request.code))
    ).one_or_none()
    if row is None:
        raise Refused(ProblemType.UNKNOWN_TOKEN, "unknown-token", "No such enrolment code exists.")
    if row.public_key is None:
        _place(connection, district, row.number, request.place, now)
        _bind(connection, row.number, row.code_expires, request.public_key, now)
    elif row.public_key != request.public_key.raw:
        raise Refused(
            ProblemType.TOKEN_USED, "token-used", "This code has enrolled another machine."
        )
    else:
        _require_place(connection, district, row.number, request.place, now)
    return EnrolAnswer(row.number, row.name, district.trust_list, district.bundle)


def _place(
    connection: Connection, district: District, number: int, named: str | None, now: int
) -> None:
    """Register where a kiosk says it stands, unless the district has said so before.

    A facility that the bundle does not have yet is no place; the kiosk will not open there either.
    """
    _require_place(connection, district, number, named, now)
    known = None if named is None else facility_id(district.published.facilities, named)
    if known is not None and places_of(connection, number).at(now) is None:
        register(connection, number, known, now)


def _require_place(
    connection: Connection, district: District, number: int, named: str | None, now: int
) -> None:
    """Raise Refused for another place than the register has; also when it is enrolled again, with
    a profile that was corrected since: it would be declined at each sale."""
    registered = places_of(connection, number).at(now)
    known = None if named is None else facility_id(district.published.facilities, named)
    if registered is not None and named is not None and known != registered:
        detail = f"This kiosk is registered at {registered}, not at {named}."
        raise Refused(ProblemType.MALFORMED, "other-place", detail)


def _bind(connection: Connection, number: int, expires: int, key: PublicKey, now: int) -> None:
    if now > expires:
        raise Refused(ProblemType.UNKNOWN_TOKEN, "token-expired", "This code was not used in time.")
    taken = connection.execute(select(kiosk_key.c.kid).where(kiosk_key.c.kid == key.kid)).first()
    if taken is not None:
        raise Refused(ProblemType.BAD_KEY, "key-taken", "This key is another kiosk's already.")
    row = update(kiosk).where(kiosk.c.number == number)
    connection.execute(row.values(kid=key.kid, public_key=key.raw, enrolled=now))
    kept = {"kid": key.kid, "public_key": key.raw, "kiosk": number, "since": now}
    connection.execute(insert(kiosk_key).values(kept))
