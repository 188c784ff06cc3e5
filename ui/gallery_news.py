"""Examples of the gallery: announcements between two visits."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import NewsScreen, Screen, Setting
from ui.gallery_frame import frame_of

LONG = "1층 보건실에서 평일 오전 9시부터 11시까지 놓아 드립니다. 신분증을 꼭 가져오세요."


def news_screens(setting: Setting) -> Mapping[str, Screen]:
    """Return the examples by name, filled as a presenter would for this setting."""
    frame = frame_of(setting, "독감 예방 주사", lead="시작하기", opened=False)
    text = "11월 24일부터 30일까지\n1층 보건실에서 놓아\u00a0드립니다"
    news = NewsScreen(frame, text, "scene-news", "1 / 3", "멈춤", paused=False, next="다음")
    return {
        "news": news,
        "news-paused": replace(news, pause="계속", paused=True),
        "news-long": replace(
            news,
            frame=replace(frame, title="어르신 독감 예방 주사를 놓아 드립니다"),
            text=LONG,
            number="2 / 3",
        ),
        "news-without-picture": replace(news, picture="", number="3 / 3"),
        "news-only-one": replace(news, number=""),
    }
