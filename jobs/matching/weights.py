"""What counts for how much when neighbours are matched: every weight a setting, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Weights:
    """What counts for how much. Only the ratios matter: doubling all the parts of fit changes nothing.

    A pair's *fit* is the sum of `near`, `met`, `skilled`, `rested`, `newcomer`, `willing` and `gives_back`,
    each times a share from 0 to 1. A request's *urgency* is 1 plus `waited` and `due`, each times a share
    from 0 to 1. The score is fit times urgency. Urgency multiplies, because whatever is merely added to all
    of a request's pairs cancels out once the request gets its seats anyway; as a factor it also gives the
    urgent request the better-suited helper.

    Attributes:
        near: nearness, `near_half_m / (near_half_m + distance)`. It is absolute, not a share of the helper's
            own travel limit: else whoever kindly says "up to 20 km" would count as near to everything.
        near_half_m: the distance in metres at which nearness counts half: a quarter of an hour's walk.
        by_phone: the nearness (0 to 1) credited by phone where a place is not known: that of 4 km, so that
            whoever shows where they live is not behind those who do not. Where both places are known they
            count by phone as they do at the door, because a voice from the same street knows the same
            chemist, and a call may become a visit.
        call_m: the distance in metres up to which those who help by phone count as neighbours.
        far_call: what is left of the fit of strangers beyond that, who are asked only where fewer live near
            than may be asked at once. So little that nobody far away is asked before somebody nearer, and
            still somebody rather than nobody. Whoever has helped this asker before is a stranger no more.
        met: has helped this asker before: a half after one time, three quarters after two, and so on. One
            visit (0.75) outweighs the difference between next door and 2 km away (0.67): the same face again
            is worth more than the nearest stranger.
        skilled: has helped with this kind of help before, whoever it was for: a half after
            `skilled_half_times`. Less than having met, because neighbours are no contractors; enough that
            who does something well is asked to do it.
        skilled_half_times: how often somebody must have done it for half of `skilled`: three times.
        rested: not asked lately. Among equals the least recently asked come first.
        rested_half_hours: hours after an invitation when half of `rested` is back. Three days, so that
            a week's rest counts four fifths.
        newcomer: never asked, or hardly: 1 / (1 + times asked). Those whom nobody asks leave, and of someone
            never asked nothing can be learnt. Less than `rested`, which a newcomer has in full as well.
        willing: how likely a yes is, from what this helper said before, drawn towards a third by three
            imagined invitations (a Beta(1, 2) prior), so that one no weighs little. Small, because nobody
            should have to fear a no, and large enough that waves are not sent where nobody ever says yes.
        gives_back: the share of all their hours that they got rather than gave. Those who have mostly
            received are asked a little sooner, because being needed is what they were missing; it is an
            offer, never a debt, and so it is small.
        waited: how long the request has waited. Waiting counts, or those who do not shout wait for ever.
        waited_half_hours: hours after which half of it counts: one day.
        due: how soon help is due. As much as having waited: planning ahead should not lose to haste.
        due_half_hours: hours before the moment at which half of it counts: one day.

    Raises:
        ValueError: a weight is negative, infinite or not a number, a half is not above zero, or `by_phone` or
            `far_call` is above 1.
    """

    near: float = 1.0
    near_half_m: float = 1000.0
    by_phone: float = 0.2
    call_m: float = 5_000.0
    far_call: float = 0.01
    met: float = 1.5
    skilled: float = 0.4
    skilled_half_times: float = 3.0
    rested: float = 0.6
    rested_half_hours: float = 72.0
    newcomer: float = 0.3
    willing: float = 0.4
    gives_back: float = 0.2
    waited: float = 0.5
    waited_half_hours: float = 24.0
    due: float = 0.5
    due_half_hours: float = 24.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = float(getattr(self, field.name))
            if not (np.isfinite(value) and value >= 0):
                raise ValueError(f"{field.name} must be a finite number from 0 up, not {value}")
            if "_half_" in field.name and value == 0:
                raise ValueError(f"{field.name} must be above 0")
            if field.name in ("by_phone", "far_call") and value > 1:
                raise ValueError(f"{field.name} must be at most 1, not {value}")

    @property
    def highest(self) -> float:
        """The score of a pair that could not suit better, which no real pair exceeds."""
        fit = self.near + self.met + self.skilled + self.rested + self.newcomer + self.willing
        fit += self.gives_back
        return fit * (1 + self.waited + self.due)
