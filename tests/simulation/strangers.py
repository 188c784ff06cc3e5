"""Who has no business with the node and calls it all the same. Refused by name, with no change."""

from central_node.errors import Refused
from protocol.envelope import Request, sign_request
from protocol.ids import ID_BYTES
from protocol.keys import Algorithm, Signer
from protocol.messages import ENTRIES, HOLDS, EntriesRequest
from tests.simulation.chance import Chance
from tests.simulation.house import House, NodeDown
from tests.simulation.truth import Violated


def knock(house: House, chance: Chance, kiosk: Signer) -> None:
    """One such call; Violated if it is answered. ``kiosk`` is a key of the district."""
    call, body = _bad_call(chance, kiosk)
    try:
        house.handle(call, body)
    except (Refused, NodeDown):
        return
    raise Violated(22, f"the node answered a call for {call} that nobody may make")


def _bad_call(chance: Chance, kiosk: Signer) -> tuple[str, bytes]:
    body = EntriesRequest(chance.bytes(8), ()).to_body()
    request = Request(ENTRIES, 0, chance.bytes(ID_BYTES), body)
    match chance.between(0, 3):
        case 0:
            return chance.pick((ENTRIES, HOLDS)), chance.bytes(chance.between(0, 200))
        case 1:  # a key that nobody has enrolled
            return ENTRIES, sign_request(chance.signer(Algorithm.ESP256), request)
        case 2:  # made for another call
            return HOLDS, sign_request(kiosk, request)
        case _:  # changed on the way
            raw = bytearray(sign_request(kiosk, request))
            raw[-1 - chance.between(0, 60)] ^= 1 << chance.between(0, 7)
            return ENTRIES, bytes(raw)
