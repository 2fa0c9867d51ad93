"""A synthetic kingdom: its players, and what a week does to them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import words

LISTED_PLAYERS = 300
ALL_PLAYERS = 330
SHARE_RENAMED = 0.18
SHARE_CHANGING_ALLIANCE = 0.14
SHARE_HIDDEN = 0.02
SHARE_WITH_FALLING_COUNTER = 0.01


@dataclass(frozen=True)
class Player:
    """One player's true statistics on one date."""

    id: int
    name: str
    alliance: str | None
    power: int
    tiers: tuple[int, int, int, int, int]
    deaths: int
    healed: int
    helps: int
    gathered: int
    assistance: int
    acclaim: int
    hidden: bool

    @property
    def kill_points(self) -> int:
        """The game's own sum over the five tiers."""
        t1, t2, t3, t4, t5 = self.tiers
        return t1 // 5 + 2 * t2 + 4 * t3 + 10 * t4 + 20 * t5

    @property
    def shown_tiers(self) -> tuple[int, int, int, int, int]:
        """The tiers as a scan sees them: a hidden profile shows zeros."""
        return (0, 0, 0, 0, 0) if self.hidden else self.tiers


def weekly_scans(number: int, seed: int, weeks: int) -> list[list[Player]]:
    """The listed players of a kingdom, strongest first, for each of some weeks in a row."""
    chance = random.Random(f"{seed}/{number}")
    players = _founders(chance)
    scans = []
    for _ in range(weeks):
        scans.append(sorted(players, key=lambda player: -player.power)[:LISTED_PLAYERS])
        players = [_after_a_week(player, chance) for player in players]
    return scans


def _founders(chance: random.Random) -> list[Player]:
    """Every player of the kingdom on the first date, in no order."""
    names = list(words.HAZARDOUS_NAMES)
    while len(names) < ALL_PLAYERS:
        names.append(_name(chance))
    ids: dict[int, None] = dict.fromkeys([7, 51, 4294967296, 9999999999])
    while len(ids) < ALL_PLAYERS:
        ids[chance.randrange(20_000_000, 220_000_000)] = None
    return [_founder(player_id, name, chance) for player_id, name in zip(ids, names)]


def _founder(player_id: int, name: str, chance: random.Random) -> Player:
    strength = chance.paretovariate(1.1)
    tiers = [int(strength * chance.uniform(low, 4 * low)) for low in (4e4, 2e4, 3e4, 5e5, 2e5)]
    return Player(
        id=player_id,
        name=name,
        alliance=_alliance(chance),
        power=int(min(strength, 9) * chance.uniform(1.2e7, 3e7)),
        tiers=(tiers[0], tiers[1], tiers[2], tiers[3], tiers[4]),
        deaths=int(strength * chance.uniform(5e4, 5e5)),
        healed=int(strength * chance.uniform(5e5, 5e6)),
        helps=chance.randrange(0, 90_000),
        gathered=int(strength * chance.uniform(1e9, 2e10)),
        assistance=chance.randrange(0, 4_000_000_000),
        acclaim=chance.randrange(0, 900_000),
        hidden=chance.random() < SHARE_HIDDEN,
    )


def _after_a_week(player: Player, chance: random.Random) -> Player:
    """The same player seven days later: counters grow, a few fall, names and alliances change."""
    fight = chance.expovariate(1 / 0.03)
    growth = -0.01 if chance.random() < SHARE_WITH_FALLING_COUNTER else fight
    t1, t2, t3, t4, t5 = (int(kills * (1 + growth)) for kills in player.tiers)
    renamed = chance.random() < SHARE_RENAMED
    moved = chance.random() < SHARE_CHANGING_ALLIANCE
    return replace(
        player,
        name=_name(chance) if renamed else player.name,
        alliance=_alliance(chance) if moved else player.alliance,
        power=int(player.power * chance.uniform(0.93, 1.09)),
        tiers=(t1, t2, t3, t4, t5),
        deaths=int(player.deaths * (1 + fight / 2)),
        healed=int(player.healed * (1 + fight / 2)),
        helps=player.helps + chance.randrange(0, 700),
        gathered=player.gathered + chance.randrange(0, 90_000_000),
        assistance=player.assistance + chance.randrange(0, 9_000_000),
        acclaim=player.acclaim + chance.randrange(0, 20_000),
    )


def _alliance(chance: random.Random) -> str | None:
    return None if chance.random() < 0.06 else chance.choice(words.ALLIANCES)


def _name(chance: random.Random) -> str:
    """A name of at most 36 bytes, in one script, at times with an ornament."""
    if chance.random() < 0.03:
        return str(chance.randrange(0, 10_000_000))
    script = chance.choices(list(words.SCRIPTS), words.SCRIPT_WEIGHTS)[0]
    first, last = (chance.choice(parts) for parts in words.SCRIPTS[script])
    name = chance.choice([f"{first} {last}", f"{first}{last}", first, last, f"{last}{first}"])
    if chance.random() < 0.25:
        ornament = chance.choice(words.ORNAMENTS)
        name = chance.choice([f"{ornament}{name}", f"{name}{ornament}", f"{ornament} {name}"])
    return name if len(name.encode()) <= 36 else first
