"""TOML read once into frozen objects; an error names the file, the key and the reason."""

import tomllib
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

MAX_TOML_BYTES = 1_000_000  # a profile or facility is some kilobytes; more is not one

# An id in an entry: small letters and digits with single dashes. Two of them and a colon make the
# name of an order line, which the protocol limits to 48 characters.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=23)]


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("holds a line end or another control character")
    return text


# Words for a screen, a slip or an entry: one line. Each field adds how long it may be.
ONE_LINE = AfterValidator(_printable)
Printed = Annotated[str, ONE_LINE]

ModelT = TypeVar("ModelT", bound=BaseModel)


class ConfigError(Exception):
    """Data that a person wrote can't be used: ``origin`` (file), ``key``, ``reason``."""

    def __init__(self, origin: str, key: str, reason: str) -> None:
        super().__init__(f"{origin}: {key}: {reason}")
        self.origin, self.key, self.reason = origin, key, reason


class Section(BaseModel):
    """A table of a TOML file: frozen, and an unknown key is an error, not a silent typo."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def read_toml(data: bytes, origin: str, model: type[ModelT]) -> ModelT:
    """Return ``data`` (UTF-8 TOML) as a ``model``; ConfigError names the first thing wrong."""
    if len(data) > MAX_TOML_BYTES:
        raise ConfigError(origin, "file", f"larger than {MAX_TOML_BYTES} bytes")
    try:
        parsed = tomllib.loads(data.decode("utf-8"))
    except RecursionError as exc:
        raise ConfigError(origin, "file", "nested too deeply") from exc
    except ValueError as exc:  # also for a number of thousands of digits, which is no TOML error
        raise ConfigError(origin, "file", f"not TOML: {exc}") from exc
    try:
        return model.model_validate(_tuples(parsed))
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "file"
        raise ConfigError(origin, key, first["msg"]) from exc


def _tuples(value: object) -> object:
    """TOML arrays as tuples, so that strict frozen models take them."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    return value
