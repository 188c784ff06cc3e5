"""Cards and badges: what is issued, what is set aside, what ends them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from central_node import schema
from central_node.cards import (
    BADGE_LIFE_S,
    CARD_LIFE_S,
    Card,
    CardDesk,
    RevokeReason,
    plain_number,
    spaced_number,
)
from central_node.errors import InvariantBroken, Refused
from central_node.issuing import MIN_STATUSES
from central_node.masking import masked
from protocol.bundle import MAX_MASKED_NAME_CHARS
from protocol.code import from_text
from protocol.credential import Credential, CredentialKind, read
from protocol.problems import ProblemType
from tests.central_node.world import NOW, World


@contextmanager
def desk(world: World) -> Iterator[CardDesk]:
    """A desk inside one transaction."""
    with world.books.write() as connection:
        yield CardDesk(connection, world.node.district, os.urandom)


def credential_of(world: World, code: str) -> Credential:
    return read(from_text(code), world.node.district.credential_keys)


def refusal(world: World, id_: str, home: str, name: str | None) -> tuple[ProblemType, str]:
    with pytest.raises(Refused) as refused, desk(world) as at:
        at.issue_card(id_, home, name, NOW)
    return refused.value.problem, refused.value.reason


def test_a_card_is_a_bearer_code_with_one_home_and_its_slice_set_aside(world: World) -> None:
    before = world.free("rich")
    with desk(world) as at:
        card = at.issue_card("rich", "two", None, NOW)
    made = credential_of(world, card.code)
    assert (made.kind, made.holder) == (CredentialKind.CARD, None)
    assert dict(made.slices) == {2: before // 2} == {2: card.coins}
    assert (made.issued, made.expires) == (NOW, NOW + CARD_LIFE_S)
    assert (card.home, card.name) == ("two", "R○○h")
    assert world.free("rich") == before - card.coins
    assert world.audit() == ()


def test_a_card_has_the_months_limit_tag_of_its_resident_and_nothing_else_in_common(
    world: World,
) -> None:
    phone = world.phones["rich"].credential
    with desk(world) as at:
        code = at.issue_card("rich", "one", None, NOW).code
    card = credential_of(world, code)
    assert card.limit_tag == phone.limit_tag
    assert card.cti != phone.cti
    assert card.pseudonym != phone.pseudonym
    assert card.status_index != phone.status_index
    assert not any(word in from_text(code) for word in (b"Rich", b"rich", "○".encode()))


def test_a_card_of_a_resident_without_coins_still_has_its_home(world: World) -> None:
    with world.books.write() as connection:
        poor = schema.resident.c.id == "poor"
        number = connection.execute(select(schema.resident.c.number).where(poor)).scalar_one()
        aside = {"left": 5, "reserved": 5}
        mine = schema.slice_.c.resident == number
        connection.execute(update(schema.slice_).where(mine).values(aside))
    with desk(world) as at:
        card = at.issue_card("poor", "one", None, NOW)
    assert dict(credential_of(world, card.code).slices) == {1: 0}


def test_a_new_card_ends_the_one_before_and_leaves_the_phone(world: World) -> None:
    with desk(world) as at:
        first = at.issue_card("rich", "one", None, NOW)
        second = at.issue_card("rich", "two", None, NOW + 5)
    assert first.number != second.number
    with world.books.read() as connection:
        rows = connection.execute(select(schema.revocation)).all()
    first_cti = credential_of(world, first.code).cti
    assert [(row.cti, row.at, row.reason) for row in rows] == [(first_cti, NOW + 5, "lost")]


def test_a_badge_opens_no_account(world: World) -> None:
    before = world.free("rich")
    with desk(world) as at:
        badge = at.issue_badge("영양사", NOW)
    made = credential_of(world, badge.code)
    assert (made.kind, dict(made.slices)) == (CredentialKind.STAFF, {})
    assert made.expires == NOW + BADGE_LIFE_S
    assert (badge.home, badge.coins, badge.name) == (None, 0, "영양사")
    assert world.free("rich") == before


def test_the_same_request_gives_the_same_card_and_another_is_refused(world: World) -> None:
    with desk(world) as at:
        first = at.issue_card("rich", "one", None, NOW, "request-1")
        assert at.issue_card("rich", "one", None, NOW + 9, "request-1") == first
        badge = at.issue_badge("영양사", NOW, "request-2")
        assert at.issue_badge("영양사", NOW, "request-2") == badge
        others: list[Callable[[], Card]] = [
            partial(at.issue_card, "poor", "one", None, NOW, "request-1"),
            partial(at.issue_card, "rich", "two", None, NOW, "request-1"),
            partial(at.issue_card, "rich", "one", "김○자", NOW, "request-1"),
            partial(at.issue_card, "rich", "one", None, NOW, "request-2"),
            partial(at.issue_badge, "조리사", NOW, "request-2"),
            partial(at.issue_badge, "영양사", NOW, "request-1"),
        ]
        for other in others:
            with pytest.raises(Refused, match="request-used"):
                other()


def test_two_desks_that_name_a_request_alike_make_two_cards(world: World) -> None:
    with desk(world) as at:
        one = replace(at, desk="one").issue_card("rich", "one", None, NOW, "request-1")
        two = replace(at, desk="two").issue_card("some", "one", None, NOW, "request-1")
    assert one.number != two.number


def test_what_does_not_exist_gets_no_card(world: World) -> None:
    assert refusal(world, "nobody", "one", None) == (ProblemType.NOT_FOUND, "unknown-resident")
    assert refusal(world, "rich", "three", None) == (ProblemType.NOT_FOUND, "unknown-kiosk")
    assert refusal(world, "rich", "one", "")[1] == "bad-name"
    assert refusal(world, "rich", "one", "x" * (MAX_MASKED_NAME_CHARS + 1))[1] == "bad-name"
    assert refusal(world, "rich", "one", "a\nb")[1] == "bad-name"
    with world.books.write() as connection:
        connection.execute(update(schema.kiosk).values(retired=NOW))
    assert refusal(world, "rich", "one", None)[1] == "unknown-kiosk"


def test_a_card_is_revoked_by_its_number_as_people_write_it_and_once(world: World) -> None:
    with desk(world) as at:
        card = at.issue_card("rich", "one", None, NOW)
        typed = spaced_number(card.number)
        assert at.revoke(typed, CredentialKind.CARD, RevokeReason.LOST, NOW + 1) == NOW + 1
        again = at.revoke(f" {card.number}", CredentialKind.CARD, RevokeReason.STOLEN, NOW + 2)
        assert again == NOW + 1
        with pytest.raises(Refused, match="unknown-card"):
            at.revoke(card.number, CredentialKind.STAFF, RevokeReason.LOST, NOW)
        with pytest.raises(Refused, match="unknown-card"):
            at.revoke("00", CredentialKind.CARD, RevokeReason.LOST, NOW)


def test_a_resident_who_leaves_takes_everything_with_them(world: World) -> None:
    with desk(world) as at:
        at.issue_card("rich", "one", None, NOW)
        assert at.revoke_all("rich", RevokeReason.LEFT, NOW) == 2
        assert at.revoke_all("rich", RevokeReason.LEFT, NOW) == 0
        with pytest.raises(Refused, match="unknown-resident"):
            at.revoke_all("nobody", RevokeReason.LEFT, NOW)


def test_status_indexes_are_drawn_and_not_counted_up(world: World) -> None:
    with desk(world) as at:
        badges = [credential_of(world, at.issue_badge("staff", NOW).code) for _ in range(40)]
    indexes = [badge.status_index for badge in badges]
    assert len(set(indexes)) == len(indexes)
    assert set(indexes) < set(range(MIN_STATUSES))
    assert indexes != sorted(indexes)


def test_broken_randomness_gives_nobody_the_number_of_another(world: World) -> None:
    with world.books.write() as connection:
        at = CardDesk(connection, world.node.district, lambda size: os.urandom(1) * size)
        kept = {"kind": 3, "status_index": 9_999, "issued": 1, "expires": 2, "raw": b"x"}
        for byte in range(256):
            number = f"{int.from_bytes(bytes([byte]) * 8) % 10**8:08}"
            row = {**kept, "cti": bytes([byte]), "pseudonym": number, "card_number": number}
            row |= {"status_index": 10_000 + byte, "name": "x"}
            connection.execute(insert(schema.credential).values(row))
        with pytest.raises(InvariantBroken, match="number"):
            at.issue_badge("staff", NOW)


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("김순자", "김○자"),
        ("김순자 님", "김○자"),
        ("남궁민수", "남○○수"),
        ("김자", "김○"),
        ("김", "○"),
        ("", "○"),
    ],
)
def test_a_name_is_masked_in_its_middle(name: str, hidden: str) -> None:
    assert masked(name) == hidden


@given(st.text(min_size=3, max_size=64).filter(lambda text: len(text.split()) == 1))
def test_a_masked_name_fits_the_roster_and_shows_two_letters_at_most(name: str) -> None:
    hidden = masked(name)
    assert 1 <= len(hidden) <= MAX_MASKED_NAME_CHARS
    assert len(hidden.replace("○", "")) <= 2


def test_a_number_reads_as_it_is_written() -> None:
    assert spaced_number("12345678") == "1234-5678"
    assert plain_number("1234-5678") == plain_number("1234 5678") == "12345678"
