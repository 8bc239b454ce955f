"""What about a count is hard to believe: to be asked back, never refused."""

from classroom.figures.official.rules import POPULATION_GAP, RATE_JUMP
from classroom.figures.official.values import Believed, OfficialDetails
from classroom.rules.rate import percentage, rounded


def doubts(details: OfficialDetails, believed: Believed) -> list[str]:
    """Say what about a count is hard to believe, each with its numbers. Nothing is refused."""
    found = []
    rate = percentage(details.registered, details.population)
    if believed.rate is not None and abs(rate - believed.rate) > RATE_JUMP:
        found.append(
            f"率が{rounded(rate)}%で、前の公式値の{rounded(believed.rate)}%から"
            f"{rounded(abs(rate - believed.rate))}ポイント変わっています。"
        )
    if believed.population:
        gap = percentage(abs(details.population - believed.population), believed.population)
        if gap > POPULATION_GAP:
            found.append(
                f"住民数が{details.population:,}人で、取り込んだ人口の70歳以上"
                f"{believed.population:,}人と{rounded(gap)}%ちがいます。"
            )
    return found
