from tests.figures.outlook.coverage import holds, study

WORLDS = 60


def test_the_band_holds_the_truth_of_about_eight_towns_in_ten() -> None:
    # A thousand towns by hand: python -m tests.figures.outlook.coverage
    inside = sum(holds(*each) for each in study(WORLDS, seed=2))
    assert 0.70 * WORLDS <= inside <= 0.95 * WORLDS
