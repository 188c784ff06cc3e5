import uuid

from protocol.ids import uuid7

NOW_MS = 0x017F22E279B0


def test_it_is_the_example_of_rfc_9562() -> None:
    # Appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F
    random = bytes.fromhex("0cc3" + "18c4dc0c0c07398f")
    made = uuid7(NOW_MS, lambda count: random[:count])
    assert str(uuid.UUID(bytes=made)).upper() == "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"


def test_version_and_variant_stand_whatever_the_randomness() -> None:
    for random in (bytes, lambda count: b"\xff" * count):
        made = uuid.UUID(bytes=uuid7(NOW_MS, random))
        assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_later_ids_sort_after_earlier_ones() -> None:
    earlier = uuid7(NOW_MS, lambda count: b"\xff" * count)
    assert earlier < uuid7(NOW_MS + 1, bytes)
