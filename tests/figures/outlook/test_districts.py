import pytest

from classroom.figures.outlook.districts import Area, Spot, distance, places, same_name
from tests.figures.outlook.worlds import held

YAMOTO = Spot(1, "矢本東", 1, 38.4250, 141.2130)
NOBIRU = Spot(2, "野蒜", 2, 38.3700, 141.1560)
NEAR, FAR, ISLAND = Area(1, "矢本東", 2_000, 30), Area(2, "野蒜", 1_000, 0), Area(3, "宮戸", 300, 0)


def test_two_venues_are_eight_kilometres_apart() -> None:
    # 0.055° of latitude is 6.1 km, 0.057° of longitude at 38.4° is 5.0 km: 7.9 km.
    assert distance(YAMOTO, NOBIRU) == pytest.approx(7.9, abs=0.1)
    assert distance(YAMOTO, Spot(3, "宮戸", 3, None, None)) is None


def test_people_over_classes_and_one_is_the_order() -> None:
    # 40% of 3,300 are registered, 30 of them by us in 矢本東: the rest are 39.09% everywhere.
    found = places([NEAR, FAR, ISLAND], 40.0, [held(5, 3)] * 3, [YAMOTO, NOBIRU], published=False)
    assert [place.name for place in found] == ["野蒜", "矢本東", "宮戸"]
    nobiru, yamoto, miyato = found
    # 1,000 × 0.6091 = 609.1; 2,000 × 0.6091 − 30 = 1,188.2 over 4; 300 × 0.6091 = 182.7
    assert (nobiru.unregistered, yamoto.unregistered, miyato.unregistered) == (610, 1_190, 180)
    assert yamoto.worth == pytest.approx(1_188.2 / 4, abs=0.1)
    assert (yamoto.classes, nobiru.classes, miyato.venues) == (3, 0, 0)
    assert nobiru.reason == (
        "野蒜：70歳以上1,000人のうち、約610人が未登録。この1年は身分証アプリの教室なし。"
        "その教室のある会場は、近くて矢本東（約8km）。"
    )
    assert miyato.reason.endswith("地区の中に会場がない。")


def test_published_numbers_do_not_tell_whom_we_registered() -> None:
    def shown(ours: int) -> list[int]:
        areas = [Area(1, "矢本東", 2_000, ours), FAR]
        return [place.unregistered for place in places(areas, 40.0, [], [], published=True)]

    assert shown(0) == shown(3) == shown(400)


def test_nobody_lives_nowhere() -> None:
    assert places([], 40.0, [], [], published=False) == ()


def test_names_match_with_and_without_the_word_for_district() -> None:
    assert same_name("野蒜地区", "野蒜")
    assert same_name("大曲行政区", "大曲　")
    assert not same_name("矢本東", "矢本西")
