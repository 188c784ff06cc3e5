"""A pass of a gym: at another turnstile, in the next month, at once, and without the line."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central_node.renewal import renew_wallet_token
from kiosk.payment import Payment
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.paper import give_card
from tests.central_node.world import Code, World, issue, make_world
from tests.end_to_end.turnstiles import Turnstile

DAY_S = 24 * 3600


class Gym:
    """Two turnstiles and a district."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.one, self.two = (
            Turnstile(world, sim, folder / f"{sim.number}.db") for sim in world.kiosks
        )

    @property
    def both(self) -> tuple[Turnstile, Turnstile]:
        return self.one, self.two

    def close(self) -> None:
        for door in self.both:
            door.cashier.close()

    def code(self, who: str = "rich") -> Code:
        """Another showing, some seconds later."""
        self.world.now += 5
        return self.world.phones[who].code(self.world.now)

    def send(self) -> None:
        for door in self.both:
            assert set(door.send()) <= {None}

    def renew(self, who: str = "rich") -> None:
        """A phone gets another limit tag with another month."""
        before = self.world.phones[who].credential.limit_tag
        token, _ = renew_wallet_token(self.world.folder, who, self.world.now, os.urandom)
        self.world.phones[who] = issue(self.world, token, MemorySigner.generate(Algorithm.ESP256))
        assert self.world.phones[who].credential.limit_tag != before


@pytest.fixture
def gym(tmp_path: Path) -> Iterator[Gym]:
    with make_world(opened=False) as world:
        gym = Gym(world, tmp_path)
        yield gym
        gym.close()


def left(payment: Payment | str) -> int:
    """What would be left after the visit."""
    assert isinstance(payment, Payment), payment
    told = (note for note in payment.order.notes if note.key == "visits-left")
    return int(str(next(told).value))


def look(door: Turnstile, code: Code) -> int:
    """The same, by somebody who then goes away."""
    payment = door.want("visit", code)
    after = left(payment)
    assert isinstance(payment, Payment)
    door.leave(payment)
    return after


def test_a_pass_counts_at_the_second_turnstile_and_in_the_next_month(gym: Gym) -> None:
    assert gym.one.do("three", gym.code()) == ""
    gym.send()
    assert look(gym.two, gym.code()) == 2
    assert gym.two.do("visit", gym.code()) == ""
    gym.send()
    gym.world.now += 31 * DAY_S
    gym.renew()
    payment = gym.one.want("visit", gym.code())
    assert left(payment) == 1
    assert isinstance(payment, Payment)
    gym.one.agree(payment)
    assert gym.two.do("visit", gym.code()) == "", "what is not booked yet is held"
    gym.send()
    assert gym.two.want("visit", gym.code()) == "pass-used-up"
    assert gym.world.audit() == ()


def test_whoever_has_just_bought_goes_in_before_anything_is_booked(gym: Gym) -> None:
    assert gym.one.do("three", gym.code()) == ""
    for visits in (2, 1, 0):
        payment = gym.one.want("visit", gym.code())
        assert left(payment) == visits
        assert isinstance(payment, Payment)
        gym.one.agree(payment)
    assert gym.one.want("visit", gym.code()) == "pass-used-up"
    gym.send()
    assert gym.one.want("visit", gym.code()) == "pass-used-up"
    assert gym.world.audit() == ()


def test_whoever_goes_back_from_the_last_visit_can_want_it_again_at_once(gym: Gym) -> None:
    gym.one.do("three", gym.code())
    for after in (2, 1, 0):
        assert [look(gym.one, gym.code()) for _ in range(2)] == [after, after]
        assert gym.one.do("visit", gym.code()) == ""


def test_the_last_visit_opens_one_turnstile_and_leaving_gives_it_back(gym: Gym) -> None:
    gym.one.do("three", gym.code())
    gym.one.do("visit", gym.code())
    gym.one.do("visit", gym.code())
    gym.send()
    last = gym.one.want("visit", gym.code())
    assert isinstance(last, Payment)
    assert last.intent
    assert gym.two.want("visit", gym.code()) == "pass-used-up"
    gym.one.leave(last)
    gym.send()
    assert gym.two.do("visit", gym.code()) == ""
    gym.send()
    assert gym.world.audit() == ()


def test_the_card_of_the_same_person_goes_in_by_it(gym: Gym) -> None:
    gym.one.do("three", gym.code())
    gym.send()
    gym.world.now += 5
    card = give_card(gym.world, "rich", gym.world.kiosks[1])
    assert look(gym.two, card) == 2
    assert gym.two.want("visit", gym.code("some")) == "no-pass"


def test_without_the_line_the_kiosk_that_sold_lets_in_and_the_other_says_it_cant_know(
    gym: Gym,
) -> None:
    gym.one.do("three", gym.code())
    gym.send()
    for door in gym.both:
        door.wire.cut = True
        door.watch.silent()
    payment = gym.one.want("visit", gym.code())
    assert left(payment) == 2
    assert isinstance(payment, Payment)
    assert not payment.intent
    gym.one.agree(payment)
    assert gym.two.want("visit", gym.code()) == "pass-unknown"
    assert gym.two.do("single", gym.code()) == ""
    gym.world.now += 31 * DAY_S
    gym.renew()
    assert gym.one.want("visit", gym.code()) == "pass-unknown"
    for door in gym.both:
        door.find_node()
    assert look(gym.two, gym.code()) == 2, "not sent yet"
    gym.send()
    assert look(gym.two, gym.code()) == 1


def test_a_code_of_the_month_before_is_let_in_by_the_nodes_word_alone(gym: Gym) -> None:
    phone = gym.world.phones["rich"]
    gym.one.do("three", gym.code())
    gym.send()
    gym.world.now = phone.credential.issued + 12 * DAY_S  # its month is over, the code is not
    assert look(gym.one, gym.code()) == 2
    gym.one.wire.cut = True
    gym.one.watch.silent()
    assert gym.one.want("visit", gym.code()) == "pass-unknown"


def test_a_line_that_is_cut_between_question_and_hold_costs_nobody_their_visit(gym: Gym) -> None:
    gym.one.do("three", gym.code())
    gym.send()
    post = gym.two.wire.post

    def cut_after(call: str, body: bytes, timeout_s: float) -> bytes:
        answer = post(call, body, timeout_s)
        gym.two.wire.cut = True
        return answer

    gym.two.wire.post = cut_after  # type: ignore[method-assign] # a wire that is cut by its use
    payment = gym.two.want("visit", gym.code())
    assert left(payment) == 2
    assert isinstance(payment, Payment)
    gym.two.agree(payment)
    assert not gym.two.watch.near


def test_an_older_node_is_asked_and_the_kiosk_counts_alone(gym: Gym) -> None:
    for door in gym.both:
        door.wire.old = True
    gym.one.do("three", gym.code())
    gym.send()
    assert gym.one.do("visit", gym.code()) == ""
    assert gym.one.watch.near
    assert gym.two.want("visit", gym.code()) == "pass-unknown"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["three", "visit", "want", "agree", "leave", "send"]), st.integers(0, 1)
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_no_order_of_things_at_two_turnstiles_lets_in_more_often_than_was_paid(
    steps: list[tuple[str, int]],
) -> None:
    bought = visits = 0
    with ExitStack() as stack:
        world = stack.enter_context(make_world(opened=False))
        gym = Gym(world, Path(stack.enter_context(TemporaryDirectory())))
        stack.callback(gym.close)
        wanted: dict[int, list[Payment]] = {0: [], 1: []}
        for step, at in steps:
            door = gym.both[at]
            if step == "send":
                assert set(door.send()) <= {None}
            elif step == "agree" and wanted[at]:
                door.agree(wanted[at].pop())
                visits += 1
            elif step == "leave" and wanted[at]:
                door.leave(wanted[at].pop())
            elif step == "want" and isinstance(found := door.want("visit", gym.code()), Payment):
                wanted[at].append(found)
            elif step in {"three", "visit"} and door.do(step, gym.code()) == "":
                bought, visits = bought + 3 * (step == "three"), visits + (step == "visit")
            assert visits + sum(map(len, wanted.values())) <= bought
        for door in gym.both:
            assert set(door.send()) <= {None}
        assert world.audit() == ()
