"""Makes a machine a kiosk of the district: a one-time code and its key in, who it is out.

A code serves one key. The same key asking again with the same code gets the same identity, so that
an answer lost on the way costs nothing; after the code's time too, since it was used in time.
"""

from sqlalchemy import Connection, insert, select, update

from central_node.codes import code_hash
from central_node.district import District
from central_node.errors import Refused
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
        _bind(connection, row.number, row.code_expires, request.public_key, now)
    elif row.public_key != request.public_key.raw:
        raise Refused(
            ProblemType.TOKEN_USED, "token-used", "This code has enrolled another machine."
        )
    return EnrolAnswer(row.number, row.name, district.trust_list, district.bundle)


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
