"""Every target on its seeds and on a few changes of them, in each test run."""

import inspect

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol import account_call, messages, offer_call, pass_call, rekey_call
from protocol.cose import MessageType
from tests.fuzz.body_targets import BODIES
from tests.fuzz.engine import Finding, Taken, Target, judge
from tests.fuzz.mutate import edited
from tests.fuzz.targets import SIGNED, TARGETS
from tests.protocol.readers import READERS

BY_NAME = [pytest.param(target, id=name) for name, target in TARGETS.items()]
few = settings(
    max_examples=15,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def changed(draw: st.DrawFn, target: Target) -> bytes:
    """A seed with one place of its tree changed, or one run of its bytes; or any bytes."""
    seed = draw(st.sampled_from(target.seeds))
    tree = edited(seed, draw(st.integers(0, 1 << 32)))
    if tree is not None and draw(st.booleans()):
        return tree
    start = draw(st.integers(0, len(seed)))
    return seed[:start] + draw(st.binary(max_size=6)) + seed[start + draw(st.integers(0, 6)) :]


@pytest.mark.parametrize("target", BY_NAME)
def test_no_seed_is_a_finding_and_the_fuzzing_starts_from_one_that_is_taken(target: Target) -> None:
    results = [judge(target, seed, SIGNED) for seed in target.seeds]
    assert not [it for it in results if isinstance(it, Finding)]
    assert any(isinstance(it, Taken) for it in results)
    assert max(map(len, target.seeds)) <= target.max_bytes


@pytest.mark.parametrize("target", BY_NAME)
@few
@given(data=st.data())
def test_a_changed_seed_is_no_finding(target: Target, data: st.DataObject) -> None:
    result = judge(target, data.draw(changed(target)), SIGNED)
    assert not isinstance(result, Finding), result


def test_every_kind_of_signed_message_and_every_body_is_a_target() -> None:
    assert {reader.type for reader in READERS} == set(MessageType)
    bodies = {
        it
        for module in (account_call, messages, offer_call, pass_call, rekey_call)
        for _, it in inspect.getmembers(module, inspect.isclass)
        if hasattr(it, "from_body")
    }
    assert {type(body) for body in BODIES} == bodies
    assert {f"body.{it.__name__}" for it in bodies} <= set(TARGETS)
