"""Limits and words of the population."""

from enum import StrEnum

FILE_NAME_MAX = 200


MUNICIPALITY_MAX = 40


AREA_MAX = 60


AREA_CODE_MAX = 20


COUNT_MAX = 99_999_999


AGE_UNKNOWN = -1


UPLOAD_HOURS = 1


class PopulationSex(StrEnum):
    """The sexes that the standard data set counts apart."""

    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        """Return the word in the heads of the data set."""
        return {"male": "男性", "female": "女性"}[self.value]
