"""Announcements, one at a time, in the words of one language. Pure."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.presenters.frame import FrameMaker, leading
from kiosk.speech.words import Words
from kiosk.visit import News, Shop, Visit
from ui.contract import NewsScreen


@dataclass(frozen=True)
class NewsPages:
    """Makes the pages of announcements."""

    shop: Shop
    frames: FrameMaker
    words: Words

    def page(self, visit: Visit, shown: News, now: datetime) -> NewsScreen:
        """Return the announcement that stands there now; there is at least one."""
        count = len(self.shop.announcements)
        index = shown.index % count  # newer rules may announce less
        one = self.shop.announcements[index]
        frame = self.frames.frame(visit, now, self.words.of_data(one.title))
        return NewsScreen(
            frame=leading(frame, lead=self.frames.lead("news.begin", onward=True)),
            text=self.words.of_data(one.text),
            picture=one.picture,
            number=self.words("news.number", number=index + 1, count=count) if count > 1 else "",
            pause=self.words("news.go-on" if shown.paused else "news.pause"),
            paused=shown.paused,
            next=self.words("news.next"),
        )
