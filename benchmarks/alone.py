"""What is measured of our side alone. Each function gives records: a name, a size, and figures."""

import json
import re
import shutil
import statistics

import inputs
from inputs import CORES, java, network, pragnanz, weights
from measure import ROOT, WORK, first_line, run, said

LIGHT = "squeezenet1_1"  # small enough for 20,000 images in one sitting
STARTS = 5


def peak():
    """Additions and multiplications a second of float32 matrix products, on every core at once."""
    return round(float(said(*java("org.pragnanz.nn.execution.Peak", CORES)).split()[1]))


def operations():
    """Of one image of ResNet-50, two for each multiply-add."""
    return json.loads(inputs.made("operations.json", lambda out: run(inputs.peer("operations", weights(), out))).read_text())


def passes(images):
    out = WORK / "out" / "passes"
    shutil.rmtree(out, ignore_errors=True)
    catalog = inputs.catalog("photographs", images)
    return run(
        pragnanz(
            "extract", *network(LIGHT), "--catalog", catalog, "--units", inputs.every_site(LIGHT), "--rows", "images", "--out", out,
        )
    )


def scale():
    for images in (1000, 2000, 4000, 8000):
        done = passes(images)
        yield "scale", {"images": images, "model": LIGHT}, done.figures()


def soak(images=20_000):
    done = passes(images)
    tenths = [
        max(size for second, size in done.samples if i <= 10 * second / done.seconds <= i + 1) for i in range(10)
    ]
    figures = {**done.figures(), "tenths": tenths}
    yield "soak", {"images": images, "model": LIGHT}, figures


def demo():
    """Warm: everything is built and fetched, and nothing of the run itself is kept."""
    folder = WORK / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = run(
        [ROOT / "nextflow", "run", ROOT, "-profile", "demo", "--outdir", folder / "results"],
        cwd=folder, env={"PRAGNANZ_BUILD": "never"},
    )
    yield "demo", {}, done.figures()


def starts():
    """Each tool on the demo's own tasks, as Nextflow started them, and two that the demo does without."""
    if not (WORK / "demo" / "work").exists():
        list(demo())
    commands = {"layers": ("layers --model resnet50", ROOT)}
    for script in sorted((WORK / "demo" / "work").glob("*/*/.command.sh")):
        text = script.read_text().replace("\\\n", " ")
        for tool, options in re.findall(r"^pragnanz (\w+)@\w+ (.*)$", text, re.M):
            # What an observer does first depends on which it is.
            named = " ".join([tool, *re.findall(r"--observer (\w+)", options)])
            commands.setdefault(named, (f"{tool} {options}", script.parent))
    picture = next(p for p in sorted(inputs.images("photographs", 96).rglob("*")) if p.is_file())
    commands["predict"] = (f"predict --model {LIGHT} --weights {weights(LIGHT)} {picture}", ROOT)
    for tool, (command, folder) in commands.items():
        words = ["bash", "-c", f"exec {ROOT}/bin/pragnanz {command}"]
        seconds = [first_line(words, folder) for _ in range(STARTS)]
        yield "start", {"tool": tool}, {"seconds": round(statistics.median(seconds), 3), "slowest": round(max(seconds), 3)}


def kernels():
    """JMH, a few seconds each. It goes on without a kernel that fails unless it is told not to (-foe)."""
    results = WORK / "kernels.json"
    run(java("org.openjdk.jmh.Main", "-foe", "true", "-rf", "json", "-rff", results))
    for result in json.loads(results.read_text()):
        score = result["primaryMetric"]
        name = result["benchmark"].rpartition(".")[2]
        yield "kernel", {"kernel": name}, {"milliseconds": round(score["score"], 4), "error": round(score["scoreError"], 4)}


ALL = {"scale": scale, "soak": soak, "demo": demo, "starts": starts, "kernels": kernels}
