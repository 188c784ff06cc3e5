from dataclasses import replace

import pytest

from protocol import cbor, cose, receipt
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.errors import BadShape, Misuse, UnknownKey
from protocol.receipt import Bearer, Outcome, Receipt
from tests.protocol import samples

PLAIN = replace(samples.RECEIPT, outcome=Outcome.BOOKED, bearer=None, flag=None)


@pytest.mark.parametrize(
    "value",
    [
        samples.RECEIPT,
        replace(samples.RECEIPT, bearer=None),
        replace(samples.RECEIPT, bearer=Bearer.RESIDENT),
        PLAIN,
        replace(PLAIN, outcome=Outcome.VOIDED),
        replace(PLAIN, outcome=Outcome.NOTED, seq=0),
    ],
    ids=str,
)
def test_a_receipt_is_read_back(value: Receipt) -> None:
    data = receipt.sign_receipt(samples.NODE, value)
    assert receipt.read_receipt(data, samples.NODES) == value


def test_a_receipt_of_anyone_but_the_node_is_refused() -> None:
    data = receipt.sign_receipt(samples.KIOSK, samples.RECEIPT)
    with pytest.raises(UnknownKey):
        receipt.read_receipt(data, samples.NODES)


@pytest.mark.parametrize(
    "value",
    [
        replace(samples.RECEIPT, flag=None),
        replace(PLAIN, flag="revoked"),
        replace(PLAIN, bearer=Bearer.DISTRICT),
        replace(PLAIN, ledger=bytes(9)),
        replace(PLAIN, seq=-1),
        replace(PLAIN, entry_hash=b""),
        replace(samples.RECEIPT, flag="Not a slug"),
        replace(samples.RECEIPT, flag="a" * 49),
    ],
    ids=str,
)
def test_a_receipt_out_of_shape_is_not_signed(value: Receipt) -> None:
    with pytest.raises(Misuse):
        receipt.sign_receipt(samples.NODE, value)


@pytest.mark.parametrize(
    "change", [{4: "maybe"}, {4: 1}, {5: "nobody"}, {5: None}, {8: 0}, {6: -1}], ids=str
)
def test_a_receipt_out_of_shape_is_refused_though_truly_signed(change: dict[Key, Value]) -> None:
    body = cbor.decode(cose.parse(samples.RECEIPT_BYTES, MessageType.RECEIPT).payload)
    assert isinstance(body, dict)
    data = cose.sign1(samples.NODE, MessageType.RECEIPT, cbor.encode({**body, **change}))
    with pytest.raises(BadShape):
        receipt.read_receipt(data, samples.NODES)
