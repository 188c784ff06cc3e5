"""Checks of what can happen: over the walk through the visit's table. Pure.

Each returns sentences about what is wrong, none where all is well.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kiosk import effects, events
from kiosk.visit import Place, Visit, advance
from kiosk.visit.silence import IDLE_END_S, IDLE_WARN_S, WAITS_FOR_A_PERSON
from kiosk.visit.state import HANDED_PLACES
from kiosk.walk import NOON, Taken, Walk, Walked
from kiosk.walk.presses import texts
from protocol.credential import CredentialKind
from ui.contract import AidId, ConfirmScreen, NewsScreen, StartScreen, VoiceScreen

STILL_S = 60.0
WARNED_AHEAD_S, TIMES = 20.0, 10
LONGEST_LABEL = 12
NEWS_S = 600  # of nobody being there
WAITS = frozenset(
    {
        Place.FINDING,
        Place.TENDERING,
        Place.PIN_CHECK,
        Place.HANDED_CHECK,
        Place.STAFF_WAIT,
        Place.DECIDING,
        Place.PREPARING,
        Place.RECORDING,
        Place.FULFILLING,
    }
)
"""Places that end by the machine's own work: nobody is deciding anything there."""
OF_THE_MACHINE = ("printer_problem", "voice_problem", "checks", "just_served", "place")

Problems = list[str]


def aids_work(walk: Walk) -> Problems:
    """Each aid changes the setting at once, and nothing else about the visit."""
    found = []
    for one in walk.walked:
        offered = [AidId(aid.id) for aid in one.screen.frame.aids]
        if one.visit.place in HANDED_PLACES:  # nothing speaks while a badge's PIN is typed
            offered = [aid for aid in offered if aid is not AidId.VOICE]
        else:
            found += [f"{one.name}: {aid} is not there" for aid in AidId if aid not in offered]
        for aid in offered:
            after, _ = advance(walk.stand.shop, one.visit, events.AskedForAid(aid), 1.0)
            turned = after.setting != one.visit.setting or after.aside is not one.visit.aside
            if not turned or after.place is not one.visit.place:
                found.append(f"{one.name}: {aid} does nothing")
    return found


def still(walk: Walk) -> Problems:
    """While a person decides, nothing on the screen changes by itself for 60 seconds."""
    found = []
    for one in walk.walked:
        if not decides(one.visit):
            continue
        begun = replace(one.visit, touched_at_s=0.0, entered_at_s=0.0)
        after, _ = advance(walk.stand.shop, begun, events.Ticked(), STILL_S - 1)
        now = walk.stand.presenter.screen(after, NOON)
        if texts(now) != texts(one.screen):
            found.append(f"{one.name} changes by itself within {STILL_S:.0f} s")
    return found + _pausable(walk.walked)


def decides(visit: Visit) -> bool:
    """Whether a resident decides here and was not asked yet: staff know how long they have."""
    by_staff = visit.staff is not None or visit.handover is not None
    return not (visit.place in WAITS or by_staff or visit.warned)


def _pausable(walked: Iterable[Walked]) -> Problems:
    shown = [one for one in walked if isinstance(one.screen, NewsScreen)]
    return [f"{one.name} has no pause button" for one in shown if not one.screen.pause]  # type: ignore[union-attr] # filtered above


def news_rest(walk: Walk) -> Problems:
    """An announcement comes and turns at most once in 60 s; one that is held stays at least so."""
    shop = walk.stand.shop
    if not shop.announcements:
        return []
    visit, changes = Visit(), [0.0]
    for now_s in range(NEWS_S):
        after, _ = advance(shop, visit, events.Ticked(), float(now_s))
        if _announced(after) != _announced(visit):
            changes.append(float(now_s))
        visit = after
    quick = [later - sooner for sooner, later in pairwise(changes) if later - sooner < STILL_S]
    found = [f"an announcement turns after {each:.0f} s" for each in quick]
    found += [] if quick or changes[2:] else ["announcements never turn"]
    visit, _ = advance(shop, visit, events.WantedPause(), float(NEWS_S))
    held, _ = advance(shop, visit, events.Ticked(), NEWS_S + STILL_S)
    return found + ([] if _announced(held) == _announced(visit) else ["one that is held turns"])


def _announced(visit: Visit) -> int | None:
    return None if visit.news is None else visit.news.index


def patient(walk: Walk) -> Problems:
    """A silent person is warned 20 s ahead, and a touch gives the whole time, again and again."""
    found = [] if IDLE_WARN_S >= STILL_S else [f"asks after {IDLE_WARN_S:.0f} s"]
    if IDLE_END_S - IDLE_WARN_S < WARNED_AHEAD_S:
        found.append(f"warns {IDLE_END_S - IDLE_WARN_S:.0f} s ahead")
    for one in walk.walked:
        by_a_person = one.visit.place in WAITS_FOR_A_PERSON and not one.visit.staff
        if by_a_person and not one.visit.handover and one.visit.place is not Place.START:
            found += extended(walk, one)
    ends = {Place.START, Place.THANKS, Place.OUT_OF_ORDER}  # nothing is asked there
    untold = set(Place) - set(WAITS_FOR_A_PERSON) - WAITS - ends
    return found + [f"nothing is known of how long {place} waits" for place in sorted(untold)]


def extended(walk: Walk, one: Walked) -> Problems:
    """Be silent until the warning and touch the screen then, ten times."""
    visit, now_s = replace(one.visit, touched_at_s=0.0, entered_at_s=0.0, warned=False), 0.0
    visit, _ = advance(walk.stand.shop, visit, events.Touched(), now_s)
    for number in range(TIMES):
        step_s = 0.0
        while not visit.warned and step_s < 1000:
            step_s += 5.0
            visit, _ = advance(walk.stand.shop, visit, events.Ticked(), now_s + step_s)
            if visit.place is not one.visit.place:
                return [f"{one.name} ends without a warning"]
        if step_s < STILL_S:
            return [f"{one.name} warns after {step_s:.0f} s"]
        now_s += step_s + WARNED_AHEAD_S - 1
        visit, _ = advance(walk.stand.shop, visit, events.Ticked(), now_s)
        visit, _ = advance(walk.stand.shop, visit, events.Touched(), now_s)
        if visit.place is not one.visit.place or visit.warned:
            return [f"{one.name}: the touch number {number + 1} did not extend it"]
    return []


def wiped(taken: Iterable[Taken]) -> Problems:
    """Whoever comes next finds nothing of the one before: neither data nor size, voice, volume."""
    found = set()
    for one in taken:
        ended = one.before.place is not Place.START and one.after.place is Place.START
        over = isinstance(one.event, events.StartedOver | events.Ticked)
        if ended and over and _of_a_person(one.after) != _of_a_person(Visit()):
            found.add(f"{one.before.place}, {one.move}: something of the visit stays")
    return sorted(found)


def _of_a_person(visit: Visit) -> Visit:
    usual = {name: getattr(Visit(), name) for name in OF_THE_MACHINE}
    return replace(visit, **usual, touched=False)


def volume_returns(taken: Iterable[Taken]) -> Problems:
    louder = [
        one
        for one in taken
        if one.after.place is Place.START
        and one.before.place is not Place.START
        and one.after.aside == one.before.aside
        and isinstance(one.event, events.StartedOver | events.Ticked)
        and (one.after.voice_volume is not None or one.after.setting.voice)
    ]
    return sorted({f"{one.before.place}: the volume stays after {one.move}" for one in louder})


def few_questions(walk: Walk) -> Problems:
    """One question a screen, and in no service more than five steps."""
    steps = [(one.name, one.screen.frame.step) for one in walk.walked]
    many = [f"{name}: {step.count} steps" for name, step in steps if step and step.count > 5]
    return many + [
        f"{service.id}: {service.questions()} questions"
        for service in walk.stand.shop.services.values()
        if service.questions() > 2
    ]


def read_back(walk: Walk) -> Problems:
    """Coins go from the confirm screen only, and it tells item, coins and what is left."""
    found = []
    for one in walk.taken:
        commits = any(isinstance(effect, effects.Commit) for effect in one.wanted)
        if commits and not _agreed(one):
            found.append(f"coins go from {one.before.place} by {one.move}")
    return found + [problem for one in walk.walked for problem in confirm_whole(one)]


def _agreed(one: Taken) -> bool:
    """Whether somebody has just agreed; or had, before a bank card or by the leftover button."""
    if one.before.place is Place.TENDERING:
        return isinstance(one.event, events.TenderTaken)
    if one.before.place is Place.DECIDING:
        return one.before.first is not None
    return one.before.place is Place.CONFIRMING and isinstance(one.event, events.Led)


def confirm_whole(one: Walked) -> Problems:
    screen = one.screen
    if one.visit.place is not Place.CONFIRMING or isinstance(screen, VoiceScreen):
        return []
    if not isinstance(screen, ConfirmScreen):
        return [f"{one.name} reads nothing back"]
    found = []
    price = screen.price.coins if screen.price else ""
    if screen.item not in screen.readback or price not in screen.readback:
        found.append(f"{one.name} does not read back what it costs")
    found += [
        f"{one.name} does not read back '{it.label}'"
        for it in screen.facts
        if it.amount not in screen.readback
    ]
    used = one.visit.payment is not None and one.visit.payment.order.pays
    if used and (len(screen.lines) < 3 or not screen.lines[-1].amount):
        found.append(f"{one.name} does not tell what is left")
    return found if screen.note else [*found, f"{one.name} does not tell what comes next"]


def cards_too(walk: Walk) -> Problems:
    """Wherever a phone leads to in a service, a paper card leads too."""
    met = {
        kind: {
            (one.after.service, one.after.place)
            for one in walk.taken
            if one.after.code is not None and one.after.code.kind is kind
        }
        for kind in (CredentialKind.PHONE, CredentialKind.CARD)
    }
    missing = met[CredentialKind.PHONE] - met[CredentialKind.CARD]
    return [f"a card never comes to {place} of {service}" for service, place in sorted(missing)]


def short_labels(walk: Walk) -> Problems:
    """The words of every button fit into twelve characters."""
    labels: set[str] = set()
    for one in walk.walked:
        frame = one.screen.frame
        labels |= {button.words for button in frame.bar} | {aid.words for aid in frame.aids}
        labels |= {frame.lead.words} if frame.lead else set()
        if not isinstance(one.screen, StartScreen) and one.visit.staff is None:
            continue
        labels |= {choice.name for choice in getattr(one.screen, "services", ())}
    return [f"'{label}' is too long" for label in sorted(labels) if len(label) > LONGEST_LABEL]
