"""Spatial means at every site of the units, over a catalog's images: PyTorch eager with forward hooks, or frozen."""

import numpy as np
import torch

import common


class Means(torch.nn.Module):
    """A network whose output is the spatial mean of each asked site, in the order of a pass."""

    def __init__(self, net, sites):
        super().__init__()
        self.net = net
        self.sites = []
        self.means = []
        self.eval()
        common.watch(net, lambda site, activation: self.see(site, activation) if site in sites else None)

    def see(self, site, activation):
        self.sites.append(site)
        self.means.append(activation.mean((2, 3)))

    def forward(self, x):
        self.sites.clear()
        self.means.clear()
        self.net(x)
        return tuple(self.means)


def runner(given, net, sites):
    """What runs a batch, and its sites in the order of its outputs."""
    example = torch.zeros(given.batch, 3, 224, 224)
    if given.channels_last:
        example = example.to(memory_format=torch.channels_last)
    means = Means(net, sites)
    with torch.no_grad():
        means(example)
        order = list(means.sites)
        if not given.frozen:
            return means, order
        traced = torch.jit.trace(means, example, check_trace=False)
        return torch.jit.optimize_for_inference(torch.jit.freeze(traced)), order


def means(given, runner, images):
    """By site the means of all images (images, channels)."""
    run, order = runner
    parts = []
    with torch.no_grad():
        for batch in common.batches(common.Photographs(given.catalog, images), given):
            parts.append([mean.numpy() for mean in run(batch)])
    return {site: np.concatenate(columns) for site, columns in zip(order, zip(*parts))}


def main():
    parser = common.options(__doc__, "weights", "units")
    parser.add_argument("--frozen", action="store_true", help="torch.jit.freeze and optimize_for_inference")
    given = common.parsed(parser)
    sites = {layer for layer, _ in common.units(given.units)}
    images = common.images(given.catalog)
    net = common.network(given.weights, given.channels_last)
    found = common.reported(lambda: means(given, runner(given, net, sites), images))
    for site, values in found.items():
        common.write_means(given.out, site, images, values)


if __name__ == "__main__":
    main()
