"""Keys: what a public key is, how a ring finds it, and the two members of whatever signs.

Ed25519 (RFC 8032) for district and node; ECDSA on P-256 with SHA-256 for phones and kiosks, the
signature as r || s (IEEE P1363, as RFC 9053 wants it). Algorithm numbers are those of RFC 9864.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from protocol import shape
from protocol.cbor import Value
from protocol.errors import BadKey, BadSignature

KID_BYTES = 8
SIGNATURE_BYTES = 64  # both algorithms
SECRET_BYTES = 32  # Ed25519 seed, or the P-256 scalar, big-endian
_CURVE = ec.SECP256R1()
_SCHEME = ec.ECDSA(hashes.SHA256())
_SCALAR_BYTES = 32
_KTY, _CRV, _X, _Y = 1, -1, -2, -3  # COSE_Key labels, RFC 9053 section 7
_REQUIRED = frozenset({_KTY, _CRV, _X})
_OKP, _EC2 = 1, 2
_CRV_P256, _CRV_ED25519 = 1, 6


class Algorithm(IntEnum):
    """COSE algorithm numbers (RFC 9864)."""

    ED25519 = -19
    ESP256 = -9


_RAW_BYTES = {Algorithm.ED25519: 32, Algorithm.ESP256: 33}
_Verify: TypeAlias = Callable[[bytes, bytes], None]
_SecretHandle: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class PublicKey:
    """A public key: 32 bytes of Ed25519, or a compressed P-256 point of 33 bytes (SEC 1).

    Raises BadKey when the bytes are no such key.
    """

    algorithm: Algorithm
    raw: bytes
    _verify: _Verify = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_verify", _load_public(self.algorithm, self.raw))

    @cached_property
    def kid(self) -> bytes:
        """First 8 bytes of SHA-256 over the key's bytes."""
        return hashlib.sha256(self.raw).digest()[:KID_BYTES]

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raise BadSignature unless this key signed exactly these bytes."""
        if len(signature) != SIGNATURE_BYTES:
            raise BadSignature(f"{len(signature)} bytes, not {SIGNATURE_BYTES}")
        try:
            self._verify(signature, data)
        except InvalidSignature as exc:
            raise BadSignature(f"not by key {self.kid.hex()}") from exc


class Signer(Protocol):
    """Whatever can sign: a file, a TPM, a phone. It never gives its secret away."""

    @property
    def public_key(self) -> PublicKey:
        """The key that verifies what `sign` makes."""

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; 64 bytes of signature."""


class MemorySigner:
    """A key held in memory: for tools, tests, and stores that keep the secret elsewhere."""

    def __init__(self, algorithm: Algorithm, handle: _SecretHandle, *, deterministic: bool) -> None:
        self._handle = handle
        self._scheme = ec.ECDSA(hashes.SHA256(), deterministic_signing=deterministic)
        self._public_key = PublicKey(algorithm, _public_bytes(handle))

    @classmethod
    def generate(cls, algorithm: Algorithm, *, deterministic: bool = False) -> "MemorySigner":
        """A new key from the operating system's randomness."""
        handle: _SecretHandle
        if algorithm is Algorithm.ED25519:
            handle = ed25519.Ed25519PrivateKey.generate()
        else:
            handle = ec.generate_private_key(_CURVE)
        return cls(algorithm, handle, deterministic=deterministic)

    @classmethod
    def from_secret(
        cls, algorithm: Algorithm, secret: bytes, *, deterministic: bool = False
    ) -> "MemorySigner":
        """The key of a secret of 32 bytes; `deterministic` makes ECDSA follow RFC 6979.

        Raises BadKey when the bytes are no secret of that algorithm.
        """
        if len(secret) != SECRET_BYTES:
            raise BadKey(f"a secret has {SECRET_BYTES} bytes")
        handle: _SecretHandle
        if algorithm is Algorithm.ED25519:
            handle = ed25519.Ed25519PrivateKey.from_private_bytes(secret)
        else:
            handle = _load_scalar(secret)
        return cls(algorithm, handle, deterministic=deterministic)

    @property
    def public_key(self) -> PublicKey:
        """The key that verifies what `sign` makes."""
        return self._public_key

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; 64 bytes, for ECDSA r || s."""
        if isinstance(self._handle, ed25519.Ed25519PrivateKey):
            return self._handle.sign(data)
        r, s = decode_dss_signature(self._handle.sign(data, self._scheme))
        return r.to_bytes(_SCALAR_BYTES) + s.to_bytes(_SCALAR_BYTES)

    def secret(self) -> bytes:
        """The 32 secret bytes, for a key store to write."""
        if isinstance(self._handle, ed25519.Ed25519PrivateKey):
            return self._handle.private_bytes_raw()
        return self._handle.private_numbers().private_value.to_bytes(SECRET_BYTES)

    def __repr__(self) -> str:
        return f"MemorySigner(kid={self._public_key.kid.hex()})"


KeyRing: TypeAlias = Mapping[bytes, PublicKey]


def key_ring(*keys: PublicKey) -> KeyRing:
    """The keys by their kid."""
    return MappingProxyType({key.kid: key for key in keys})


def to_cose_key(key: PublicKey) -> Value:
    """The key as a COSE_Key (RFC 9053): OKP for Ed25519, EC2 with the sign of y for P-256."""
    if key.algorithm is Algorithm.ED25519:
        return {_KTY: _OKP, _CRV: _CRV_ED25519, _X: key.raw}
    return {_KTY: _EC2, _CRV: _CRV_P256, _X: key.raw[1:], _Y: key.raw[0] == 3}


def from_cose_key(value: Value) -> PublicKey:
    """Read a COSE_Key of one of our two kinds. Raises BadShape or BadKey."""
    fields = shape.fields(value, required=_REQUIRED, optional=(_Y,))
    x = shape.octets(fields[_X], 32)
    kind = shape.whole(fields[_KTY]), shape.whole(fields[_CRV])
    if kind == (_OKP, _CRV_ED25519) and _Y not in fields:
        return PublicKey(Algorithm.ED25519, x)
    if kind == (_EC2, _CRV_P256):
        odd = shape.flag(fields.get(_Y))
        return PublicKey(Algorithm.ESP256, (b"\x03" if odd else b"\x02") + x)
    raise BadKey("neither Ed25519 nor P-256")


def _load_public(algorithm: Algorithm, raw: bytes) -> _Verify:
    if len(raw) != _RAW_BYTES[algorithm]:
        raise BadKey(f"{len(raw)} bytes, not {_RAW_BYTES[algorithm]}")
    try:
        if algorithm is Algorithm.ED25519:
            return ed25519.Ed25519PublicKey.from_public_bytes(raw).verify
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, raw)
    except ValueError as exc:
        raise BadKey(f"no point of {algorithm.name}") from exc
    return lambda signature, data: point.verify(_der(signature), data, _SCHEME)


def _load_scalar(secret: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        return ec.derive_private_key(int.from_bytes(secret), _CURVE)
    except ValueError as exc:
        raise BadKey("no scalar of P-256") from exc


def _public_bytes(handle: _SecretHandle) -> bytes:
    if isinstance(handle, ed25519.Ed25519PrivateKey):
        return handle.public_key().public_bytes_raw()
    return handle.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )


def _der(signature: bytes) -> bytes:
    r, s = signature[:_SCALAR_BYTES], signature[_SCALAR_BYTES:]
    return encode_dss_signature(int.from_bytes(r), int.from_bytes(s))
