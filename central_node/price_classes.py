"""Which price classes a resident has: numbers that the scheme names, and that codes hold.

A class says that somebody pays another price or may have a thing, not why, and nobody's birth date.
A code keeps the classes that it was issued with: what is changed here counts from the next one on.
What a resident had before is not kept, since entries are judged by what their codes held.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select

from central_node.errors import Refused
from central_node.schema import credential, price_class, resident, revocation
from protocol.credential import MAX_PRICE_CLASSES
from protocol.problems import ProblemType
from schemes.scheme import Scheme


def classes_of(connection: Connection, number: int | None) -> tuple[int, ...]:
    """The classes of the resident of that number, in order; none for nobody, as a badge is."""
    if number is None:
        return ()
    found = select(price_class.c.id).where(price_class.c.resident == number)
    return tuple(connection.execute(found.order_by(price_class.c.id)).scalars())


def classes_by_id(connection: Connection, id_: str) -> tuple[int, ...]:
    """The classes of a resident by their id. Raises Refused where there is none."""
    return classes_of(connection, _number(connection, id_))


def set_classes(
    connection: Connection, scheme: Scheme, id_: str, classes: Collection[int], now: int
) -> int:
    """Give a resident just these classes, empty to take all away.

    Returns how many codes that still count at ``now`` (epoch seconds) were given out before: they
    hold what they held. Raises Refused for a resident or class that nobody knows, or too many.
    """
    number = _number(connection, id_)
    wanted = sorted(set(classes))
    if reason := wrong_classes(scheme, wanted):
        raise Refused(ProblemType.MALFORMED, "bad-classes", reason)
    connection.execute(delete(price_class).where(price_class.c.resident == number))
    if wanted:
        rows = [{"resident": number, "id": one} for one in wanted]
        connection.execute(insert(price_class), rows)
    older = select(func.count()).where(
        credential.c.resident == number,
        credential.c.expires > now,
        credential.c.cti.not_in(select(revocation.c.cti)),
    )
    return int(connection.execute(older).scalar_one())


def wrong_classes(scheme: Scheme, classes: Collection[int]) -> str:
    """Why nobody can have these, as a sentence; empty if they can."""
    named = {one.id for one in scheme.price_classes}
    unknown = sorted(set(classes) - named)
    if unknown:
        return f"The scheme {scheme.id} names no price class {unknown[0]}."
    if len(set(classes)) > MAX_PRICE_CLASSES:
        return f"A code has room for {MAX_PRICE_CLASSES} price classes."
    return ""


def _number(connection: Connection, id_: str) -> int:
    found = select(resident.c.number).where(resident.c.id == id_)
    number = connection.execute(found).scalar()
    if number is None:
        raise Refused(ProblemType.NOT_FOUND, "unknown-resident", f"There is no resident {id_}.")
    return int(number)
