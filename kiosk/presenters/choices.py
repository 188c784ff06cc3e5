"""The screens where something is chosen: a service, a language, the answer to a question. Pure."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.events import NO_CAMERA
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.services.base import Option
from kiosk.speech.words import LANGUAGES, Words
from kiosk.visit import Shop, Visit, question
from ui.contract import Choice, ChooseScreen, Frame, Price, StartScreen
from ui.pages import Listed, PerPage


@dataclass(frozen=True)
class ChoicePages:
    """Makes the pages of choices in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def start(self, visit: Visit, now: datetime) -> StartScreen:
        """Return the first screen: every service, and the way to the languages."""
        title = self.words("start.title-code" if visit.code else "start.title")
        services = tuple(
            Choice(service.id, self.words.of_data(service.name), service.picture)
            for service in self.shop.services.values()
        )
        scanner = visit.readers_problem == NO_CAMERA
        return StartScreen(
            frame=self.frames.frame(visit, now, title),
            guide=self.words("start.guide"),
            picture="scene-welcome-scanner" if scanner else "scene-welcome",
            services=services,
            language=self.words("language.button"),
            language_short=self.words("language.button-short"),
        )

    def languages(self, visit: Visit, now: datetime) -> ChooseScreen:
        """Each is named in itself: whoever can't read these words looks for their own."""
        choices = tuple(Choice(each, self.words(f"language.names.{each}")) for each in LANGUAGES)
        return self.paged(
            visit, self.frames.frame(visit, now, self.words("language.title")), choices
        )

    def options(self, visit: Visit, now: datetime) -> ChooseScreen:
        """Return the question that is asked, and as many answers as a page holds."""
        asked = question(self.shop, visit)
        if asked is None:  # the table leaves ASKING with the last answer
            raise AssertionError("a visit that asks has a question")
        step = self.frames.step(self.shop, visit, self.words.of_data(asked.step))
        frame = leading(self.frames.frame(visit, now, self.words.of_data(asked.title)), step)
        short = visit.setting.larger
        options = tuple(self._option(option, now, short=short) for option in asked.options)
        return self.paged(visit, frame, options)

    def paged(self, visit: Visit, frame: Frame, choices: tuple[Choice, ...]) -> ChooseScreen:
        """Return the page of ``choices`` that the visit is at; the last for any past it."""
        listed = Listed.TALL if any(map(_tall, choices)) else Listed.CHOICES
        per_page = self.per_page(visit.setting, listed)
        pages = max(1, -(-len(choices) // per_page))
        page = min(visit.page, pages)
        return ChooseScreen(
            frame,
            choices[(page - 1) * per_page : page * per_page],
            page,
            pages,
            self.words("page.previous"),
            self.words("page.next"),
            per_page,
        )

    def _option(self, option: Option, now: datetime, *, short: bool) -> Choice:
        """Of what can't be had the word that says why matters, not what it would cost."""
        price = None
        if option.price is not None and option.worth is not None and not option.closed:
            price = self.reader.parts(option.price, option.worth, option.rest, short=short)
            if option.least:
                price = Price(self.words("amount.least", amount=price.coins))
        return Choice(
            option.id,
            self.words.of_data(option.name),
            option.picture,
            price,
            self._note(option, now),
            enabled=not option.closed,
        )

    def _note(self, option: Option, now: datetime) -> str:
        """Return e.g. "경차 · 오전 9:12 들어옴": a word of the facility, and since when."""
        said = self.words.of_data(option.note) if option.note else ""
        if option.since is None:
            return said
        since = datetime.fromtimestamp(option.since.time_s, tz=now.tzinfo)
        clock = self.reader.clock(since).replace(" ", "\N{NO-BREAK SPACE}")
        came = self.words("choose.since", clock=clock)
        return f"{said} \N{MIDDLE DOT} {came}" if said else came


def _tall(choice: Choice) -> bool:
    """Whether something stands below its price."""
    price = choice.price
    return price is not None and bool(choice.note or price.more)
