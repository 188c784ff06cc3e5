"""The plan of a storm: the same from the same seed, and with everything in it that may happen."""

from tests.storm.home import people_for
from tests.storm.plan import (
    LONGEST_MS,
    SPELL,
    STATEMENTS,
    AfterDelay,
    AtStatement,
    AtStep,
    Errand,
    Method,
    Mind,
    Wish,
    plan,
)

CHILDREN = 2000


def storm(seed: int) -> list[Errand]:
    return [plan(seed, number, people_for(CHILDREN)) for number in range(CHILDREN)]


def test_the_same_seed_plans_the_same_storm_and_another_seed_another() -> None:
    assert storm(7) == storm(7)
    assert storm(7) != storm(8)


def test_a_child_is_planned_apart_from_those_before_it() -> None:
    assert plan(7, 1234, people_for(CHILDREN)) == storm(7)[1234]


def test_every_step_every_statement_and_every_delay_is_cut_somewhere() -> None:
    cuts = [errand.cut for errand in storm(1)]
    steps = {(cut.method, cut.worked) for cut in cuts if isinstance(cut, AtStep)}
    assert steps == {(method, worked) for method in Method for worked in (False, True)}
    assert {cut.words for cut in cuts if isinstance(cut, AtStatement)} == set(STATEMENTS)
    delays = [cut for cut in cuts if isinstance(cut, AfterDelay)]
    assert {cut.told for cut in delays} == {0, 1, 2, 3}
    assert min(cut.ms for cut in delays) < LONGEST_MS / 50
    assert max(cut.ms for cut in delays) > LONGEST_MS * 0.98


def test_people_agree_change_their_minds_and_leave_near_and_away() -> None:
    errands = storm(1)
    visits = [visit for errand in errands for visit in errand.visits]
    assert {(visit.mind, visit.near) for visit in visits} == {
        (mind, near) for mind in Mind for near in (False, True)
    }
    assert {visit.wish for visit in visits} == set(Wish)
    counts = [count for visit in visits for count in visit.counts]
    assert len(set(counts)) == len(counts) == len(visits)
    assert {visit.answered for visit in visits} == {visit.prints for visit in visits}
    assert len({visit.person for visit in visits}) == people_for(CHILDREN)
    assert {errand.syncs for errand in errands} == {errand.returns for errand in errands}


def test_for_whole_spells_nobody_reaches_the_node() -> None:
    away = storm(1)[3 * SPELL : 4 * SPELL]
    assert not any(errand.syncs for errand in away)
    assert not any(visit.near for errand in away for visit in errand.visits)
