#!/usr/bin/python3
"""
Writes docs/performance.md from benchmarks/results/latest.jsonl, as benchmarks/run does when it has measured.

    python3 benchmarks/page.py            writes it
    python3 benchmarks/page.py --check    fails where it is not what the results say
"""

import argparse
import statistics
import sys

sys.dont_write_bytecode = True

from measure import ROOT
from results import RESULTS, disturbed, read

PAGE = ROOT / "docs" / "performance.md"

# What is compared, the peer, and the goal: how many times faster we are to be.
COMPARED = {
    "decode": ("decode and preprocess full-size JPEGs, 2 threads", "Pillow and torchvision, 2 workers", 1.3),
    "extract-eager": ("`extract`, all 49 sites of `resnet50_v1`, decoding included", "PyTorch eager with hooks", 1.4),
    "extract-frozen": ("`extract`, as above", "PyTorch frozen, `optimize_for_inference`", 1.0),
    "crops": ("crops, dictionaries, elements and codes", "Craft's procedure with Craft's settings", 4),
    "crops-tuned": ("as above", "Craft's procedure tuned", None),
    "crops-bfloat16": ("as above, crops in bfloat16 (`--rows-precision bfloat16`)", "Craft's procedure tuned, in bfloat16", None),
    "gradients": ("Gradient × Input in both bases", "autograd with Craft's settings", 5),
    "gradients-tuned": ("as above", "autograd tuned", None),
    "nmf": ("NMF of one matrix, 4,800×512, to the same error", "scikit-learn, solver `cd`", 3),
    "study": ("the whole of `-profile exp2`, from images to report", "a script of the same steps with Craft's settings", 3),
    "study-tuned": ("as above", "the same script tuned", None),
}
DEMO, START = 90, 0.6  # seconds at most
IMAGES, UNITS, STRONGEST = 50_000, 80, 300  # of the projection: the paper's


def write(kept, out):
    out.write_text(page(kept))


def page(kept):
    machines = by_machine(read(kept))
    sections = [INTRODUCTION, compared(machines), METHOD, software(machines)]
    for number, (machine, results) in enumerate(machines.items(), 1):
        sections += [f"## Machine {number}: {machine}", comparisons(results), "\n".join([*starts(results), *arithmetic(results)])]
    sections += [growth(machines), projection(machines), MISSING]
    return "\n\n".join(section.strip() for section in sections if section) + "\n"


def by_machine(results):
    """The results of each machine, the machine that was measured last first."""
    ordered = sorted(results, key=lambda result: result["date"], reverse=True)
    names = dict.fromkeys(result["machine"] for result in ordered)
    return {name: [result for result in results if result["machine"] == name] for name in names}


def rows(results, row):
    return [result for result in results if result["row"] == row]


def newest(results, row):
    """The result of a row that was measured last, or none."""
    return max(rows(results, row), key=lambda result: result["date"], default=None)


def values(result, side):
    return [run[side][result["judged"]] for run in result["runs"]]


def median(result, figure, side="ours"):
    return statistics.median(run[side][figure] for run in result["runs"])


def ratio(result):
    return statistics.median(a / b for a, b in zip(values(result, "theirs"), values(result, "ours")))


# Sections

INTRODUCTION = """
# Performance

How fast Pragnanz is beside the Python tools of the field, and how much memory both take.
`benchmarks/run` writes this page from `benchmarks/results/latest.jsonl`, which holds the newest result of each machine and row.
[benchmarks/README.md](../benchmarks/README.md) says how to measure a row again.
"""

METHOD = """
A cell holds how many times faster than the peer we are, or the time, and in brackets the number of runs.
An empty cell was not measured.

- Both sides start from the same catalog, units and pools, use the same weights, and write the same files.
- The sides run in turn. A pair counts only when both sides' outputs agree.
- A figure is the median of the runs, with the range in brackets. "Faster" is the median of the pairs' ratios.
- `decode` and `nmf` count the work alone, without the loading of libraries. The other rows count the whole command.
- Memory is the highest sum over all processes. What they share is counted once.
- Craft's settings are those that `deel-ai/Craft` comes with: 64 inputs a pass, PyTorch's default layout.
- A tuned peer has the batch size, layout and number of workers that are fastest on the machine. So have the peers of `extract`.
- A revision is the last commit that changed the tools. It is not the same everywhere.
- The peer of `study` ends with the tables of importance and sparsity. Our side goes on: trials, observers, statistics and the report.

[Decision 0006](decisions/0006-how-speed-is-measured.md) says why there are two kinds of peers, and what bounds the rows.
"""


MISSING = """
## What is missing

- A GPU: no row was measured on one.
- A machine with more than two cores.
- Peers with a newer PyTorch than Debian's.
"""


def compared(machines):
    """What is compared, and what each machine has of it."""
    table = []
    for row, (ours, peer, goal) in COMPARED.items():
        say = lambda result: f"{ratio(result):.2f}x{outcome(result)}"
        cells = filled(machines, lambda results: newest(results, row), say)
        table.append([f"`{row}`", ours, peer, f"{goal:.1f}x" if goal else "", *cells])
    say = lambda result: f"{median(result, 'seconds'):.0f} s{within(result, DEMO)}"
    cells = filled(machines, lambda results: newest(results, "demo"), say)
    table.append(["`demo`", "the whole study on the phantom, warm", "", f"{DEMO} s", *cells])
    say = lambda result: f"{median(result, 'seconds'):.2f} s{within(result, START)}"
    table.append(["`start`", "from the slowest tool's start to its first line", "", f"{START} s", *filled(machines, slowest, say)])
    return "## What is compared\n\n" + grid(["row", "our side", "the peer", "goal", *numbered(machines)], table)


def filled(machines, pick, say):
    return [f"{say(result)} ({len(result['runs'])})" if (result := pick(results)) else "" for results in machines.values()]


def numbered(machines):
    return [f"machine {number}" for number in range(1, len(machines) + 1)]


def software(machines):
    sides = {side: [] for side in ("ours", "theirs")}
    for results in machines.values():
        for result in results:
            for side, used in result.get("software", {}).items():
                sides[side].append(used)
    said = {side: "; or ".join(dict.fromkeys(used)) for side, used in sides.items()}
    return f"Peers: {said['theirs']}.\nOurs: {said['ours']}." if said["ours"] else ""


def comparisons(results):
    table = [comparison(result) for row in COMPARED for result in rows(results, row)]
    head = ["row", "ours", "the peer's", "faster", "memory: ours", "the peer's", "pairs", "revision"]
    return grid(head, table) if table else ""


def comparison(result):
    return [
        f"`{result['row']}`{' in small' if 'small' in result else ''}", spread(result, "ours"), spread(result, "theirs"),
        f"**{ratio(result):.2f}x**", *(mib(median(result, "memory", side)) for side in ("ours", "theirs")),
        f"{len(result['runs'])}{' (disturbed)' if disturbed(result['runs'][0]) else ''}", result["revision"],
    ]


def spread(result, side):
    """Items a second where there are many, else seconds."""
    count, what = result["items"]
    found = values(result, side)
    if count > 1:
        found = [count / seconds for seconds in found]
    return f"{figure(statistics.median(found))} {what + '/s' if count > 1 else 's'}{between(found)}"


def starts(results):
    parts = []
    if demo := newest(results, "demo"):
        seconds = [run["ours"]["seconds"] for run in demo["runs"]]
        parts.append(f"`demo` took {median(demo, 'seconds'):.0f} s{between(seconds)} and {mib(median(demo, 'memory'))}.")
    if tools := sorted(rows(results, "start"), key=lambda tool: median(tool, "seconds")):
        say = lambda tool: f"{median(tool, 'seconds'):.2f} s (`{tool['size']['tool']}`)"
        late = [say(tool) for tool in tools if median(tool, "seconds") > START]
        parts.append(
            f"{len(tools)} commands say their first line after {say(tools[0])} to {say(tools[-1])};"
            f" over {START} s: {', '.join(late) or 'none'}."
        )
    return parts


def slowest(results):
    return max(rows(results, "start"), key=lambda tool: median(tool, "seconds"), default=None)


def arithmetic(results):
    rated = [
        (result, run) for row in ("extract-eager", "extract-frozen") if (result := newest(results, row))
        for run in result["runs"] if "peak" in run and not disturbed(run)
    ]
    if not rated:
        return []
    share = lambda side: statistics.median(
        result["items"][0] / run[side]["seconds"] * result["operations"] / run["peak"] for result, run in rated
    )
    peak = statistics.median(run["peak"] for _, run in rated)
    names = " and ".join(dict.fromkeys(f"`{result['row']}`" for result, _ in rated))
    return [
        f"The engine's float32 matrix products reach {peak / 1e9:.0f} billion operations a second here.",
        f"In {names} our side reaches {share('ours'):.0%} of that rate, start and decoding included, and the peer {share('theirs'):.0%}.",
    ]


def growth(machines):
    long = ("scale", "soak")
    sizes = sorted({result["size"]["images"] for results in machines.values() for row in long for result in rows(results, row)})
    if not sizes:
        return ""
    cell = lambda result: f"{median(result, 'seconds'):.1f} s, {mib(median(result, 'memory'))}"
    of = lambda images: lambda results: next(
        (result for row in long for result in rows(results, row) if result["size"]["images"] == images), None
    )
    table = [[f"{images:,}", *filled(machines, of(images), cell)] for images in sizes]
    tenths = lambda soak: ", ".join(mib(soak["runs"][-1]["ours"]["tenths"][tenth]) for tenth in (0, 4, 9))
    table.append(["the longest run's 1st, 5th and 10th tenth", *filled(machines, lambda results: newest(results, "soak"), tenths)])
    return f"""
## Growth with the number of images

`extract` at all sites of `squeezenet1_1`: time and the highest memory.
The 3,000 photographs come several times, under names of their own.

{grid(["images", *numbered(machines)], table)}
"""


def projection(machines):
    # Were the units' images drawn independently; those that units share make it less.
    distinct = lambda lists: IMAGES * (1 - (1 - STRONGEST / IMAGES) ** lists)
    crops = {"ours": 16 * distinct(UNITS), "theirs": 16 * UNITS * STRONGEST}
    # A step, its passes, and the rows that tell what one takes, the first of them that was measured.
    steps = {
        "first pass": ({"ours": IMAGES, "theirs": IMAGES}, ["extract-eager"]),
        "crops, dictionaries, elements": (crops, ["crops", "crops-tuned"]),
        "Gradient × Input": ({"ours": distinct(2 * UNITS), "theirs": 2 * UNITS * STRONGEST}, ["gradients", "gradients-tuned"]),
    }
    taken = {
        number: {step: hours(results, names, passes) for step, (passes, names) in steps.items()}
        for number, results in enumerate(machines.values(), 1)
    }
    whole = {number: of for number, of in taken.items() if all(of.values())}
    if not whole:
        return ""
    say = lambda pair: f"{pair['ours']:.1f} h, {pair['theirs']:.1f} h"
    table = [[step, *(f"{say(of[step][1])} (`{of[step][0]}`)" for of in whole.values())] for step in steps]
    total = lambda of, side: sum(pair[side] for _, pair in of.values())
    table.append(["together", *(say({side: total(of, side) for side in ("ours", "theirs")}) for of in whole.values())])
    return f"""
## A study of {IMAGES:,} images and {UNITS} units

This is projected, not measured: the seconds a pass of a row, times the passes that the paper's size takes.
A unit has {STRONGEST} strongest images, counted as if units had nothing in common.
A cell holds our side's hours, the peer's, and the row.

{grid(["", *(f"machine {number}" for number in whole)], table)}
"""


def hours(results, names, passes):
    """The first of some rows that was measured, and what it says that so many passes of each side take."""
    for row in names:
        if result := newest(results, row):
            count = lambda side: result["passes"][side] if result["passes"] else result["items"][0]
            each = lambda side: statistics.median(run[side]["seconds"] for run in result["runs"]) / count(side)
            return row, {side: each(side) * passes[side] / 3600 for side in ("ours", "theirs")}
    return None


# Words


def outcome(result):
    goal = COMPARED[result["row"]][2]
    if not goal or "small" in result:
        return ""
    return " open" if disturbed(result["runs"][0]) else verdict(ratio(result) >= goal)


def within(result, seconds):
    return verdict(median(result, "seconds") <= seconds)


def verdict(met):
    return " met" if met else " **missed**"


def between(found):
    return f" ({figure(min(found))} to {figure(max(found))})" if len(found) > 1 else ""


def figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def grid(head, table):
    lines = [head, ["---"] * len(head), *table]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        write(RESULTS, PAGE)
    elif PAGE.read_text() != page(RESULTS):
        sys.exit("docs/performance.md is not what benchmarks/results/latest.jsonl says; type python3 benchmarks/page.py.")


if __name__ == "__main__":
    main()
