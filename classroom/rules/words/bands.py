"""Age bands: those of five years in which people are counted, told ones, and published ones.

70 is always a boundary.
"""

from typing import Final

from classroom.rules.words.word import Word

OLDEST: Final = 150


class Band(Word):
    """Age bands of statistics: code, label, youngest and oldest age."""

    def __init__(self, _code: str, label: str = "", *ages: int) -> None:
        """Make a band; without ages nobody knows them."""
        self.label = label
        self.ages = (ages[0], ages[1]) if ages else None

    UNDER_60 = "-59", "〜59歳", 0, 59
    FROM_60 = "60-64", "60–64歳", 60, 64
    FROM_65 = "65-69", "65–69歳", 65, 69
    FROM_70 = "70-74", "70–74歳", 70, 74
    FROM_75 = "75-79", "75–79歳", 75, 79
    FROM_80 = "80-84", "80–84歳", 80, 84
    FROM_85 = "85-89", "85–89歳", 85, 89
    FROM_90 = "90+", "90歳以上", 90, OLDEST
    UNKNOWN = "unknown", "不明"


class ToldBand(Word):
    """An age band as a person told it instead of a birth date: a decade, or one of `Band`."""

    def __init__(self, code: str, label: str = "", *ages: int) -> None:
        """Make a band; one of `Band` brings its own label and ages."""
        band = code if isinstance(code, Band) else None
        self.label = band.label if band else label
        self.ages = band.ages if band else (ages[0], ages[1])

    @property
    def is_known(self) -> bool:
        return self is not ToldBand.UNKNOWN

    UNDER_60 = Band.UNDER_60
    SIXTIES = "60s", "60代", 60, 69
    SEVENTIES = "70s", "70代", 70, 79
    EIGHTIES = "80s", "80代", 80, 89
    FROM_60 = Band.FROM_60
    FROM_65 = Band.FROM_65
    FROM_70 = Band.FROM_70
    FROM_75 = Band.FROM_75
    FROM_80 = Band.FROM_80
    FROM_85 = Band.FROM_85
    FROM_90 = Band.FROM_90
    UNKNOWN = Band.UNKNOWN


# What is asked where five years are too fine.
ROUGH: Final = (
    ToldBand.SIXTIES,
    ToldBand.SEVENTIES,
    ToldBand.EIGHTIES,
    ToldBand.FROM_90,
    ToldBand.UNDER_60,
    ToldBand.UNKNOWN,
)

# Of people of 70 and over: by five years, by the decade where only that is known, or not at all.
AGED: Final[tuple[Band | ToldBand, ...]] = (
    *(band for band in Band if band.ages and band.ages[0] >= 70),  # noqa: PLR2004  by definition
    *(told for told in ToldBand if told not in {*Band} and told.ages and told.ages[0] >= 70),  # noqa: PLR2004
    Band.UNKNOWN,
)


class AgeGroup(Word):
    """Age groups of published counts: decades, since five years would leave too few people."""

    def __init__(self, label: str, begins: int | None = None) -> None:
        """Make a group of those of an age and over, up to the next group."""
        self.label = label
        self.begins = begins

    UNDER_60 = "59歳以下", 0
    SIXTIES = "60代", 60
    SEVENTIES = "70代", 70
    EIGHTIES = "80代", 80
    FROM_90 = "90歳以上", 90
    UNKNOWN = "年代のわからない方", None
