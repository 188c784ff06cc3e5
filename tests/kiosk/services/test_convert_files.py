"""What a table of kind convert needs: whole coins, a currency that lets them come, the node."""

import pytest

from kiosk.config import ConfigError
from kiosk.services.base import Known, Lookup, NodeCall
from tests.kiosk.services.test_convert import PLACE, rules, service


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("places = 8", "places = 7", "service.0.places", "8"),
        ('id = "ten"', 'id = "all"', "service.0", "all"),
        ('id = "ten"', 'id = "five"', "service.0", "twice"),
        ("points_most = 50_000", "points_most = 9_000", "service.0", "points_most"),
        (
            "points = 5_000",
            "points = 5_100",
            "service.0",
            "amount.0.points: 5100 is no multiple of 200",
        ),
    ],
    ids=["places", "all", "twice", "most", "uneven"],
)
def test_a_bad_table_is_refused_by_name(old: str, new: str, key: str, why: str) -> None:
    with pytest.raises(ConfigError) as refused:
        service(PLACE.replace(old, new))
    assert refused.value.key.startswith(key)
    assert why in refused.value.reason


@pytest.mark.parametrize(
    ("per_charge", "why"),
    [(None, "per_charge_coins"), (49, "amount.1.points: 49 coins")],
    ids=["none", "less"],
)
def test_a_currency_that_lets_no_such_money_in_is_refused(per_charge: int | None, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        service(by=rules(per_charge))


def test_nothing_is_asked_before_it_is_known_that_the_node_is_there() -> None:
    assert service().ask(Known()) == Lookup("node", NodeCall())
