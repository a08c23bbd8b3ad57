"""How people behave: when they look, whether they say yes, how soon, and when they have had enough.

Every number is a field of `Habits`, with the source it leans on or the plain word that it is an assumption.
Nobody has published how the members of a time bank answer, so most are assumptions. What follows from them is
told by trying others (`goodturn simulate --sensitivity`). None of them knows the policy: the same person
meets the same wish in the same mood, whoever asks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from math import exp, log
from statistics import NormalDist
from zoneinfo import ZoneInfo

import numpy as np

from goodturn.simulation.chance import generator, throw
from goodturn.simulation.town import Need, Town
from jobs.matching import Rule
from models.availability import local_moment

# What somebody certainly cannot do, whatever they feel like.
IMPOSSIBLE = Rule.ACCESS


class Answer(StrEnum):
    """What becomes of being asked; a member who never reads it is silent too."""

    YES = "yes"
    NO = "no"
    SILENCE = "silence"


@dataclass(frozen=True)
class Habits:
    """How people behave, in numbers.

    Attributes:
        yes_chance: how likely somebody who is rested, is free then and lives next door says yes to something
            that they offer. With distance and busy days it comes to 0.32 over those who may be asked in a
            made-up town. Source: volunteer first responders answered 17 % to 47 % of alerts (Khalemsky et
            al., "Predictive Dispatch of Volunteer First Responders", JMIR mHealth and uHealth 11, 2023,
            e41551), and that is the middle. That shopping can be planned and an overdose cannot may make it
            too low; that nobody dies of it, too high.
        alike: how alike people are in that, as the two figures of a Beta distribution added up; 3 means that
            some hardly ever say yes and some mostly do. Assumption.
        half_way_m: the distance, in metres, over which that chance halves. Assumption.
        further: what is left of it when it is further than they said they go. Assumption.
        longer: what is left of it when it takes more time than they give in a week. Assumption.
        busy: how likely somebody who is usually free then is not. Assumption.
        free_after_all: how likely somebody who is usually not free then is. Assumption.
        no_common_language: what is left where the two share no language. Assumption.
        other_sex: what is left where somebody would rather visit a woman, or a man, and this asker is none.
            Assumption.
        not_offered: what is left for help of a kind that they do not offer. Assumption.
        changes: how likely an asker takes up another time, a call or another language that they are shown
            when hardly anybody can come. Assumption.
        again: how much likelier it is for an asker whom they have helped before. Assumption.
        same_day: what is left for each further message of the last 24 hours. Source: clinicians took up a
            reminder 30 % less often for each further one in the same sitting (Ancker et al., BMC Medical
            Informatics and Decision Making 17, 2017, 36); that a day is a sitting is an assumption.
        to_many: what is left when a message plainly goes to many at once. Source: the more people an e-mail
            was addressed to, the fewer answered (Barron and Yechiam, Computers in Human Behavior 18, 2002,
            507); the size is an assumption.
        patience: how many messages a week somebody puts up with who never said a number. Assumption.
        turns_away: how likely each message beyond that makes them stop reading for a while. Source: that
            volunteers go inactive after notifications is the model of Manshadi and Rodilitz, "Online Policies
            for Efficient Volunteer Crowdsourcing", Management Science 68, 2022, 6572; the size is an
            assumption.
        away_days: for how many days they do so, in the mean. Assumption.
        silent: which share of those who do not say yes say nothing at all. Assumption.
        looks_a_day: how often somebody looks at their messages, in the mean; some look far more often.
            Assumption.
        board_a_week: how often somebody goes to the noticeboard by themself, in the mean; many never do.
            Assumption.
        board_rows: how many of the newest wishes they read there. Assumption.
        thinks_minutes: how long somebody thinks before they answer, in the median. Assumption.
        thinks_spread: how much that varies, as the sigma of a log-normal distribution. Assumption.
        drops_out: how likely a helper who said yes cannot come after all, and says so beforehand. Assumption.
        does_not_happen: how likely nothing comes of an agreed visit, without a word before. Assumption.
        forgets: how likely one of the two never says how long it took, so that an organiser settles it.
            Assumption.
        from_hour, until_hour: between which hours of their day people look. Assumption.
        surest: nobody is ever surer of a yes than that.
    """

    yes_chance: float = 0.6
    alike: float = 3.0
    half_way_m: float = 2_000.0
    further: float = 0.25
    longer: float = 0.25
    busy: float = 0.25
    free_after_all: float = 0.15
    no_common_language: float = 0.2
    other_sex: float = 0.25
    not_offered: float = 0.1
    changes: float = 0.5
    again: float = 1.5
    same_day: float = 0.7
    to_many: float = 0.8
    patience: int = 5
    turns_away: float = 0.03
    away_days: float = 14.0
    silent: float = 0.5
    looks_a_day: float = 5.0
    board_a_week: float = 1.0
    board_rows: int = 20
    thinks_minutes: float = 15.0
    thinks_spread: float = 1.0
    drops_out: float = 0.06
    does_not_happen: float = 0.02
    forgets: float = 0.1
    from_hour: int = 8
    until_hour: int = 22
    surest: float = 0.95


@dataclass(frozen=True)
class Asked:
    """How somebody comes to hear of a wish.

    Attributes:
        round: which search for a helper it is; after a drop-out everybody thinks again. A search that began
            because the asker changed something does not count: a mood stays, whatever the time.
        messages_today: how many other messages they got in the last 24 hours.
        met: whether they have helped this asker before.
        to_many: whether it plainly went to many at once.
    """

    round: int
    messages_today: int = 0
    met: bool = False
    to_many: bool = False


class People:
    """The people of a town, with the habits that everybody has in their own way.

    Args:
        until: the moment up to which anybody looks at anything.
    """

    def __init__(self, town: Town, habits: Habits, until: datetime) -> None:
        self.town, self.habits = town, habits
        self._until = until
        self._looks: dict[int, list[float]] = {}
        chance, count = generator(town.seed, 3), len(town.people)
        # One uniform number each, so that other habits move everybody and reshuffle nobody.
        self._willing = chance.random(count)
        self._looking = chance.gamma(1.5, 1 / 1.5, size=count)
        self._browsing = chance.gamma(0.5, 1 / 0.5, size=count)

    @cached_property
    def _willingness(self) -> list[float]:
        """How likely each says yes at best; drawn by its rank in a Beta distribution."""
        mean, alike = min(self.habits.yes_chance, self.habits.surest), self.habits.alike
        many = np.sort(generator(self.town.seed, 4).beta(mean * alike, (1 - mean) * alike, size=4_096))
        return [float(many[int(rank * many.size)]) for rank in self._willing]

    def patience(self, who: int) -> int:
        """Returns how many messages a week somebody puts up with."""
        said = self.town.people[who].asks_per_week
        return self.habits.patience if said is None else said

    def next_look(self, who: int, at: datetime) -> datetime | None:
        """Returns when somebody next looks at their messages; None when they never do."""
        if who not in self._looks:
            often = self.habits.looks_a_day * self._looking[who]
            self._looks[who] = self._moments(often, generator(self.town.seed, 5, who))
        looks = self._looks[who]
        place = bisect_right(looks, at.timestamp())
        return None if place == len(looks) else datetime.fromtimestamp(looks[place], at.tzinfo)

    def board_looks(self, who: int) -> list[datetime]:
        """Returns when somebody goes to the noticeboard by themself."""
        often = self.habits.board_a_week / 7 * self._browsing[who]
        zone = self.town.starts_at.tzinfo
        return [
            datetime.fromtimestamp(at, zone) for at in self._moments(often, generator(self.town.seed, 6, who))
        ]

    def _moments(self, a_day: float, chance: np.random.Generator) -> list[float]:
        """Draws moments by day, so many in the mean, as seconds; nobody looks at night."""
        first = self.town.starts_at.astimezone(ZoneInfo(self.town.zone)).date()
        days = (self._until - self.town.starts_at).days + 1
        awake_s = (self.habits.until_hour - self.habits.from_hour) * 3_600
        found: list[float] = []
        # Drawn at once and cut down to how often they look, so that looking more often only adds looks.
        counts, most = chance.poisson(a_day, size=days), 400
        for ahead, count in enumerate(counts):
            wakes = local_moment(first + timedelta(days=ahead), time(self.habits.from_hour), self.town.zone)
            spread = chance.random(min(int(count), most)) * awake_s
            found.extend(wakes.timestamp() + float(late) for late in spread)
        return sorted(found)

    def chance_of_yes(self, who: int, need: Need, broken: Rule, asked: Asked) -> float:
        """Returns how likely somebody says yes, before their day is looked at; see `Habits`."""
        habits = self.habits
        if broken & IMPOSSIBLE:
            return 0.0
        chance = self._willingness[who]
        if need.has_door:
            chance *= 0.5 ** (float(self.town.away_m(need.asker)[who]) / habits.half_way_m)
        for rule, left in (
            (Rule.REACH, habits.further),
            (Rule.HOURS, habits.longer),
            (Rule.KIND, habits.not_offered),
        ):
            if broken & rule:
                chance *= left
        if not self.town.share_language(who, need.asker):
            chance *= habits.no_common_language
        if broken & Rule.PREFERENCE and self._would_rather_not(who, need):
            chance *= habits.other_sex
        if asked.met:
            chance *= habits.again
        if asked.to_many:
            chance *= habits.to_many
        return min(habits.surest, chance * habits.same_day**asked.messages_today)

    def is_free(self, who: int, need: Need, broken: Rule) -> bool:
        """Says whether somebody really has time, whatever they said of their usual week."""
        # Another time is another throw; without one it is the same as ever.
        luck = throw(self.town.seed, "free", who, need.number, *([need.turn] if need.turn else []))
        return luck < self.habits.free_after_all if broken & Rule.TIME else luck >= self.habits.busy

    def answer(self, who: int, need: Need, broken: Rule, asked: Asked) -> Answer:
        """Returns what somebody answers, the same for the same question."""
        chance = self.chance_of_yes(who, need, broken, asked) if self.is_free(who, need, broken) else 0.0
        if throw(self.town.seed, "yes", who, need.number, asked.round) < chance:
            return Answer.YES
        silent = throw(self.town.seed, "silent", who, need.number, asked.round) < self.habits.silent
        return Answer.SILENCE if silent else Answer.NO

    def thinks(self, who: int, need: Need) -> timedelta:
        """Returns how long somebody thinks before they answer."""
        luck = max(1e-6, throw(self.town.seed, "thinks", who, need.number))
        spread = self.habits.thinks_spread * NormalDist().inv_cdf(luck)
        return timedelta(minutes=min(24 * 60.0, self.habits.thinks_minutes * exp(spread)))

    def turns_away(self, who: int, need: Need) -> timedelta | None:
        """Returns for how long somebody reads no more, because this message was one too many; mostly None."""
        if throw(self.town.seed, "enough", who, need.number) >= self.habits.turns_away:
            return None
        luck = throw(self.town.seed, "away", who, need.number)
        return timedelta(days=1 - self.habits.away_days * log(1 - luck))

    def happens(self, what: str, chance: float, need: Need, round: int) -> bool:
        """Says whether one of the things happens to a visit that sometimes do."""
        return throw(self.town.seed, what, need.number, round) < chance

    def share(self, what: str, need: Need, round: int) -> float:
        """Returns a share from 0 to 1 of something about a visit."""
        return throw(self.town.seed, what, need.number, round)

    def _would_rather_not(self, who: int, need: Need) -> bool:
        return self.town.people[who].visits not in (None, self.town.people[need.asker].gender)
