"""
Craft's procedure, unit by unit: the network cut after the unit's site, the crops of the unit's strongest images, a
non-negative factorisation, the element that is most often the strongest, and the unit's pool ranked along it.
"""

from pathlib import Path

import numpy as np
import torch
from scipy.optimize import nnls

import common
import nmf


def crops(tensor):
    """(3, 224, 224) as (16, 3, 224, 224)."""
    patches = torch.nn.functional.unfold(tensor[None], common.CROP, stride=common.STRIDE)
    patches = patches[0].T.reshape(-1, 3, common.CROP, common.CROP)
    return torch.nn.functional.interpolate(patches, size=224, mode="bilinear", align_corners=False)


class Cropped:
    def __call__(self, view):
        return crops(common.TENSOR(view))


def latents(given, net, site, images):
    """Spatial means of every image's crops, (images * crops, channels)."""
    cut = common.until(net, site)
    precision = next(net.parameters()).dtype
    photographs = common.Photographs(given.catalog, images, Cropped())
    parts = []
    loader = torch.utils.data.DataLoader(photographs, max(1, given.batch // 16), num_workers=given.workers)
    with torch.no_grad():
        for batch in loader:
            for inputs in batch.flatten(0, 1).split(given.batch):
                if given.channels_last:
                    inputs = inputs.to(memory_format=torch.channels_last)
                parts.append(cut(inputs.to(precision))["latent"].float().mean((2, 3)).numpy())
    return np.concatenate(parts)


def codes(means, dictionary):
    """Codes of activations (n, channels) with the dictionary fixed, exactly: (n, k)."""
    # The QR factors keep every inner product with the dictionary, and make the problem k by k.
    q, r = np.linalg.qr(dictionary.T.astype(np.float64))
    return np.array([nnls(r, projected)[0] for projected in means.astype(np.float64) @ q])


def ranked(means, dictionary, names, strongest):
    """The chosen element, its frequency, and the pool's images and codes from the strongest on."""
    found = codes(np.array([means[name] for name in names]), dictionary)
    of_strongest = found[[names.index(name) for name in strongest]]
    frequency = np.bincount(of_strongest.argmax(1), minlength=len(dictionary)) / len(strongest)
    element = int(frequency.argmax())
    products = np.array([means[name] for name in names]).astype(np.float64) @ dictionary[element]
    order = sorted(range(len(names)), key=lambda i: (-found[i, element], -products[i], names[i]))
    return element, frequency[element], [(names[i], found[i, element]) for i in order]


def run(given, net, units, pools_file, means_of, out):
    """
    Every unit's dictionary, element and pools.

    means_of: a site's spatial means of whole images, by image, from the first pass.
    """
    top, bottom = (common.pools(pools_file, "neuron", end) for end in ("top", "bottom"))
    elements = []
    rows = [list(row.values()) for row in common.read(pools_file)]
    for layer, channel in units:
        unit = layer, channel
        strongest = sorted(top[unit][: given.strongest])
        u, w, fit = nmf.factorised(latents(given, net, layer, strongest), given.k)
        nmf.write(out / "factors" / f"{layer}-{channel}", u, w, fit)
        dictionary = w / np.linalg.norm(w, axis=1, keepdims=True)
        element, frequency, ranking = ranked(means_of(layer), dictionary, top[unit] + bottom[unit], strongest)
        folder = out / "elements" / "dictionaries"
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / f"{layer}-{channel}-craft.npy", dictionary.astype(np.float32))
        elements.append([layer, channel, "craft", element, frequency, w.shape[1]])
        elements.append([layer, channel, "neuron", -1, 1.0, w.shape[1]])
        ends = {"top": ranking[: len(top[unit])], "bottom": ranking[::-1][: len(bottom[unit])]}
        for end, listed in ends.items():
            rows += [[layer, channel, "craft", end, i, *pair] for i, pair in enumerate(listed, 1)]
    header = ["layer", "channel", "basis", "element", "frequency", "channels"]
    common.write(out / "elements" / "elements.csv", header, elements)
    header = ["layer", "channel", "basis", "end", "rank", "image", "activation"]
    common.write(out / "elements" / "pools.csv", header, rows)


def main():
    parser = common.options(__doc__, "weights", "units", "pools")
    parser.add_argument("--activations", type=Path, nargs="+", required=True)
    parser.add_argument("--strongest", type=int, required=True)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--bfloat16", action="store_true", help="the network's numbers")
    given = common.parsed(parser)
    net = common.network(given.weights, given.channels_last)
    net = net.bfloat16() if given.bfloat16 else net
    units = common.units(given.units)
    means_of = lambda site: common.read_means(given.activations, site)
    common.reported(lambda: run(given, net, units, given.pools, means_of, given.out))


if __name__ == "__main__":
    main()
