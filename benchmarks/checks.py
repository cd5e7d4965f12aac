"""Compares what the two sides wrote, before any time is told. Each check says what it found, or raises Failed."""

import csv
import json

import numpy as np

from measure import Failed

TIE = 1e-4  # of a pool's largest activation
ERROR = 0.01  # relative, of dictionaries' errors
COSINE = 0.99
GRADIENT = 1e-3  # of a unit's largest importance: the mean of its images, and all but a few of them
MOST = 0.75  # of the chosen elements, where crops are bfloat16: a factorisation may end in another minimum
FEW = 0.05  # a value that rounds to the other side of a ReLU or a pooling window's tie turns a gradient


def table(file):
    with open(file, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def demand(holds, fault):
    if not holds:
        raise Failed(f"The two sides' outputs differ: {fault}.")


def views(ours, theirs):
    """Decoded photographs, summed up."""
    a, b = table(ours), table(theirs)
    demand([r["image"] for r in a] == [r["image"] for r in b], "they are of different images")
    differ = [r["image"] for r, s in zip(a, b) if r["crc32"] != s["crc32"]]
    demand(not differ, f"{len(differ)} of {len(a)} views have other pixels, {differ[:1]} first")
    means = max(abs(float(r["mean"]) - float(s["mean"])) for r, s in zip(a, b))
    demand(means < 1e-6, f"inputs' means differ by {means:.1g}")
    return f"all {len(a)} views have the same pixels"


def pools(ours, theirs, basis="neuron"):
    """Tables of pools: the same images in the same order, but for ties."""

    def ranked(file):
        found = {}
        for row in table(file):
            if row["basis"] == basis:
                key = row["layer"], row["channel"], row["end"]
                found.setdefault(key, []).append((row["image"], float(row["activation"])))
        return found

    a, b = ranked(ours), ranked(theirs)
    demand(a.keys() == b.keys() and a, "their pools are of different units")
    swapped = total = 0
    for key, pool in a.items():
        # The strongest image's activation is what differences are measured by, at the weak end too.
        scale = max(value for _, value in a[(*key[:2], "top")])
        for rank, ((image, value), (other, theirs_value)) in enumerate(zip(pool, b[key]), 1):
            total += 1
            swapped += image != other
            gap = abs(value - theirs_value) / scale if scale else 0
            demand(gap < TIE, f"{key} has rank {rank} {gap:.1g} apart")
    return f"{total} ranks of {len(a) // 2} pools agree, {swapped} of them tied with a neighbour"


def dictionaries(ours, theirs):
    """Folders of factors: errors."""
    worst, count = 0, 0
    for fit in sorted(ours.glob("*/fit.json")):
        other = theirs / fit.parent.name / "fit.json"
        a, b = (json.loads(f.read_text())["relative_error"] for f in (fit, other))
        worst, count = max(worst, abs(a - b) / b), count + 1
        demand(abs(a - b) <= ERROR * b, f"the dictionary of {fit.parent.name} has error {a:.6f} here and {b:.6f} there")
    demand(count > 0, "there is no dictionary")
    return f"{count} dictionaries' errors agree within {worst:.1e}"


def directions(ours, theirs, most=1):
    """Folders that element wrote: directions of the chosen elements, at least a share of which agree."""

    def chosen(folder):
        found = {}
        for row in table(folder / "elements.csv"):
            if row["basis"] == "craft":
                unit = f"{row['layer']}-{row['channel']}"
                w = np.load(folder / "dictionaries" / f"{unit}-craft.npy").astype(np.float64)
                direction = w[int(row["element"])]
                found[unit] = direction / np.linalg.norm(direction)
        return found

    a, b = chosen(ours), chosen(theirs)
    demand(a.keys() == b.keys() and a, "they chose elements of different units")
    cosines = {unit: float(a[unit] @ b[unit]) for unit in a}
    worst = min(cosines, key=cosines.get)
    agreeing = sum(cosine > COSINE for cosine in cosines.values())
    demand(
        agreeing >= most * len(cosines),
        f"only {agreeing} of {len(cosines)} chosen elements have cosines over {COSINE}, those of {worst} {cosines[worst]:.4f}",
    )
    if agreeing < len(cosines):
        return f"{agreeing} of {len(cosines)} chosen elements' directions have cosines over {COSINE}, the others from {cosines[worst]:.2f} on"
    return f"{len(cosines)} chosen elements' directions have cosines from {cosines[worst]:.5f} on"


def importance(ours, theirs):
    """Tables of Gradient x Input."""

    def values(file):
        found = {}
        for row in table(file):
            key = row["layer"], row["channel"], row["basis"]
            found.setdefault(key, {})[row["element"], row["image"]] = float(row["importance"])
        return found

    a, b = values(ours), values(theirs)
    demand(a.keys() == b.keys() and a, "their importances are of different units")
    gaps = []
    for key, of_images in a.items():
        demand(of_images.keys() == b[key].keys(), f"{key} was measured on different images")
        scale = max(map(abs, of_images.values())) or 1
        differences = [(value - b[key][image]) / scale for image, value in of_images.items()]
        mean = abs(sum(differences)) / len(differences)
        demand(mean < GRADIENT, f"the mean importance of {key} differs by {mean:.1g} of the largest")
        gaps += map(abs, differences)
    share = sum(gap < GRADIENT for gap in gaps) / len(gaps)
    demand(share >= 1 - FEW, f"{1 - share:.0%} of the importances differ by more than {GRADIENT} of the largest")
    return (
        f"{len(gaps)} importances: median difference {np.median(gaps):.1e} of their unit's largest, {share:.1%} of them within"
        f" {GRADIENT}, units' means all"
    )


def factors(ours, theirs):
    """Two factorisations of one matrix: errors, and the nearest element of each."""
    a, b = (json.loads((folder / "fit.json").read_text())["relative_error"] for folder in (ours, theirs))
    demand(abs(a - b) <= ERROR * b, f"the error is {a:.6f} here and {b:.6f} there")
    unit = lambda w: w / np.linalg.norm(w, axis=1, keepdims=True)
    cosines = (unit(np.load(ours / "W.npy").astype(np.float64)) @ unit(np.load(theirs / "W.npy").astype(np.float64)).T).max(1)
    demand(cosines.min() > COSINE, f"an element's nearest has cosine {cosines.min():.4f}")
    return f"errors {a:.6f} and {b:.6f}, elements' cosines from {cosines.min():.5f} on"
