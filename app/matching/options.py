"""Every constant of the matcher, each with its reason.

None is fitted to a guide entry. A reason is a definition in the source books, a measured figure
(`docs/matching.md` lists the studies), or an argument; where it is an argument, it says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.catalogue.models import FrequencyClass, Level, Strength
from app.matching.scoring import mark_log_odds
from app.matching.types import Weight

# How far two studies of the same muscle in the same kind of people lie apart (Grieve 2013 against
# Zuil-Escobar 2016): a step between two frequency classes must not claim more than that.
_STUDY_DISAGREEMENT = 2.0
_CLASS_STEP = math.log(_STUDY_DISAGREEMENT)


def _links() -> Mapping[Level, float]:
    # The manual defines the essential zone as felt by nearly everyone with the trigger point, the
    # spillover zone as felt by some but not all: four in five, and half of that.
    return MappingProxyType({Level.ESSENTIAL: 0.8, Level.SPILLOVER: 0.4})


def _frequency_log_odds() -> Mapping[FrequencyClass, float]:
    # Three classes a step apart. A muscle nobody examined is not a rare one, so `unknown` is the
    # zero, half a step above `low` and below `middle`.
    return MappingProxyType(
        {
            FrequencyClass.HIGH: 1.5 * _CLASS_STEP,
            FrequencyClass.MIDDLE: 0.5 * _CLASS_STEP,
            FrequencyClass.UNKNOWN: 0.0,
            FrequencyClass.LOW: -0.5 * _CLASS_STEP,
        }
    )


def _symptom_log_odds() -> Mapping[Strength, float]:
    # Argument: a symptom is weaker evidence than the place of the pain, as it has many other
    # causes. A strong one counts two class steps, a moderate one a step, a weak one half a step;
    # even the strong one stays below a mark in the wider pattern.
    return MappingProxyType(
        {
            Strength.STRONG: 2.0 * _CLASS_STEP,
            Strength.MODERATE: 1.0 * _CLASS_STEP,
            Strength.WEAK: 0.5 * _CLASS_STEP,
        }
    )


@dataclass(frozen=True)
class Options:
    """The matcher's constants.

    Attributes
    ----------
    links : mapping of Level to float
        Probability that a zone of the pattern is felt when the trigger point is the source.
    leak : float
        Probability that a zone of middling size is marked for any other reason. A person marks
        half a dozen to a dozen of the body's 440 places (zones on their sides), so any one of them
        is marked about once in fifty times.
    leak_growth : float
        The leak grows with a zone's area to this power. A stray mark falls on a large zone more
        often than on a small one, but not in proportion: people aim at what has a name. The square
        root, a zone's width, lies between the two. Argument.
    leak_range : (float, float)
        Smallest and largest factor that a zone's area may put on the leak: within a factor of two,
        since zone borders are ours and not the patient's.
    weights : mapping of Weight to float
        Share of a mark's log-odds that counts. Someone who says "here most" says that the rest
        matters less; half is the plainest share. Argument.
    blur : float
        Probability that a mark was meant for a neighbour of the marked zone, in proportion to their
        common border. People who draw their own pain twice reach a Jaccard overlap of 0.4 to 0.7,
        so 0.57 to 0.82 of one drawing lies inside the other (2J / (1 + J)); 0.3 is the middle of
        what lies outside. Must stay so small that no mark beside a pattern outweighs one inside.
    missing_share : float
        Share of the log-odds against, `log(1 - link)`, that unmarked zones of a pattern carry. The
        zones of a pattern are not felt independently (patterns are often felt in part), so they
        count as one finding, averaged over the pattern by width, and by half. Argument.
    frequency_log_odds : mapping of FrequencyClass to float
    symptom_log_odds : mapping of Strength to float
    equal_band : float
        Candidates whose scores differ by less than this are about equal: half a frequency step,
        the finest difference that the evidence behind the prior could carry.
    max_marks : int
        More entries are refused. A body has fewer places (zones on their sides) than that.
    max_sets : int
        Explanations shown: as many as fit on a screen beside the candidates.
    exact_size : int
        Explanations are proven smallest when, beside trigger points that alone explain some mark,
        they need no more than this many. More are beyond what anybody treats in a session, and
        searching for them exactly takes exponential time.
    search_steps : int
        Bound on the steps of that search, so that an answer takes milliseconds at most.
    """

    links: Mapping[Level, float] = field(default_factory=_links)
    leak: float = 0.02
    leak_growth: float = 0.5
    leak_range: tuple[float, float] = (0.5, 2.0)
    weights: Mapping[Weight, float] = field(
        default_factory=lambda: MappingProxyType({Weight.MAIN: 1.0, Weight.ALSO: 0.5})
    )
    blur: float = 0.3
    missing_share: float = 0.5
    frequency_log_odds: Mapping[FrequencyClass, float] = field(default_factory=_frequency_log_odds)
    symptom_log_odds: Mapping[Strength, float] = field(default_factory=_symptom_log_odds)
    equal_band: float = 0.5 * _CLASS_STEP
    max_marks: int = 500
    max_sets: int = 5
    exact_size: int = 4
    search_steps: int = 2000

    @property
    def strong_from(self) -> float:
        """Give the score from which a candidate is called strong.

        A strong candidate is nearer to one whose main pattern holds a mark that hurts most than to
        one whose wider pattern does. So the line is drawn half-way between the two, each reckoned
        in the middle of all there is: one mark, in a zone of middling size, with the pattern's
        other zones unmarked, and a muscle of the middle frequency class. The word follows the score
        that orders, so that it never contradicts the order. Argument.
        """
        main, wider = (
            mark_log_odds((1 - self.blur) * link, self.leak)
            + self.missing_share * math.log(1 - link)
            for link in (self.links[Level.ESSENTIAL], self.links[Level.SPILLOVER])
        )
        return (main + wider) / 2 + self.frequency_log_odds[FrequencyClass.MIDDLE]

    def __post_init__(self) -> None:
        essential, spillover = self.links[Level.ESSENTIAL], self.links[Level.SPILLOVER]
        if not 0 < spillover <= essential < 1:
            msg = "links must hold 0 < spillover <= essential < 1"
            raise ValueError(msg)
        low, high = self.leak_range
        if not (0 < low <= high and self.leak * low > 0 and self.leak * high < 1):
            msg = "the leak must stay between 0 and 1 over leak_range"
            raise ValueError(msg)
        if not (self.blur >= 0 and self.blur * essential <= (1 - self.blur) * spillover):
            msg = "blur must not lift a mark beside a main pattern above one in a wider pattern"
            raise ValueError(msg)
