"""How choices are laid out: alike on one screen, listed where long names need the whole width."""

import itertools
from dataclasses import replace

from tests.ui.stage import Stage, place
from ui.contract import ChooseScreen, Panel, Setting
from ui.gallery_buying import PARTS, buying_screens

LARGER = Setting(larger=True)


def _lefts(stage: Stage) -> set[float]:
    cards = [each for each in stage.buttons() if each.objectName().startswith("choose:")]
    return {place(card).left() for card in cards}


def _pictures(stage: Stage) -> set[str]:
    names = {str(item.property("name")) for item in stage.items() if item.inherits("QQuickImage")}
    return {name for name in names if name.startswith("meal-")}


def test_large_type_lists_long_names_on_a_landscape_panel(lying_stage: Stage) -> None:
    lying_stage.show("choose", LARGER)
    assert len(_lefts(lying_stage)) == 2
    lying_stage.show("choose-long-names", LARGER)
    assert len(_lefts(lying_stage)) == 1


def test_usual_type_keeps_pictures_and_columns_with_long_names(lying_stage: Stage) -> None:
    for name in ("choose", "choose-long-names"):
        lying_stage.show(name)
        assert len(_lefts(lying_stage)) == 3
        assert len(_pictures(lying_stage)) == 6


def test_two_choices_have_pictures_even_in_large_type(lying_stage: Stage) -> None:
    lying_stage.show("choose", LARGER)
    assert _pictures(lying_stage) == set()
    lying_stage.show("choose-two", LARGER)
    assert _pictures(lying_stage) == {"meal-lunch", "meal-bibimbap"}


def test_a_name_over_three_lines_stays_on_its_card(lying_stage: Stage) -> None:
    two = buying_screens(Setting(), 6)["choose-parts"]
    assert isinstance(two, ChooseScreen)
    six = tuple(replace(each, id=f"{each.id}{n}") for n in range(3) for each in PARTS)
    lying_stage.show_screen(replace(two, choices=six, pages=1, per_page=0), Setting())
    cards = {card.objectName(): card for card in lying_stage.buttons()}
    assert len([name for name in cards if name.startswith("choose:")]) == len(six)
    for choice in six:
        card = cards[f"choose:{choice.id}"]
        names = [it for it in lying_stage.items() if it.property("text") == choice.name]
        assert any(place(card).contains(place(name)) for name in names if card.isAncestorOf(name))


def test_prices_of_parts_move_beside_their_names_without_a_loop(stages: dict[Panel, Stage]) -> None:
    six = tuple(replace(each, id=f"{each.id}{n}") for n in range(3) for each in PARTS)
    for stage in stages.values():
        two = buying_screens(Setting(), 6)["choose-parts"]
        assert isinstance(two, ChooseScreen)
        for choices, setting in itertools.product((six, PARTS), (Setting(), LARGER, Setting())):
            screen = replace(two, choices=choices, pages=1, per_page=0)
            stage.show_screen(screen, setting)
            assert stage.warnings == []
