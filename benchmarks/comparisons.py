"""The comparisons of docs/performance.md: what both sides are told to do, and how their outputs are compared."""

import dataclasses
from collections.abc import Callable

import checks
import inputs
from inputs import CORES, java, network, peer, pragnanz, weights
from measure import ROOT

K = 10
FITS = 5
# What deel-ai/Craft does unless told otherwise: 64 inputs a pass, in PyTorch's own layout.
CRAFTS = ["--batch", 64, "--workers", 1]


@dataclasses.dataclass
class Comparison:
    """
    items: what the work is counted in, how many and of what.
    ours, theirs: the commands that write an output to a given place.
    check: compares the two places, says what it found.
    judged: Run's figure that counts: seconds where the whole command matters, work where its start would drown it.
    passes: how many inputs pass through the network on each side, where that explains the difference.
    """

    items: tuple[int, str]
    size: dict
    ours: Callable
    theirs: Callable
    check: Callable
    judged: str = "seconds"
    passes: dict = dataclasses.field(default_factory=dict)


def decode(size):
    catalog = inputs.catalog("originals", size.originals)
    return Comparison(
        items=(size.originals, "images"),
        size={"images": size.originals},
        ours=lambda out: [java("org.pragnanz.benchmarks.Decode", catalog, CORES, out)],
        theirs=lambda out: [
            peer("decode", "--catalog", catalog, "--out", out, "--workers", CORES, "--threads", 1, "--batch", 16)
        ],
        check=checks.views,
        judged="work",
    )


def extract(size, frozen):
    given = ["--catalog", inputs.catalog("photographs", size.passes), "--units", inputs.every_site()]
    best = inputs.best(frozen) + (["--frozen"] if frozen else [])

    def check(ours, theirs):
        tables = []
        for folder in (ours, theirs):
            tables.append(folder / "pools.csv")
            inputs.run(inputs.pooled(folder, inputs.every_site(), *inputs.pool_sizes(size.passes), tables[-1]))
        return checks.pools(*tables)

    return Comparison(
        items=(size.passes, "images"),
        size={"images": size.passes, "peer": " ".join(best)},
        ours=lambda out: [pragnanz("extract", *network(), *given, "--rows", "images", "--out", out)],
        theirs=lambda out: [peer("extract", "--weights", weights(), *given, *best, "--out", out)],
        check=check,
    )


def crops(size, options, coarse=False):
    """
    options: the peer's.
    coarse: the network's numbers are bfloat16 on both sides.
    """
    studied = inputs.units(size.units)
    activations, pools = inputs.first_pass(size.photographs, size.units)
    listed = ["--catalog", inputs.catalog("photographs", size.photographs)]
    given = ["--activations", activations, "--pools", pools, "--units", studied, "--strongest", size.strongest]

    def ours(out):
        factors = out / "factors"
        return [
            inputs.crops(size.photographs, size.units, size.strongest, out / "crops", "bfloat16" if coarse else "float32"),
            pragnanz(
                "factorize", "--activations", out / "crops", *given[2:], "--k", K, "--out", factors
            ),
            pragnanz("element", "--factors", factors, *given, "--out", out / "elements"),
        ]

    def check(ours, theirs):
        return "; ".join([
            checks.dictionaries(ours / "factors", theirs / "factors"),
            checks.directions(ours / "elements", theirs / "elements", checks.MOST if coarse else 1),
        ])

    return Comparison(
        items=(size.units * size.strongest * 16, "crops"),
        size=studied_size(size, options),
        passes=inputs.passes(pools, ["neuron"], size.strongest, 16),
        ours=ours,
        theirs=lambda out: [
            peer("dictionaries", "--weights", weights(), *listed, *given, *options, "--k", K, "--out", out)
        ],
        check=check,
    )


def gradients(size, options):
    elements = inputs.elements(size.photographs, size.units, size.strongest)
    given = ["--catalog", inputs.catalog("photographs", size.photographs), "--elements", elements, "--strongest", size.strongest]
    return Comparison(
        items=(2 * size.units * size.strongest, "importances"),
        size=studied_size(size, options),
        passes=inputs.passes(elements / "pools.csv", ["neuron", "craft"], size.strongest, 1),
        ours=lambda out: [pragnanz("importance", *network(), *given, "--units", inputs.units(size.units), "--out", out)],
        theirs=lambda out: [peer("gradients", "--weights", weights(), *given, *options, "--out", out)],
        check=checks.importance,
    )


def nmf(size):
    matrix = inputs.matrix(size.photographs, size.matrix)
    return Comparison(
        items=(1, "factorisations"),
        size={"rows": 16 * size.matrix, "columns": 512, "k": K, "fits a process": FITS},
        ours=lambda out: [
            java(
                "org.pragnanz.benchmarks.Factorization", matrix, K, FITS, CORES, out,
                start=["-Xms48m", "-Xmn8m"], modules=["--add-modules=jdk.incubator.vector"],
            )
        ],
        theirs=lambda out: [peer("nmf", "--matrix", matrix, "--k", K, "--times", FITS, "--out", out)],
        check=checks.factors,
        judged="work",
    )


def study(size, options):
    studied = inputs.units(size.units)
    top, bottom = inputs.pool_sizes(size.photographs)
    catalog = inputs.catalog("photographs", size.photographs)
    images = inputs.images("photographs", size.photographs)

    def ours(out):
        parameters = {
            "model": inputs.MODEL, "weights": weights(), "images": images, "units": studied, "top": top, "bottom": bottom,
            "strongest": size.strongest, "from": min(150, size.strongest), "easy": min(20, size.strongest), "k": K,
            "shards": 1, "threads": CORES, "outdir": out,
        }
        given = [word for name, value in parameters.items() for word in (f"--{name}", value)]
        folder = f"{out}-work"
        return [
            ["rm", "-rf", folder],
            ["mkdir", "-p", folder],
            [
                "env", "-C", folder, "PRAGNANZ_BUILD=never", ROOT / "nextflow", "run", ROOT, "-profile", "exp2,small",
                "-w", f"{folder}/work", *given,
            ],
        ]

    def check(ours, theirs):
        return "; ".join([
            checks.pools(ours / "elements" / "pools.csv", theirs / "elements" / "pools.csv"),
            checks.dictionaries(ours / "factors", theirs / "factors"),
            checks.directions(ours / "elements", theirs / "elements"),
            checks.importance(ours / "importance.csv", theirs / "importance.csv"),
        ])

    return Comparison(
        items=(1, "studies"),
        size=studied_size(size, options),
        ours=ours,
        theirs=lambda out: [
            peer(
                "study", "--weights", weights(), "--catalog", catalog, "--units", studied, "--pool-top", top,
                "--pool-bottom", bottom, "--strongest", size.strongest, "--k", K, *options, "--out", out,
            )
        ],
        check=check,
    )


def studied_size(size, options):
    return {
        "photographs": size.photographs, "units": size.units, "images a unit": size.strongest,
        "peer": " ".join(map(str, options)),
    }


ALL = {
    "decode": decode,
    "extract-eager": lambda size: extract(size, frozen=False),
    "extract-frozen": lambda size: extract(size, frozen=True),
    "crops": lambda size: crops(size, CRAFTS),
    "crops-tuned": lambda size: crops(size, inputs.best(False)),
    # The peer is faster with eight crops at a time than with four, sixteen or 32.
    "crops-bfloat16": lambda size: crops(size, [*inputs.best(False), "--batch", 8, "--bfloat16"], coarse=True),
    "gradients": lambda size: gradients(size, CRAFTS),
    "gradients-tuned": lambda size: gradients(size, inputs.best(False)),
    "nmf": nmf,
    "study": lambda size: study(size, CRAFTS),
    "study-tuned": lambda size: study(size, inputs.best(False)),
}
