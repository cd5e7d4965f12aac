"""Gradient x Input by autograd, unit by unit: of each unit's strongest images in both bases."""


import numpy as np
from sklearn.decomposition import non_negative_factorization

import common


class Latent:
    """The activation at one site of each pass, as the leaf that is differentiated: nothing before it is."""

    def __init__(self, net):
        self.site = None
        self.value = None
        common.watch(net, self.see)

    def see(self, site, activation):
        if site == self.site:
            self.value = activation.detach().requires_grad_()
            return self.value
        return None


def importance(activation, gradient, channel, dictionary, element):
    """Eq. 1 of a batch, (n): the derivative along the direction times the code, summed over positions."""
    if dictionary is None:
        return (activation[:, channel] * gradient[:, channel]).double().sum((1, 2)).numpy()
    n, channels, height, width = activation.shape
    positions = activation.permute(0, 2, 3, 1).reshape(-1, channels).numpy()
    derivative = gradient.permute(0, 2, 3, 1).reshape(-1, channels).numpy() @ dictionary[element]
    # Craft's transform is this with scikit-learn's default tolerance, which leaves errors above 1 %.
    codes, _, _ = non_negative_factorization(
        positions, H=dictionary, n_components=len(dictionary), init="custom", update_H=False, tol=1e-6, max_iter=2000
    )
    return (derivative * codes[:, element]).astype(np.float64).reshape(n, -1).sum(1)


def run(given, net, elements, out):
    """The table of importances of everything in the folder that element wrote."""
    latent = Latent(net)
    rows = []
    for entry in common.read(elements / "elements.csv"):
        layer, channel, basis, element = entry["layer"], int(entry["channel"]), entry["basis"], int(entry["element"])
        file = elements / "dictionaries" / f"{layer}-{channel}-{basis}.npy"
        dictionary = np.load(file) if file.exists() else None
        strongest = given.ranked[basis][layer, channel][: given.strongest]
        latent.site = layer
        values = []
        for batch in common.batches(common.Photographs(given.catalog, strongest), given):
            net(batch).amax(1).sum().backward()
            values += importance(latent.value.detach(), latent.value.grad, channel, dictionary, element).tolist()
        rows += [[given.model, layer, channel, basis, element, *pair] for pair in zip(strongest, values)]
    header = ["model", "layer", "channel", "basis", "element", "image", "importance"]
    common.write(out, header, rows)


def main():
    parser = common.options(__doc__, "weights", "elements")
    parser.add_argument("--strongest", type=int, required=True)
    parser.add_argument("--model", default="resnet50_v1")
    given = common.parsed(parser)
    given.ranked = {basis: common.pools(given.elements / "pools.csv", basis) for basis in ("neuron", "craft")}
    net = common.network(given.weights, given.channels_last)
    common.reported(lambda: run(given, net, given.elements, given.out))


if __name__ == "__main__":
    main()
