"""An online mall in software: orders that wait at a desk to be collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kiosk.partners.simulate.server import Answerer, Asked, Lie, PartnerServer, Refuse
from protocol.keys import PublicKey, Signer


@dataclass(frozen=True)
class MallOrder:
    """One order: ``number`` as its buyer types it, ``order`` as entries name it."""

    number: str
    order: str
    parcels: int
    shelf: str
    collected: bool = False


class Mall(PartnerServer):
    """The mall with the orders that are ready at one desk. `Lie.FIGURES` names another order."""

    def __init__(
        self,
        orders: Iterable[MallOrder] = (),
        signer: Signer | None = None,
        kiosks: tuple[PublicKey, ...] | None = None,
        port: int = 0,
    ) -> None:
        self._orders = {order.number: order for order in orders}
        super().__init__(signer, kiosks, port)

    @property
    def answers(self) -> Mapping[str, Answerer]:
        """What an order number stands for."""
        return {"/v1/order": self._find}

    def order(self, number: str) -> MallOrder:
        """Return an order as it stands."""
        with self.lock:
            return self._orders[number]

    def sold(self, sale: Asked) -> None:
        """Note that an order was handed over."""
        found = [one for one in self._orders.values() if one.order == sale.get("item")]
        if not found:
            raise Refuse("unknown-order")
        self._orders[found[0].number] = replace(found[0], collected=True)

    def _find(self, asked: Asked) -> object:
        number = asked.get("number")
        order = self._orders.get(number) if isinstance(number, str) else None
        if order is None:
            raise Refuse("unknown-order")
        if order.collected:
            raise Refuse("order-collected")
        told = "0" * len(order.number) if self.lie is Lie.FIGURES else order.number
        return {
            "number": told,
            "order": order.order,
            "parcels": order.parcels,
            "shelf": order.shelf,
        }
