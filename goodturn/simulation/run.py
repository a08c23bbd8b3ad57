"""Many towns under many policies, one after the other, until all are done or somebody has seen enough."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from goodturn.simulation import memory
from goodturn.simulation.figures import Measured, measure
from goodturn.simulation.life import GOES_ON, Life
from goodturn.simulation.people import Habits, People
from goodturn.simulation.policies import BY_NAME
from goodturn.simulation.town import Town

# Told which seed and policy are lived through, and which share of that life has passed.
Progress = Callable[[int, str, float], None]


@dataclass
class Outcome:
    """What came of some towns.

    Attributes:
        seeds: those that were asked for.
        policies: their names.
        measured: by seed and policy, what came of it.
    """

    seeds: Sequence[int]
    policies: Sequence[str]
    habits: Habits
    measured: dict[tuple[int, str], Measured] = field(default_factory=dict)

    @property
    def finished(self) -> list[int]:
        """The seeds of towns that were lived through under every policy."""
        return [
            seed for seed in self.seeds if all((seed, policy) in self.measured for policy in self.policies)
        ]

    @property
    def is_whole(self) -> bool:
        """Whether everything was lived through that was asked for."""
        return len(self.finished) == len(self.seeds)

    def of(self, policy: str) -> list[Measured]:
        """Returns what came of a policy, town by town: of towns that every policy has lived through, so that
        all are counted on the same ones; where there is none so far, of whatever there is."""
        seeds = self.finished or self.seeds
        return [self.measured[(seed, policy)] for seed in seeds if (seed, policy) in self.measured]


def live_all(
    town_of: Callable[[int], Town],
    *,
    seeds: Sequence[int],
    policies: Sequence[str],
    habits: Habits,
    progress: Progress = lambda seed, policy, share: None,
) -> Outcome:
    """Lives through every town under every policy, and returns what came of it.

    Whoever interrupts it (Ctrl+C) gets what is there so far.

    Args:
        town_of: makes the town of a seed.
        policies: names of `policies.BY_NAME`.
    """
    outcome = Outcome(seeds, policies, habits)
    store = memory.TownStore()
    try:
        for seed in seeds:
            town = town_of(seed)
            people = People(town, habits, town.ends_at + GOES_ON)
            store.empty()
            timebank_id, rows = memory.settle(store, town)
            settled = store.copy()
            for name in policies:
                store.go_back_to(settled)
                life = Life(store, town, people, timebank_id, dict(rows))

                def passed(share: float, seed: int = seed, name: str = name) -> None:
                    progress(seed, name, share)

                asyncio.run(life.live(BY_NAME[name], passed))
                outcome.measured[(seed, name)] = measure(life, sends=BY_NAME[name].sends)
                progress(seed, name, 1.0)
            settled.close()
    except KeyboardInterrupt:
        pass
    finally:
        asyncio.run(store.close())
    return outcome
