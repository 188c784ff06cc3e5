"""The facility: what is sold here. Comes as TOML in the signed bundle, or from a local file."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field, ValidationError

from kiosk.announcements import (
    MAX_ANNOUNCEMENTS,
    Announcement,
    AnnouncementSection,
    of_day,
)
from kiosk.config import ConfigError, Printed, Section, Slug, read_toml
from kiosk.services import REGISTRY, Builder
from kiosk.services.base import Question, Service, Terms
from kiosk.services.earn_fields import NotInForce
from kiosk.services.largest import check_orders
from kiosk.services.pricing import CLASSES
from kiosk.services.questions import asked, check_questions
from kiosk.services.sellers import NotAcceptedHere, check_seller
from kiosk.speech.glossary import WordLists, check_pages, read_glossary
from kiosk.speech.words import Glossary
from schemes.errors import SchemeError
from schemes.merchant import Merchant
from schemes.money import Won
from schemes.scheme import Scheme


class MerchantSection(Section):
    """``[merchant]``: how the district registered who sells here; left out, it is the district."""

    sector: Slug = "district"
    market: str = Field(default="", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=48)
    yearly_sales_won: int | None = Field(default=None, ge=0, le=10**13)
    discount_percent: int = Field(default=0, ge=0, le=50)

    def merchant(self, id_: str) -> Merchant:
        """Return the same as the scheme's rules take it."""
        sales = None if self.yearly_sales_won is None else Won(self.yearly_sales_won)
        return Merchant(id_, self.sector, self.market, sales, self.discount_percent)


class FacilityFile(Section):
    """The outer shape of a facility file; each service's own shape is checked by its kind."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)  # entries name it as place
    name: Printed = Field(min_length=1, max_length=20)
    scheme: str
    staff_desk: Printed = Field(
        min_length=1, max_length=20
    )  # where a person finds help when the machine can't
    merchant: MerchantSection = MerchantSection()
    shown_code: bool = False  # the machine shows a code of its own for the resident's app
    service: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=6)
    announcement: tuple[AnnouncementSection, ...] = Field(default=(), max_length=MAX_ANNOUNCEMENTS)
    words: WordLists = Field(
        default_factory=dict
    )  # by language: what the Korean texts of this file are called
    one: WordLists = Field(default_factory=dict)  # the same of units, for exactly one: "1 coin"


@dataclass(frozen=True)
class Facility:
    """A place that sells: ``services`` by id in the order of the file, ``glossary`` by language.

    ``announcements`` are those of the day that it was loaded for. ``left_out``: what is in the file
    and not sold on that day, by id, with the reason; that may be all of it.
    """

    id: str
    name: str
    staff_desk: str
    services: Mapping[str, Service]
    glossary: Mapping[str, Glossary] = field(default_factory=dict)
    announcements: tuple[Announcement, ...] = ()
    merchant: Merchant = field(default_factory=lambda: Merchant(""))
    shown_code: bool = False
    left_out: Mapping[str, str] = field(default_factory=dict)


def load_facility(
    data: bytes,
    origin: str,
    scheme: Scheme,
    on: date,
    registry: Mapping[str, tuple[type[Section], Builder]] = REGISTRY,
) -> Facility:
    """Read a facility and price it by ``scheme``'s rate on ``on``.

    ConfigError on bad data, and on what could be paid here but never be priced or printed. A
    service whose time is over, or has not come, is left out.
    """
    outer = read_toml(data, origin, FacilityFile)
    if outer.scheme != scheme.id:
        raise ConfigError(origin, "scheme", f"is {outer.scheme}, the district's is {scheme.id}")
    terms = Terms(scheme, on, outer.merchant.merchant(outer.id))
    _check_seller(terms, origin)
    services, left_out = _services(outer, origin, terms, registry)
    glossary = read_glossary(outer.words, outer.one, _texts(outer, scheme), origin)
    check_pages(glossary, _pages(services.values()), origin)
    return Facility(
        outer.id,
        outer.name,
        outer.staff_desk,
        services,
        glossary,
        of_day(outer.announcement, on),
        terms.merchant,
        outer.shown_code,
        left_out,
    )


def _services(
    outer: FacilityFile,
    origin: str,
    terms: Terms,
    registry: Mapping[str, tuple[type[Section], Builder]],
) -> tuple[dict[str, Service], dict[str, str]]:
    """Return what is sold on that day, and what is not, with the reason."""
    services: dict[str, Service] = {}
    left_out: dict[str, str] = {}
    for number, table in enumerate(outer.service):
        key, id_ = f"service.{number}", str(table.get("id", ""))
        if id_ in services or id_ in left_out:
            raise ConfigError(origin, f"{key}.id", f"{id_} is there twice")
        try:
            services[id_] = _service(table, key, origin, terms, registry)
        except NotInForce as exc:
            left_out[id_] = str(exc)
    _require_beside(services, left_out, origin)
    return services, left_out


def _check_seller(terms: Terms, origin: str) -> None:
    try:
        check_seller(terms)
    except NotAcceptedHere as exc:
        raise ConfigError(origin, exc.key, exc.reason) from exc


def _require_beside(services: dict[str, Service], left_out: dict[str, str], origin: str) -> None:
    """Leave out with a service also what works on it."""
    for number, service in enumerate(tuple(services.values())):
        missing = next((id_ for id_ in service.beside if id_ not in services), None)
        if missing is None:
            continue
        reason = f"works on {missing}, which is not sold here"
        if missing not in left_out:
            raise ConfigError(origin, f"service.{number}", reason)
        left_out[service.id] = reason
        del services[service.id]


def _pages(services: Collection[Service]) -> Iterator[tuple[str, ...]]:
    """Yield what can be chosen on one page, by name."""
    yield tuple(service.name for service in services)
    for service in services:
        for ask, _ in asked(service):
            if isinstance(ask, Question):
                yield tuple(option.name for option in ask.options)


def _texts(outer: FacilityFile, scheme: Scheme) -> set[str]:
    """Return what can be translated: all of the file, the scheme's unit and price classes."""
    found: set[str] = {scheme.unit_name, *(one.name for one in scheme.price_classes)}
    waiting: list[object] = [outer.model_dump(exclude={"words", "one"})]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
        elif isinstance(value, str):
            found.add(value)
    return found


def _service(
    table: Mapping[str, Any],
    key: str,
    origin: str,
    terms: Terms,
    registry: Mapping[str, tuple[type[Section], Builder]],
) -> Service:
    kind = str(table.get("kind", ""))
    if kind not in registry:
        raise ConfigError(origin, f"{key}.kind", f"{kind} is none of {', '.join(registry)}")
    model, build = registry[kind]
    try:
        known = {CLASSES: {one.id for one in terms.scheme.price_classes}}
        service = build(model.model_validate(table, context=known), terms)
        check_questions(service)
        check_orders(service, terms.scheme.purses[0].id, terms.scheme.per_transaction)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        inner = ".".join(str(part) for part in first["loc"])
        raise ConfigError(origin, f"{key}.{inner}".rstrip("."), first["msg"]) from exc
    except NotInForce:
        raise  # no fault of the file
    except (ValueError, SchemeError) as exc:
        raise ConfigError(origin, key, str(exc)) from exc
    return service


def facility_name(data: bytes) -> str:
    """Return the name in a facility file without judging the rest, for lists of facilities."""
    return str(tomllib.loads(data.decode("utf-8")).get("name", ""))
