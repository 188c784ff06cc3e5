"""Where an arrow leads: places in, an index out."""

from itertools import pairwise, product

import pytest

from ui.focus import NOWHERE, Spot, following, name_of

WAYS = ("up", "down", "left", "right")
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}


def _grid(columns: int, rows: int) -> list[Spot]:
    return [
        Spot("choose", column * 110, 500 + row * 110, 100, 100)
        for row, column in product(range(rows), range(columns))
    ]


FRAME = [
    *(Spot("aid", column * 50, 0, 45, 40) for column in range(4)),
    Spot("lead", 110, 900, 100, 60),
    *(Spot(action, at * 70, 1000, 65, 40) for at, action in enumerate(["back", "call-staff"])),
]
SCREENS = {
    "grid": [*FRAME, *_grid(2, 3)],
    "one column": [*FRAME, *_grid(1, 3)],
    "landscape": [*FRAME, *_grid(3, 2)],
    "uneven": [*FRAME, *_grid(2, 2), Spot("choose", 0, 720, 210, 100)],
    "pager": [*_grid(2, 3), Spot("page", 0, 850, 50, 50), Spot("page", 60, 850, 50, 50), *FRAME],
    "keypad": [*FRAME, *[Spot("digit", each.x, each.y, 100, 100) for each in _grid(3, 4)]],
    "bar only": FRAME[-2:],
    "one": FRAME[4:5],
}
every_screen = pytest.mark.parametrize("spots", SCREENS.values(), ids=SCREENS)


def _round(spots: list[Spot], way: str) -> list[int]:
    found, at = [], NOWHERE
    for _ in spots:
        at = following(spots, at, way)
        found.append(at)
    return found


@every_screen
@pytest.mark.parametrize("way", WAYS)
def test_each_arrow_alone_comes_to_everything_once_and_round_again(
    spots: list[Spot], way: str
) -> None:
    reached = _round(spots, way)
    assert sorted(reached) == list(range(len(spots)))
    assert following(spots, reached[-1], way) == reached[0]


@every_screen
@pytest.mark.parametrize("way", WAYS)
def test_the_opposite_arrow_leads_back(spots: list[Spot], way: str) -> None:
    for at in range(len(spots)):
        assert following(spots, following(spots, at, way), OPPOSITE[way]) == at


@every_screen
def test_any_first_arrow_comes_to_the_first_choice(spots: list[Spot]) -> None:
    assert len({following(spots, NOWHERE, way) for way in WAYS}) == 1


def test_content_comes_before_the_lead_the_bar_and_the_aids() -> None:
    actions = [SCREENS["pager"][at].action for at in _round(SCREENS["pager"], "right")]
    assert [one for one, other in pairwise([*actions, ""]) if one != other] == [
        *("choose", "page", "lead", "back", "call-staff", "aid"),
    ]


def test_arrows_within_a_grid_go_where_they_point() -> None:
    spots = _grid(2, 3)
    assert following(spots, 0, "down") == 2
    assert following(spots, 0, "right") == 1
    assert following(spots, 3, "up") == 1
    assert following(spots, 3, "left") == 2


def test_at_the_end_of_a_row_the_next_row_follows() -> None:
    spots = _grid(2, 3)
    assert following(spots, 1, "right") == 2
    assert following(spots, 4, "down") == 1


def test_a_row_of_buttons_that_do_not_stand_quite_level_is_one_row() -> None:
    spots = [Spot("choose", 0, 0, 100, 100), Spot("choose", 110, 4, 100, 90)]
    assert following(spots, 0, "right") == 1


def test_where_nothing_can_be_pressed_there_is_nowhere_to_go() -> None:
    assert following([], NOWHERE, "down") == NOWHERE


def test_the_order_of_drawing_does_not_matter() -> None:
    spots = SCREENS["grid"]
    turned = spots[::-1]
    forth = [spots[at] for at in _round(spots, "down")]
    assert [turned[at] for at in _round(turned, "down")] == forth


def test_a_control_without_an_argument_is_called_by_its_action() -> None:
    assert name_of("lead", "") == "lead"
    assert name_of("choose", "lunch") == "choose:lunch"
