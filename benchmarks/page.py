"""docs/performance.md from what benchmarks/run has measured so far."""

import json
import statistics
import textwrap

import alone
from comparisons import Size, studied_size
from measure import ROOT, said

# The table: what is compared, the peer, and by what factor we are to be faster, where that was asked.
TARGETS = {
    "decode": ("decode and preprocess full-size JPEGs, 2 threads", "Pillow and torchvision, 2 workers", 1.3),
    "extract-eager": ("`extract`, all 49 sites of `resnet50_v1`, decoding included", "PyTorch eager with hooks", 1.4),
    "extract-frozen": ("`extract`, as above", "PyTorch frozen, `optimize_for_inference`", 1.0),
    "crops": ("crops, dictionaries, elements and codes", "Craft's procedure with Craft's settings, unit by unit", 4),
    "crops-tuned": ("crops, dictionaries, elements and codes", "Craft's procedure tuned", None),
    "crops-bfloat16": ("these with the network's numbers in bfloat16 (`--precision bfloat16`)", "Craft's procedure tuned and in bfloat16", None),
    "gradients": ("Gradient x Input in both bases", "autograd with Craft's settings, unit by unit", 5),
    "gradients-tuned": ("Gradient x Input in both bases", "autograd tuned, unit by unit", None),
    "nmf": ("NMF of one matrix, to the same error", "scikit-learn, solver `cd`", 3),
    "study": ("the whole of `-profile exp2`, from images to report", "a script of the same steps with Craft's settings", 3),
    "study-tuned": ("the whole of `-profile exp2`, from images to report", "a script of the same steps tuned", None),
}
DEMO, START = 90, 0.6  # seconds
SLOWER = 1.2
DISTURBED = 0.1  # of the machine
ASKED = studied_size(Size(), [])  # a row in small is a quick look, and is held against no factor
IMAGES, UNITS, STRONGEST = 50_000, 80, 300  # of the projection: the paper's


def read(history):
    return [json.loads(line) for line in history.read_text().splitlines()] if history.exists() else []


def write(history, out):
    lines = read(history)
    sections = [INTRODUCTION, glance(lines), peers(lines)]
    for number, machine in enumerate(machines(lines), 1):
        there = [line for line in lines if line["machine"] == machine]
        sections += [
            f"## Machine {number}: {machine}",
            *(part(there) for part in (comparisons, arithmetic, growth, starts, projection, kernels)),
        ]
    sections.append(past(lines))
    out.write_text("\n\n".join(section.strip() for section in sections if section) + "\n")


def machines(lines):
    """The one that was measured last first."""
    return list(dict.fromkeys(line["machine"] for line in reversed(lines)))


# Groups of records


def groups(lines, row):
    """
    Records of a row by size, in order of time; each group those of its latest revision, without those that something
    disturbed where there are others.
    """
    latest = {}
    for line in lines:
        if line["row"] == row:
            # The peer's best options are found anew at times.
            key = json.dumps({name: value for name, value in line["size"].items() if name != "peer"})
            group = latest.setdefault(key, [])
            if group and group[-1]["revision"] != line["revision"]:
                group.clear()
            group.append(line)
    return [[line for line in group if not disturbed(line)] or group for group in latest.values()]


def disturbed(line):
    """Whether other processes took a notable share of the machine from one of the sides."""
    return max(line.get(side, {}).get("others", 0) for side in ("ours", "theirs")) > DISTURBED


def newest(lines, row):
    """The group of a row that was measured last, or none."""
    found = groups(lines, row)
    return max(found, key=lambda group: group[-1]["date"]) if found else []


def values(group, side):
    return [line[side][line["judged"]] for line in group]


def median(group, figure):
    """A figure of our side alone: the median of its runs."""
    return statistics.median(line["ours"][figure] for line in group)


def ratio(group):
    return statistics.median(a / b for a, b in zip(values(group, "theirs"), values(group, "ours")))


# Sections

INTRODUCTION = """
# Performance

Written by `benchmarks/run` from `benchmarks/results/history.jsonl`; what is not here has not been measured. `benchmarks/run --only NAME
--pairs N` measures one row again. The peers are scripts in `benchmarks/peers`, written for this; they start from the same catalog,
units and pools, use the same weights and write the same files.
"""


def glance(lines):
    """What was asked, and what each machine has of it."""
    there = [[line for line in lines if line["machine"] == machine] for machine in machines(lines)]

    def cells(pick, say):
        return [f"{say(group)} ({len(group)})" if group else "" for group in map(pick, there)]

    rows = []
    for row, (title, peer, least) in TARGETS.items():
        whole = lambda part: next((group for group in groups(part, row) if not smaller(group)), [])
        say = lambda group: f"{ratio(group):.2f}x {outcome(group)}".strip()
        rows.append([f"`{row}`", f"{title}, against {peer}", f"at least {least:.1f}x" if least else "", *cells(whole, say)])
    say = lambda group: f"{median(group, 'seconds'):.0f} s {within(group, DEMO)}"
    demos = cells(lambda part: newest(part, "demo"), say)
    rows.append(["`demo`", "the whole study on the phantom, warm", f"at most {DEMO} s", *demos])
    slowest = lambda part: max(groups(part, "start"), key=lambda group: median(group, "seconds"), default=[])
    say = lambda group: f"{median(group, 'seconds'):.2f} s {within(group, START)}"
    rows.append(["`start`", "from the slowest tool's start to its first line", f"at most {START} s", *cells(slowest, say)])
    if not any(any(row[3:]) for row in rows):
        return ""
    return f"""
## At a glance

How many times faster than the peer, or how long, and in brackets the number of runs: medians of the last revision that was
measured on a machine, which is not the same everywhere. The sections of the machines have figures, ranges, memory and revisions.

{grid(["row", "", "asked", *(f"machine {number}" for number in range(1, len(there) + 1))], rows)}
"""


def comparisons(lines):
    measured = [group for row in TARGETS for group in groups(lines, row)]
    missing = [f"`{row}`" for row in TARGETS if not groups(lines, row)]
    if not measured:
        return ""
    head = ["row", "ours", "the peer's", "faster", "at least", "", "memory: ours", "the peer's", "", "pairs", "revision"]
    parts = [
        "### Beside the Python tools",
        "\n".join(described(group) for group in measured),
        grid(head, [comparison(group) for group in measured]),
        f"Not measured here: {', '.join(missing)}." if missing else "",
    ]
    return "\n\n".join(part.strip() for part in parts if part)


METHOD = """
The sides alternate. Figures are medians, with the range in brackets where there is more than one pair; "faster" is the median of the
pairs' ratios. `decode` and `nmf` count the work alone, without the loading of libraries, which
would drown it; the others count the whole command. Memory is the highest, summed over all processes, what they share counted once. A
pair is disturbed where other processes, or the machine's host, took more than a tenth of the cores from one of its sides: such
pairs count only where a row has no others, and decide nothing. A pair's outputs were compared before its times were kept; the list
below says what was found.
"""

PEERS = """
How the peers work: `crops` and `study` cut the network after each unit's site, take the unit's crops through it, factorise with
scikit-learn and code the pool with exact non-negative least squares; the pool's spatial means come from the first pass on both sides.
`gradients` passes each unit's images once for each basis, and differentiates back to the unit's site only. They do so with the settings
that `deel-ai/Craft` comes with: 64 inputs a pass, PyTorch's default layout. Beside them, under names that end in `-tuned`, and in the
`extract` rows, peers have the batch size (1, 4, 8, 16, 32), layout (channels last or not) and number of decoding workers that
`peers/tune.py` found fastest here, apart for eager and frozen; [decision 0006](decisions/0006-how-speed-is-measured.md) says why there are both,
and why the factors asked for are out of reach beside the tuned ones. `study` on the peer's side
ends with the tables of importance and sparsity: contrast images, trials, observers, statistics and the report, which our side makes
too, have no part in it. The peers have the PyTorch that Debian ships, which is older than ours; what a newer one would change has not
been measured.
"""


def peers(lines):
    if not any(line["row"] in TARGETS for line in lines):
        return "Nothing has been compared yet."
    versions = said(alone.inputs.PYTHON, "-c", textwrap.dedent("""
        import sys, torch, torchvision, sklearn, PIL, numpy
        named = {"Python": sys.version.split()[0], "PyTorch": torch.__version__, "torchvision": torchvision.__version__,
                 "scikit-learn": sklearn.__version__, "Pillow": PIL.__version__, "NumPy": numpy.__version__}
        print(", ".join(" ".join(pair) for pair in named.items()))
    """))
    java = said("java", "--version").split()[1]
    engine = next((ROOT / "target" / "tools").glob("pytorch-native-cpu-*")).name.split("-")[3]
    used = f"The peers: Debian's {versions.strip()}. Ours: OpenJDK {java}, PyTorch {engine} through DJL."
    return "\n\n".join(part.strip() for part in ("## What is compared", used, METHOD, PEERS))


def described(group):
    line = group[-1]
    title, peer, _ = TARGETS[line["row"]]
    passes = "{ours:,} inputs pass through the network on our side, {theirs:,} on the peer's; ".format(**line["passes"]) if line["passes"] else ""
    return f"- `{line['row']}`: {title}, against {peer}; {size(line)}. Outputs: {passes}{line['checked']}."


def comparison(group):
    line = group[0]
    least = asked(group)
    memory = [statistics.median(run[side]["memory"] for run in group) for side in ("ours", "theirs")]
    return [
        f"`{line['row']}`{smaller(group)}", spread(group, "ours"), spread(group, "theirs"), f"**{ratio(group):.2f}x**",
        f"{least:.1f}x" if least else "", outcome(group), *map(mib, memory), verdict(memory[0] < memory[1]),
        f"{len(group)}{' (disturbed)' if disturbed(line) else ''}", line["revision"],
    ]


def smaller(group):
    """What a row in small has less of than was asked."""
    of = group[0]["size"].items()
    return "".join(f", {n:,} {name}" for name, n in of if isinstance(n, int) and n < ASKED.get(name, n))


def asked(group):
    return None if smaller(group) else TARGETS[group[0]["row"]][2]


def outcome(group):
    if not (least := asked(group)):
        return ""
    return "open" if disturbed(group[0]) else verdict(ratio(group) >= least)


def spread(group, side):
    """Items a second where there are many, else seconds."""
    count, what = group[0]["items"]
    found = values(group, side)
    if count > 1:
        found = [count / seconds for seconds in found]
    unit = f"{what}/s" if count > 1 else "s"
    text = f"{figure(statistics.median(found))} {unit}"
    return text if len(found) == 1 else f"{text} ({figure(min(found))} to {figure(max(found))})"


def size(line):
    return ", ".join(f"{name} {value:,}" if isinstance(value, int) else f"{name} `{value}`" for name, value in line["size"].items())


def arithmetic(lines):
    rated = [
        line for row in ("extract-eager", "extract-frozen") for line in newest(lines, row) if "peak" in line and not disturbed(line)
    ]
    if not rated:
        return ""
    operations = alone.operations()
    shares = {
        side: statistics.median(line["items"][0] / line[side]["seconds"] * operations / line["peak"] for line in rated)
        for side in ("ours", "theirs")
    }
    peak = statistics.median(line["peak"] for line in rated)
    names = " and ".join(sorted({f"`{line['row']}`" for line in rated}))
    return f"""
### Share of the machine's arithmetic

The engine's float32 matrix products ([decision 0006](decisions/0006-how-speed-is-measured.md)), on every core at once, reached {peak / 1e9:.0f} billion
additions and multiplications a second in the runs of {names}. `resnet50_v1` takes {operations / 1e9:.2f} billion an image: our side, with its
start and decoding, reached {shares['ours']:.0%} of that rate, the peer {shares['theirs']:.0%}.
What our side spares of them ([decision 0005](decisions/0005-programs.md)) counts as done, and so it may go beyond.
"""


def growth(lines):
    parts = []
    scale = sorted(groups(lines, "scale"), key=lambda group: group[0]["size"]["images"])
    if scale:
        rows = [
            [f"{group[0]['size']['images']:,}", f"{median(group, 'seconds'):.1f} s",
             f"{1000 * median(group, 'seconds') / group[0]['size']['images']:.1f} s", mib(median(group, "memory")),
             len(group), group[0]["revision"]]
            for group in scale
        ]
        model = scale[0][0]["size"]["model"]
        parts.append(
            f"`extract` at all sites of `{model}`; the 3,000 photographs come several times, under names of their own.\n\n"
            + grid(["images", "time", "per 1,000", "memory", "runs", "revision"], rows)
        )
    soak = newest(lines, "soak")
    if soak:
        line = soak[-1]
        tenths = ", ".join(f"{size / 2**20:.0f}" for size in line["ours"]["tenths"])
        parts.append(
            f"{line['size']['images']:,} images in one run took {line['ours']['seconds']:.0f} s ({line['revision']}). The highest memory in"
            f" each tenth of it, in MiB: {tenths}."
        )
    return "### Cost against the number of images\n\n" + "\n\n".join(parts) if parts else ""


def starts(lines):
    parts = []
    demo = newest(lines, "demo")
    if demo:
        seconds = [line["ours"]["seconds"] for line in demo]
        parts.append(
            f"`demo`, warm (built and fetched, nothing of the run kept): {median(demo, 'seconds'):.0f} s"
            f"{between(seconds)}; at most {DEMO} s: {within(demo, DEMO)}. Memory of all its processes:"
            f" {mib(median(demo, 'memory'))}. {len(demo)} run(s), revision {demo[-1]['revision']}."
        )
    tools = sorted(groups(lines, "start"), key=lambda group: group[0]["size"]["tool"])
    if tools:
        rows = [
            [f"`{group[0]['size']['tool']}`", f"{median(group, 'seconds'):.2f} s",
             f"{max(line['ours']['slowest'] for line in group):.2f} s", within(group, START),
             len(group), group[0]["revision"]]
            for group in tools
        ]
        parts.append(
            "From a tool's start to its first line on a terminal, or to its end where it says nothing: the median of the runs, each the median of"
            f" {alone.STARTS} starts, and the slowest start of all; at most {START} s. The commands are those of the demo's own tasks,"
            " and two that it has not.\n\n" + grid(["tool", "first line", "slowest", "", "runs", "revision"], rows)
        )
    return "### Starts\n\n" + "\n\n".join(parts) if parts else ""


def projection(lines):
    # Were the units' images drawn independently; those that units share make it less.
    distinct = lambda lists: IMAGES * (1 - (1 - STRONGEST / IMAGES) ** lists)
    crops = {"ours": 16 * distinct(UNITS), "theirs": 16 * UNITS * STRONGEST}
    gradients = {"ours": distinct(2 * UNITS), "theirs": 2 * UNITS * STRONGEST}
    # A step, its passes, and the rows that tell what one takes, the first of them that was measured.
    steps = (
        ("first pass", {"ours": IMAGES, "theirs": IMAGES}, ["extract-eager"]),
        ("crops, dictionaries, elements", crops, ["crops", "crops-tuned"]),
        ("Gradient x Input", gradients, ["gradients", "gradients-tuned"]),
    )
    taken = [hours(lines, rows, passes) for _, passes, rows in steps]
    if not all(taken):
        return ""
    cells = lambda name, row, sides: [name, row, *(f"{sides[side]:.1f} h" for side in ("ours", "theirs"))]
    table = [cells(name, f"`{row}`", sides) for (name, *_), (row, sides) in zip(steps, taken)]
    table.append(cells("together", "", {side: sum(sides[side] for _, sides in taken) for side in ("ours", "theirs")}))
    if bfloat16 := hours(lines, ["crops-bfloat16"], crops):
        table.append(cells("the crops' part in bfloat16", "`crops-bfloat16`", bfloat16[1]))
    return f"""
### Projection: {IMAGES:,} images, {UNITS} units

Not measured: the seconds a pass of the rows above times the passes of the paper's size ({STRONGEST} strongest images a unit, drawn as
if units had nothing in common), on this machine.

{grid(["", "from row", "ours", "its peer"], table)}

On a GPU: missing. None was at hand, so no figure is given.
"""


def hours(lines, rows, passes):
    """The first of some rows that was measured, and what it says that so many passes of each side take."""
    for row in rows:
        if group := newest(lines, row):
            each = lambda side: statistics.median(
                line[side]["seconds"] / (line["passes"][side] if line["passes"] else line["items"][0]) for line in group
            )
            return row, {side: each(side) * passes[side] / 3600 for side in ("ours", "theirs")}
    return None


def kernels(lines):
    found = groups(lines, "kernel")
    if not found:
        return ""
    rows = [
        [f"`{group[0]['size']['kernel']}`", f"{median(group, 'milliseconds'):.3f} ms", f"{median(group, 'error'):.3f}",
         len(group), group[0]["revision"]]
        for group in found
    ]
    return (
        "### Kernels\n\nJMH, one thread, mean and its error (99.9 %) in milliseconds, medians of the runs: the methods of `benchmarks/src`.\n\n"
        + grid(["kernel", "time", "error", "runs", "revision"], rows)
    )


def past(lines):
    """Medians by revision; what became a fifth slower than at the revision before is marked."""
    series = {}
    for line in lines:
        if disturbed(line):
            continue
        key = line["machine"], line["row"], size(line)
        series.setdefault(key, {}).setdefault(line["revision"], []).append(line)
    tables = []
    for number, machine in enumerate(machines(lines), 1):
        rows = [row for (on, *_), revisions in series.items() if on == machine for row in course(revisions)]
        if rows:
            table = grid(["row", "size", "date", "revision", "ours", "faster", "change", "runs"], rows)
            tables.append(f"### Machine {number}, by revision\n\n{table}")
    if not tables:
        return ""
    listed = "\n\n".join(tables)
    return f"""
## History

Our side's medians by machine and revision (the last commit that changed the tools; + where there were changes since). What
takes {SLOWER - 1:.0%} longer than at the revision before it is marked; disturbed runs are left out.

{listed}
"""


def course(revisions):
    """A row's medians in order of time."""
    before = None
    for revision, group in revisions.items():
        now = statistics.median(spent(line) for line in group)
        faster = f"{ratio(group):.2f}x" if "theirs" in group[0] else ""
        change = f"{now / before - 1:+.0%}" if before else ""
        mark = " **slower**" if before and now > SLOWER * before else ""
        unit = "ms" if group[0]["row"] == "kernel" else "s"
        yield [
            group[0]["row"], size(group[0]), group[-1]["date"][:10], revision, f"{figure(now)} {unit}", faster, change + mark, len(group),
        ]
        before = now


def spent(line):
    ours = line["ours"]
    return ours["milliseconds"] if "milliseconds" in ours else ours[line.get("judged", "seconds")]


# Words


def between(found):
    return f" ({figure(min(found))} to {figure(max(found))})" if len(found) > 1 else ""


def figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def verdict(met):
    return "met" if met else "**missed**"


def within(group, seconds):
    return verdict(median(group, "seconds") <= seconds)


def grid(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
