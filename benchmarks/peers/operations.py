"""Counts the additions and multiplications of one image's pass through the convolutions and the last layer."""

import json
import sys
from pathlib import Path

import torch

import common


def main():
    net = common.network(sys.argv[1], False)
    counted = []

    def count(layer, inputs, output):
        # Each output is the sum of as many products as a filter has weights.
        counted.append(2 * output.numel() * layer.weight[0].numel())

    for layer in net.modules():
        if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear)):
            layer.register_forward_hook(count)
    net(torch.zeros(1, 3, 224, 224))
    Path(sys.argv[2]).write_text(json.dumps(sum(counted)))


if __name__ == "__main__":
    main()
