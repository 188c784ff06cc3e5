"""A kiosk that shows codes of its own, and apps that answer them."""

import json
from dataclasses import dataclass, replace

import pytest

from central_node.errors import Refused
from protocol.code import to_text
from protocol.keys import Signer
from protocol.offer import Offer, offer_id, sign_offer
from protocol.offer_call import OFFERS_TAKE, TakeAnswer, TakeRequest
from protocol.presentation import Presentation, present
from tests.central_node.world import Code, KioskSim, Phone, World

COINS = 15


def offer(signer: Signer, world: World, **changes: object) -> Offer:
    """What this key offers now, but for these changes."""
    kind = str(changes.get("kind", "spend"))
    made = Offer(
        id=offer_id(signer, kind, world.random(7)),
        scheme="test-coin",
        kind="spend",
        amount=COINS,
        name="Lunch",
        until=world.now + 180,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name


def damaged(raw: bytes) -> bytes:
    """The same but for one bit of the signature."""
    return raw[:-1] + bytes([raw[-1] ^ 1])


def sign_for(phone: Phone, wanted: Offer, at: int, **changes: object) -> Code:
    """A code that the phone makes for an offer, but for these changes."""
    phone.shown += 1
    counter = phone.shown.to_bytes(4)
    bare = Presentation(wanted.scheme, at, counter, wanted.id, wanted.amount)
    shown = replace(bare, **changes)  # type: ignore[arg-type] # fields by name
    return Code(phone.credential, counter, present(phone.signer, phone.raw, shown))


@dataclass
class Counter:
    """A kiosk that offers, and the apps that answer."""

    world: World

    @property
    def kiosk(self) -> KioskSim:
        return self.world.kiosks[0]

    def offer(self, **changes: object) -> Offer:
        return offer(self.kiosk.signer, self.world, **changes)

    def code(self, wanted: Offer, resident: str = "rich", **changes: object) -> Code:
        return sign_for(self.world.phones[resident], wanted, self.world.now, **changes)

    def answer(self, wanted: Offer, code: Code, signer: Signer | None = None) -> dict[str, object]:
        return self._ask("offers.answer", wanted, code, signer)

    def receipt(self, wanted: Offer, code: Code, signer: Signer | None = None) -> dict[str, object]:
        """What the app that answered is told."""
        return self._ask("offers.receipt", wanted, code, signer)

    def _ask(
        self, call: str, wanted: Offer, code: Code, signer: Signer | None
    ) -> dict[str, object]:
        body = self.body(wanted, code, signer)
        raw = self.world.node.handle(call, body, self.world.now)
        told: dict[str, object] = json.loads(raw)
        return told

    def body(self, wanted: Offer, code: Code, signer: Signer | None = None) -> bytes:
        """What an app sends."""
        text = to_text(sign_offer(signer or self.kiosk.signer, wanted))
        return json.dumps({"offer": text, "presentation": to_text(code.evidence)}).encode()

    def refused(self, wanted: Offer, code: Code, signer: Signer | None = None) -> str:
        with pytest.raises(Refused) as caught:
            self.answer(wanted, code, signer)
        return caught.value.reason

    def take(self, wanted: Offer, kiosk: KioskSim | None = None) -> bytes | None:
        body = TakeRequest(wanted.id).to_body()
        answer = TakeAnswer.from_body((kiosk or self.kiosk).ask(OFFERS_TAKE, body))
        assert answer.id == wanted.id
        return answer.evidence
