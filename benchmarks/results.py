"""The newest results: a line of JSON for each machine, row and size, with all its runs at one revision of the tools."""

import json

from measure import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "latest.jsonl"
DISTURBED = 0.1  # of the machine's cores


def read(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def add(file, measured):
    """
    Keeps what was measured of one row on one machine. It joins the runs of the same revision and takes the place of all
    others.
    """
    machine, row, revision = (measured[0][name] for name in ("machine", "row", "revision"))
    kept = {
        key(result): result for result in read(file)
        if (result["machine"], result["row"]) != (machine, row) or result["revision"] == revision
    }
    for result in measured:
        before = kept.get(key(result), {"runs": []})
        kept[key(result)] = {**result, "runs": quiet(before["runs"] + result["runs"])}
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name("." + file.name)
    temporary.write_text("".join(json.dumps(kept[k], separators=(",", ":")) + "\n" for k in sorted(kept)))
    temporary.replace(file)


def key(result):
    # The peer's best options are found anew at times.
    size = {name: value for name, value in result["size"].items() if name != "peer"}
    return result["machine"], result["row"], *(f"{name} {value:>9}" for name, value in sorted(size.items()))


def quiet(runs):
    """Runs that nothing disturbed, or all where there are none."""
    return [run for run in runs if not disturbed(run)] or runs


def disturbed(run):
    """Whether other processes took a notable share of the machine from one of the sides."""
    return max(run.get(side, {}).get("others", 0) for side in ("ours", "theirs")) > DISTURBED
