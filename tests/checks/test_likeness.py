"""What asks the same is found also in other words; what does not is left apart."""

import pytest

from chat.checks import likeness

ASKED = "Will the crossing on Cotham Road be moved before the school opens?"


@pytest.mark.parametrize(
    "other",
    [
        "when is the Cotham Road crossing moving, the school needs it",
        "CROSSINGS ON COTHAM ROAD!! moved when?",
        "Crossing, Cotham Road: any news?",
    ],
)
def test_the_same_matter_is_alike(other: str) -> None:
    assert likeness(ASKED, other) >= 0.5


@pytest.mark.parametrize(
    "other",
    ["When are the bins emptied?", "Who patrols the park at night?", "Thank you all.", "", "??"],
)
def test_another_matter_is_not(other: str) -> None:
    assert likeness(ASKED, other) < 0.3
