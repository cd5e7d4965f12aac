"""Small checkpoints as training scripts leave them, all of one network: w = [1, 2], b = [3].

    python3 make_checkpoints.py        (PyTorch 1.13, Debian 12)

writes checkpoints.csv (name, the file in base64).
"""
import argparse
import base64
import csv
import io
import pathlib

import numpy as np
import torch

NET = {"w": torch.tensor([1.0, 2.0]), "b": torch.tensor([3.0])}


def named(prefix):
    return {prefix + name: tensor for name, tensor in NET.items()}


FILES = {
    "tensor_beside": {"epoch": 1, "state_dict": NET, "best_acc1": torch.tensor(58.2), "optimizer": {}},
    "generator_beside": {"model": NET, "rng": torch.tensor([1, 2, 3])},
    "arguments_beside": {"model": NET, "args": argparse.Namespace(lr=0.1, out=pathlib.PosixPath("/x"))},
    "number_beside": {"model": NET, "best": np.float64(0.5)},
    "compiled": {"state_dict": named("_orig_mod.")},
    "compiled_parallel": {"state_dict": named("module._orig_mod.")},
    "lightning": {"state_dict": named("model.")},
    "averaged": {"n_averaged": torch.tensor(3), **named("module.")},
    "under_another_name": {"net": NET},
    "two_networks": {"state_dict_ema": NET, "state_dict": {n: t * 0 for n, t in NET.items()}},
}

with open("checkpoints.csv", "w", newline="") as out:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["name", "base64"])
    for name, content in FILES.items():
        file = io.BytesIO()
        torch.save(content, file)
        table.writerow([name, base64.b64encode(file.getvalue()).decode()])
