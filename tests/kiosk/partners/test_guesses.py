"""Who guesses at numbers waits: after three wrong ones in a row nobody is asked for a minute."""

from collections.abc import Callable

import pytest

from kiosk.partners.guesses import MAX_WRONG, REST_S, Guesses, What

POINTS, RESERVE = ("points", "/v1/points"), ("points", "/v1/reserve")


class Seconds:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def guesses(seconds: Callable[[], float]) -> Guesses:
    return Guesses(seconds)


def miss(guesses: Guesses, times: int, what: What = POINTS) -> None:
    for _ in range(times):
        guesses.wrong(what)


def test_three_in_a_row_rest_a_minute_and_then_there_are_three_again(
    guesses: Guesses, seconds: Seconds
) -> None:
    miss(guesses, MAX_WRONG - 1)
    assert not guesses.rests(POINTS)
    miss(guesses, 1)
    assert guesses.rests(POINTS)
    seconds.now_s = REST_S - 0.1
    assert guesses.rests(POINTS)
    seconds.now_s = REST_S
    assert not guesses.rests(POINTS)
    miss(guesses, MAX_WRONG - 1)
    assert not guesses.rests(POINTS)


def test_a_right_number_ends_the_row(guesses: Guesses) -> None:
    for _ in range(5):
        miss(guesses, MAX_WRONG - 1)
        guesses.right(POINTS)
    assert not guesses.rests(POINTS)


def test_other_questions_are_asked_meanwhile(guesses: Guesses) -> None:
    miss(guesses, MAX_WRONG)
    assert guesses.rests(POINTS)
    assert not guesses.rests(RESERVE)
