"""Bodies of JSON calls: checked once by a strict model, refused by name otherwise."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from central_node.errors import Refused
from protocol.problems import ProblemType


class Body(BaseModel):
    """What a call may hold: frozen, of exact types, and nothing else in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


BodyT = TypeVar("BodyT", bound=Body)


def read_body(model: type[BodyT], body: bytes) -> BodyT:
    """The body, checked. Raises Refused for JSON of another shape; it never repeats the input."""
    try:
        return model.model_validate_json(body)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise Refused(
            ProblemType.MALFORMED, "bad-json", f"{key or 'body'}: {first['msg']}"
        ) from exc
