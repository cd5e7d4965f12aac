"""
The study's computation from images to tables, with the tools of the field: activations, pools, dictionaries unit by unit,
elements, Gradient x Input unit by unit, and Hoyer's sparsity. Contrast images, trials, observers and the report are left
out, so the peer does less than the pipeline it is compared with.
"""

import copy

import numpy as np

import common
import dictionaries
import extract
import gradients


def pools(units, means, images, top, bottom):
    """Rows of the table of pools, basis neuron; ties by image id."""
    rows = []
    for layer, channel in units:
        values = means[layer][:, channel]
        strongest = sorted(range(len(images)), key=lambda i: (-values[i], images[i]))[:top]
        weakest = sorted(range(len(images)), key=lambda i: (values[i], images[i]))[:bottom]
        for end, listed in (("top", strongest), ("bottom", weakest)):
            rows += [[layer, channel, "neuron", end, rank, images[i], values[i]] for rank, i in enumerate(listed, 1)]
    return rows


def hoyer(v):
    root = np.sqrt(v.size)
    return (root - np.abs(v).sum() / np.linalg.norm(v)) / (root - 1)


def alignment(model, elements, out):
    rows = []
    for entry in common.read(elements / "elements.csv"):
        if entry["basis"] == "craft":
            name = f"{entry['layer']}-{entry['channel']}-craft.npy"
            dictionary = np.load(elements / "dictionaries" / name).astype(np.float64)
            for t, direction in enumerate(dictionary):
                chosen = int(t == int(entry["element"]))
                rows.append([model, entry["layer"], entry["channel"], t, hoyer(direction), chosen])
    common.write(out, ["model", "layer", "channel", "element", "hoyer", "selected"], rows)


def run(given):
    units = common.units(given.units)
    images = common.images(given.catalog)
    sites = {layer for layer, _ in units}
    # A network of its own for the hooks, which stay on it.
    watched = common.network(given.weights, given.channels_last)
    net = copy.deepcopy(watched)
    means = extract.means(given, extract.runner(given, watched, sites), images)
    for site, values in means.items():
        common.write_means(given.out / "activations", site, images, values)
    header = ["layer", "channel", "basis", "end", "rank", "image", "activation"]
    pools_file = given.out / "pools.csv"
    common.write(pools_file, header, pools(units, means, images, given.pool_top, given.pool_bottom))
    means_of = lambda site: dict(zip(images, means[site]))
    dictionaries.run(given, net, units, pools_file, means_of, given.out)
    elements = given.out / "elements"
    given.ranked = {basis: common.pools(elements / "pools.csv", basis) for basis in ("neuron", "craft")}
    gradients.run(given, net, elements, given.out / "importance.csv")
    alignment(given.model, elements, given.out / "alignment.csv")


def main():
    parser = common.options(__doc__, "weights", "units")
    parser.add_argument("--pool-top", type=int, required=True)
    parser.add_argument("--pool-bottom", type=int, required=True)
    parser.add_argument("--strongest", type=int, required=True, help="strongest images that are factorised and differentiated")
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--model", default="resnet50_v1")
    parser.set_defaults(frozen=False)
    given = common.parsed(parser)
    common.reported(lambda: run(given))


if __name__ == "__main__":
    main()
