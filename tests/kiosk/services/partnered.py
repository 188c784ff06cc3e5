"""Somebody at a service whose partner is a shipped simulator, over HTTP as in the field."""

import os
from dataclasses import replace

import pytest

from kiosk.partners.desk import PartnerDesk
from kiosk.partners.simulate import PartnerServer
from kiosk.profile.partners import PartnerSection
from kiosk.services.base import (
    Ask,
    Digits,
    Fact,
    Lookup,
    NodeCall,
    NotFound,
    Order,
    PartnerCall,
    Service,
    answered,
    found,
)
from protocol.keys import Algorithm, MemorySigner
from tests.kiosk.services.places import Books, Visitor

KIOSK = MemorySigner.generate(Algorithm.ESP256)


class Customer(Visitor):
    """A visitor whose service asks ``partner``."""

    def __init__(
        self, service: Service, partner: PartnerServer, at_s: int, books: Books | None = None
    ) -> None:
        super().__init__(service, books, at_s)
        key = partner.public_key.raw.hex()
        section = PartnerSection(service=service.id, url=partner.url, key=key)
        self.desk = PartnerDesk([section], KIOSK, os.urandom)

    def ask(self) -> Ask | None:
        """The next thing that a person is asked; the partner and the books are asked before."""
        while True:
            ask = self.service.ask(self.known)
            if not isinstance(ask, Lookup):
                return ask
            fact: Fact = True  # the node is there
            if isinstance(ask.source, PartnerCall):
                fact = self.desk.look_up(self.service, ask)
            elif not isinstance(ask.source, NodeCall):
                fact = self.books.find(self.service.id, ask, self.known.holder, self.at_s)
            self.known = found(self.known, ask.id, fact, self.at_s)

    def type(self, digits: str) -> "Customer":
        """Type what is asked for."""
        asked = self.ask()
        assert isinstance(asked, Digits), asked
        assert len(digits) == asked.places
        self.known = answered(self.known, asked.id, digits)
        return self

    def pay(self, number: int = 1) -> Order:
        """Agree, and tell the partner as the outbox does."""
        order = self.order()
        (line,) = order.lines
        told = {
            "id": number.to_bytes(16).hex(),
            "kind": str(order.kind),
            "item": line.item,
            "quantity": line.quantity,
            "won": order.worth.units,
            "coins": order.total.units,
            "time": self.at_s,
        }
        assert self.desk.ask(self.service.id, "/v1/sold", told) == {"told": told["id"]}
        return order

    def again(self, at_s: int) -> "Customer":
        """Another visit with the same partner, later."""
        other = object.__new__(Customer)
        other.__dict__.update(self.__dict__, at_s=at_s, known=replace(self.known, answers={}))
        other.known = replace(other.known, facts={}, holder=None, approver=None, at_s=None)
        return other


def reason(visit: Visitor) -> str:
    """Why it leads no further."""
    with pytest.raises(NotFound) as refused:
        visit.ask()
    assert refused.value.reason in visit.service.reasons
    return refused.value.reason
