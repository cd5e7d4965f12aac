"""What both sides of a comparison start from; made once by our own tools, and kept in work/benchmarks."""

import csv
import dataclasses
import json
import os
import shutil
import textwrap
from pathlib import Path

from measure import CORES, ROOT, WORK, run, said

PYTHON = "/usr/bin/python3"
PEERS = ROOT / "benchmarks" / "peers"
MODEL = "resnet50_v1"


@dataclasses.dataclass
class Size:
    """photographs: in the study; passes: in the extract rows; originals: full-size JPEGs; units, strongest: studied."""

    photographs: int = 3000
    passes: int = 1000
    originals: int = 500
    units: int = 24
    strongest: int = 100
    matrix: int = 300


def data():
    return Path(os.environ.get("PRAGNANZ_DATA", ROOT / ".." / "shared" / "data")).resolve()


def weights(model=MODEL):
    return data() / "models" / f"{model}.safetensors"


def software():
    """What both sides are made of."""
    peers = said(PYTHON, "-c", textwrap.dedent("""
        import sys, torch, torchvision, sklearn, PIL, numpy
        named = {"Python": sys.version.split()[0], "PyTorch": torch.__version__, "torchvision": torchvision.__version__,
                 "scikit-learn": sklearn.__version__, "Pillow": PIL.__version__, "NumPy": numpy.__version__}
        print(", ".join(" ".join(pair) for pair in named.items()))
    """))
    java = said("java", "--version").split()[1]
    engine = next((ROOT / "target" / "tools").glob("pytorch-native-cpu-*")).name.split("-")[3]
    return {"ours": f"OpenJDK {java}, PyTorch {engine} through DJL", "theirs": f"Debian's {peers.strip()}"}


def pragnanz(command, *options):
    return [ROOT / "bin" / "pragnanz", command, *options, "--threads", CORES]


def java(name, *arguments, start=("-Xms80m", "-Xmn64m"), modules=()):
    """A class of the benchmarks, with the launcher's options."""
    path = f"{ROOT}/benchmarks/target/jars/*:{ROOT}/target/tools/*"
    heap = ["-XX:MaxRAMPercentage=50", *start, "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"]
    compiler = ["-XX:CompileThresholdScaling=2", "-XX:LoopMaxUnroll=8"]
    flags = [*heap, *compiler, "-XX:+UseSerialGC", "-Xshare:auto", "-Djava.awt.headless=true"]
    return ["java", *flags, *modules, "-cp", path, name, *arguments]


def peer(script, *options):
    return [PYTHON, PEERS / f"{script}.py", *options]


def made(name, make):
    """A folder or file of work/benchmarks, made where it is not there."""
    place = WORK / "inputs" / name
    if not place.exists():
        temporary = place.with_name("." + place.name)
        if temporary.is_dir():
            shutil.rmtree(temporary)
        temporary.parent.mkdir(parents=True, exist_ok=True)
        make(temporary)
        temporary.rename(place)
    return place


def catalog(kind, count):
    """The catalog of that many photographs, some of them several times under different names where there are fewer."""
    source = data() / "images" / {"photographs": "imagenet-val-3000", "originals": "originals-100"}[kind]

    def linked(folder):
        files = sorted((f for f in source.rglob("*") if f.is_file()), key=lambda f: f.name)
        for i in range(count):
            file = files[i % len(files)]
            link = folder / file.relative_to(source).parent / f"{i // len(files)}-{file.name}"
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)

    images = made(f"{kind}-{count}/images", linked)
    listed = made(
        f"{kind}-{count}/catalog", lambda out: run(pragnanz("catalog", "--images", images, "--out", out))
    )
    return listed / "catalog.csv"


def images(kind, count):
    catalog(kind, count)
    return WORK / "inputs" / f"{kind}-{count}" / "images"


def units(count):
    """Units drawn as a study draws them."""
    draw = lambda out: run([ROOT / "bin" / "pragnanz", "units", "--model", MODEL, "--unit-count", count, "--seed", 0, "--out", out])
    return made(f"units-{count}.csv", draw)


def every_site(model=MODEL):
    """One unit at each site."""

    def listed(out):
        table = out.with_suffix(".sites")
        with open(table, "w", newline="") as f:
            writer = csv.writer(f)
            writer.writerow(["layer", "channel"])
            writer.writerows([site, 0] for site in sites(model))
        run([ROOT / "bin" / "pragnanz", "units", "--model", model, "--units", table, "--out", out])
        table.unlink()

    return made(f"sites-{model}.csv", listed)


def sites(model):
    return [line.split(",")[0] for line in said(ROOT / "bin" / "pragnanz", "layers", "--model", model).split()[1:]]


def network(model=MODEL):
    return ["--model", model, "--weights", weights(model)]


def pool_sizes(photographs):
    """Of a study of some photographs: those of the profile small, where there are enough."""
    return min(400, photographs // 2), min(300, photographs // 3)


def first_pass(photographs, count):
    """Activations of whole images at the units' sites, and the pools."""
    listed, studied = catalog("photographs", photographs), units(count)
    activations = made(
        f"activations-{photographs}-{count}",
        lambda out: run(
            pragnanz("extract", *network(), "--catalog", listed, "--units", studied, "--rows", "images", "--out", out)
        ),
    )
    top, bottom = pool_sizes(photographs)
    pools = made(
        f"pools-{photographs}-{count}.csv",
        lambda out: run(pooled(activations, studied, top, bottom, out)),
    )
    return activations, pools


def pooled(activations, studied, top, bottom, out):
    sizes = ["--top", top, "--bottom", bottom]
    return pragnanz("pool", "--activations", activations, "--units", studied, *sizes, "--out", out)


def passes(pools, bases, strongest, each):
    """How many inputs pass where each image passes once, and where it passes for each unit and basis that wants it."""
    with open(pools, newline="") as f:
        wanted = [
            row["image"] for row in csv.DictReader(f)
            if row["end"] == "top" and row["basis"] in bases and int(row["rank"]) <= strongest
        ]
    return {"ours": each * len(set(wanted)), "theirs": each * len(wanted)}


def crops(photographs, count, strongest, out, precision="float32"):
    """The command of the second pass."""
    _, pools = first_pass(photographs, count)
    listed = ["--catalog", catalog("photographs", photographs), "--units", units(count)]
    selection = ["--rows", "crops", "--rows-precision", precision, "--pools", pools, "--strongest", strongest]
    return pragnanz("extract", *network(), *listed, *selection, "--out", out)


def elements(photographs, count, strongest):
    """Elements of dictionaries of whole images: enough for their importance to be measured."""
    activations, pools = first_pass(photographs, count)
    given = ["--activations", activations, "--pools", pools, "--units", units(count), "--strongest", strongest]

    def make(out):
        factors = out.with_name(out.name + "-factors")
        k = min(10, strongest)
        run(
            pragnanz("factorize", *given, "--rows", "images", "--k", k, "--out", factors),
            pragnanz("element", "--factors", factors, *given, "--out", out),
        )
        shutil.rmtree(factors)

    return made(f"elements-{photographs}-{count}-{strongest}", make)


def matrix(photographs, strongest):
    """Crop activations of one unit's strongest images at a site of 512 channels: 4,800x512 of 300 images."""

    def make(out):
        import numpy as np

        folder = out.with_name("matrix-parts")
        studied = folder / "units.csv"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "one.csv").write_text("layer,channel\nlayer2.3.bn3,0\n")
        listed = catalog("photographs", photographs)
        run(
            [ROOT / "bin" / "pragnanz", "units", "--model", MODEL, "--units", folder / "one.csv", "--out", studied],
            pragnanz(
                "extract", *network(), "--catalog", listed, "--units", studied, "--rows", "images", "--out", folder / "means",
            ),
            pooled(folder / "means", studied, strongest, 1, folder / "pools.csv"),
            pragnanz(
                "extract", *network(), "--catalog", listed, "--units", studied, "--rows", "crops",
                "--pools", folder / "pools.csv", "--strongest", strongest, "--out", folder / "crops",
            ),
        )
        rows = np.load(folder / "crops" / "layer2.3.bn3.npy")
        with open(out, "wb") as f:
            np.save(f, rows.reshape(-1, rows.shape[-1]))
        shutil.rmtree(folder)

    return made(f"matrix-{photographs}-{strongest}.npy", make)


def best(frozen):
    """The peer's fastest options on this machine, found once."""
    kind = "frozen" if frozen else "eager"
    listed = catalog("photographs", 96)
    file = made(
        f"best-{kind}.json",
        lambda out: run(
            peer(
                "tune", "--catalog", listed, "--weights", weights(), "--units", every_site(), "--out", out,
                *(["--frozen"] if frozen else []),
            )
        ),
    )
    return json.loads(file.read_text())["options"]
