"""What somebody earns: a field's rate, up to the caps of the day.

Up to a cap, not all or nothing: bottles that a machine swallowed can't be handed back. `Earned`
says how many count, so that a person is told exactly what they get before they agree.
"""

import datetime
from dataclasses import dataclass

from schemes.money import Coins
from schemes.rules import AgeRule, EarningField
from schemes.scheme import Scheme

__all__ = [
    "AgeRule",
    "Earned",
    "EarnedSoFar",
    "EarningField",
    "age_rule",
    "earn",
    "field_of",
    "items_of",
    "of_age",
]

_NOTHING = Coins(0)


@dataclass(frozen=True)
class EarnedSoFar:
    """Coins of this field earned on this day: by the person, by the approving badge, at the kiosk.

    ``approver_day`` is None where a machine counted and nobody approves.
    """

    person_day: Coins = _NOTHING
    approver_day: Coins | None = _NOTHING
    kiosk_day: Coins = _NOTHING


@dataclass(frozen=True)
class Earned:
    """``items`` of those that were brought count, and give ``coins``.

    ``refusal`` is why nothing counts, empty if anything does: ``unknown-field``, ``not-in-force``,
    ``nothing-counted``, ``earn-cap-day``, ``earn-cap-approver``, ``earn-cap-kiosk``.
    """

    coins: Coins
    items: int = 0
    refusal: str = ""


def field_of(scheme: Scheme, field_id: str) -> EarningField | None:
    """Return the field of that id, None if the scheme has none."""
    return next((field for field in scheme.earning if field.id == field_id), None)


def age_rule(field: EarningField, on: datetime.date) -> AgeRule | None:
    """Return the least age in force on that day; None where everybody may earn."""
    rule = next((rule for rule in field.ages if rule.term.holds(on)), None)
    return None if rule is None or rule.years == 0 else rule


def of_age(field: EarningField, classes: tuple[int, ...], on: datetime.date) -> bool:
    """Whether a credential with these price classes may earn in this field on that day."""
    rule = age_rule(field, on)
    return rule is None or rule.price_class in classes


def items_of(field: EarningField, pieces: int) -> int:
    """Return how many items so many pieces make; what is over makes none."""
    return pieces // field.per


def earn(
    scheme: Scheme,
    field_id: str,
    items: int,
    on: datetime.date,
    so_far: EarnedSoFar | None = None,
) -> Earned:
    """Return what ``items`` give on that day; of several caps the tightest counts.

    Items are those of an order line: what the rate is for, each of ``per`` pieces.

    Whether the person is old enough is asked by :func:`of_age`, since it hangs on the credential.
    """
    field = field_of(scheme, field_id)
    if field is None:
        return Earned(_NOTHING, refusal="unknown-field")
    if not field.term.holds(on):
        return Earned(_NOTHING, refusal="not-in-force")
    if items <= 0:
        return Earned(_NOTHING, refusal="nothing-counted")
    left, cap = _room(field, so_far or EarnedSoFar())
    if left is not None:
        items = min(items, max(0, left.units) // field.rate.units)
    if items == 0:
        return Earned(_NOTHING, refusal=cap)
    return Earned(field.rate * items, items)


def _room(field: EarningField, so_far: EarnedSoFar) -> tuple[Coins | None, str]:
    """What the tightest cap leaves, and its reason; None without any cap."""
    caps = (
        (field.person_day, so_far.person_day, "earn-cap-day"),
        (field.approver_day, so_far.approver_day, "earn-cap-approver"),
        (field.kiosk_day, so_far.kiosk_day, "earn-cap-kiosk"),
    )
    rooms = [
        (cap - done, reason) for cap, done, reason in caps if cap is not None and done is not None
    ]
    return min(rooms, key=lambda room: room[0], default=(None, ""))
