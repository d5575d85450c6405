"""What changes from one picture of a figure to the next: mood, turn of the head, look, arms and clothes."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from atelier.drawn.palette import CLOTHES, varied

Mood = Literal["happy", "laugh", "calm", "sad", "angry", "surprised", "smirk", "worried", "wink", "dreamy", "cheeky"]
Arm = Literal["down", "wave", "hip", "up", "out", "hold", "chin", "behind"]
Garment = Literal["tee", "stripes", "hoodie", "overalls", "jumper", "coat", "dress", "shirt", "waistcoat", "dots"]
Held = Literal["balloon", "mug", "book", "flower", "lolly", "flag", "brush", "lamp", "fish", "nothing"]

MOODS: tuple[Mood, ...] = (
    "happy",
    "happy",
    "laugh",
    "laugh",
    "calm",
    "sad",
    "angry",
    "surprised",
    "smirk",
    "worried",
    "wink",
    "dreamy",
    "cheeky",
)
ARMS: tuple[Arm, ...] = ("down", "down", "down", "wave", "wave", "hip", "up", "out", "hold", "hold", "chin", "behind")
HELD: tuple[Held, ...] = ("balloon", "mug", "book", "flower", "lolly", "flag", "brush", "lamp", "fish", "nothing")


@dataclass(frozen=True)
class Pose:
    """One moment of a figure.

    `turn` goes from -1 (to its right, our left) to 1; `tilt` and `lean` are degrees; `look` moves the pupils, each
    part from -1 to 1; `gape` from 0 to 1 says how wide an open mouth is.
    """

    mood: Mood
    turn: float
    nod: float
    tilt: float
    lean: float
    look: tuple[float, float]
    gape: float
    arms: tuple[Arm, Arm]
    held: Held
    garment: Garment
    cloth: str
    cloth_two: str
    trousers: str
    shoes: str
    worn: tuple[str, ...]
    step: float
    tint: float


def any_pose(rng: Random, garments: tuple[Garment, ...]) -> Pose:
    """Draw a pose by lot, in one of the garments that the figure owns."""
    cloth, cloth_two, trousers = rng.sample(CLOTHES, 3)
    return Pose(
        mood=rng.choice(MOODS),
        turn=rng.uniform(-1, 1),
        nod=rng.uniform(-1, 1),
        tilt=rng.gauss(0, 7),
        lean=rng.gauss(0, 3),
        look=(rng.uniform(-1, 1), rng.uniform(-0.8, 0.8)),
        gape=rng.random(),
        arms=(rng.choice(ARMS), rng.choice(ARMS)),
        held=rng.choice(HELD),
        garment=rng.choice(garments),
        cloth=varied(cloth, rng),
        cloth_two=varied(cloth_two, rng),
        trousers=varied(trousers, rng),
        shoes=varied(rng.choice(CLOTHES), rng),
        worn=tuple(kind for kind in ("patch", "stain", "badge", "pocket", "frayed") if rng.random() < 0.16),
        step=rng.uniform(-1, 1),
        tint=rng.uniform(-1, 1),
    )
