"""Learn the weights of words/weights.txt anew from the sentences beside this file.

Residents' open sentences are among them. Run `python -m tests.checks.learn` after adding sentences:
it prints how well weights learnt from nine tenths of them judge the last tenth, then writes those
learnt from all. The sentences in *-unseen.txt take no part; the tests judge the result by them.
"""

import hashlib
import json
import math
import random
from collections import Counter
from pathlib import Path

from chat.checks.canonical import canonical
from chat.checks.folding import fold
from chat.checks.urgency import text_signs
from chat.checks.weighing import ENOUGH
from tests.checks.tables import table

SENTENCES = Path(__file__).parent / "sentences"
WEIGHTS = Path(__file__).parents[2] / "chat" / "checks" / "words" / "weights.txt"
_ROUNDS, _STEP, _SHRINK = 60, 0.3, 1.0
_FEWEST = 2  # a word met once teaches nothing
_LEAST = 0.05

# Beside calm.txt: whoever spells out a number or asks about prices is in no danger either.
_DATA = [f"{rule}-{how}" for rule in ("phone", "e-mail", "postcode", "plate", "link")
         for how in ("plain", "hidden")]  # fmt: skip
FILES = {"urgent": ["urgent"], "calm": ["calm", "clean", *_DATA]}
RESIDENTS = SENTENCES / "urgent-residents-open.jsonl"

Example = tuple[list[str], bool]


def main() -> None:
    """Print the figures and write the weights."""
    urgent, calm = sentences("urgent"), sentences("calm")
    examples = [(signs, True) for signs in urgent] + [(signs, False) for signs in calm]
    random.Random(1).shuffle(examples)
    _print_figures(examples)
    WEIGHTS.write_text(_written(learnt(examples)), encoding="utf-8")


def sentences(kind: str) -> list[list[str]]:
    """Return the signs of each sentence of a kind."""
    texts = [line.replace("^", "") for name in FILES[kind] for line in table(name)]
    rows = map(json.loads, RESIDENTS.read_text(encoding="utf-8").splitlines())
    texts += [row["text"] for row in rows if row["urgent"] is (kind == "urgent")]
    return [sorted(text_signs(fold(canonical(text)))) for text in texts]


def fingerprint() -> str:
    """Return what changes whenever the sentences to learn from change."""
    names = [name for files in FILES.values() for name in files]
    files = [*(SENTENCES / f"{name}.txt" for name in names), RESIDENTS]
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:16]


def learnt(examples: list[Example]) -> dict[str, float]:
    """Return weights by logistic regression, both kinds of example counting the same in all."""
    met = Counter(sign for signs, _ in examples for sign in signs)
    met["[bias]"] = len(examples)
    known = {sign for sign, count in met.items() if count >= _FEWEST}
    shares = {kind: sum(is_urgent is kind for _, is_urgent in examples) for kind in (True, False)}
    examples = [(["[bias]", *known.intersection(signs)], kind) for signs, kind in examples]
    weights: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    order = random.Random(2)
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        for signs, is_urgent in examples:
            slope = (_chance(weights, signs) - is_urgent) * len(examples) / (2 * shares[is_urgent])
            for sign in signs:
                pull = slope + _SHRINK * weights[sign] / met[sign]
                steps[sign] += pull * pull
                weights[sign] -= _STEP * pull / math.sqrt(steps[sign] + 1e-6)
    return weights


def _chance(weights: dict[str, float], signs: list[str]) -> float:
    return 1 / (1 + math.exp(-sum(weights[sign] for sign in signs)))


def _print_figures(examples: list[Example]) -> None:
    right = Counter()
    for tenth in range(10):
        weights = learnt([each for count, each in enumerate(examples) if count % 10 != tenth])
        for signs, is_urgent in examples[tenth::10]:
            heavy = sum(weights[sign] for sign in [*signs, "[bias]"]) >= ENOUGH
            right[is_urgent, heavy] += 1
    found = right[True, True] / (right[True, True] + right[True, False])
    false = right[False, True] / (right[False, True] + right[False, False])
    print(f"by weight alone: {found:.1%} of the urgent and {false:.1%} of the calm held for urgent")


def _written(weights: dict[str, float]) -> str:
    heavy = [(weight, sign) for sign, weight in weights.items() if abs(weight) >= _LEAST]
    head = f"# Learnt by tests/checks/learn.py from sentences with the fingerprint {fingerprint()}."
    rows = [f"{sign} {weight:.2f}" for weight, sign in sorted(heavy, reverse=True)]
    return "\n".join([head, "# What they add up to is judged in weighing.py.", *rows, ""])


if __name__ == "__main__":
    main()
