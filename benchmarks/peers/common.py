"""What the peers share: the network, the photographs and the tables, as a user of torchvision would write them."""

import argparse
import csv
import itertools
import json
import struct
import time
from pathlib import Path

import numpy as np
import torch
import torchvision
from PIL import Image, ImageOps
from torchvision import transforms
from torchvision.models.feature_extraction import create_feature_extractor

CROP, STRIDE = 64, 51  # Craft: patches of 64 pixels, each four fifths of that from the last

VIEW = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224)])
TENSOR = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)


def options(description, *more):
    """The options that every peer has, and some of its own."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("catalog", "out", *more):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2, help="of PyTorch")
    parser.add_argument("--workers", type=int, default=1, help="processes that decode")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--channels-last", action="store_true")
    return parser


def parsed(parser):
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    return given


def reported(work):
    """Says how long the work itself took: without Python's start, imports and the network's loading."""
    start = time.perf_counter()
    result = work()
    print(f"seconds {time.perf_counter() - start:.4f}", flush=True)
    return result


# The network


def tensors(file):
    """The tensors of a safetensors file: a length, a JSON header, and little-endian numbers."""
    with open(file, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(length))
        numbers = f.read()
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(numbers[start:end], kinds[entry["dtype"]]).reshape(entry["shape"])
        arrays[name] = torch.from_numpy(array.copy()).float()
    return arrays


def network(weights, channels_last):
    """ResNet-50 in its first version: the stride is on the 1x1 convolution."""
    net = torchvision.models.resnet50()
    for block in blocks(net).values():
        block.conv1.stride, block.conv2.stride = block.conv2.stride, block.conv1.stride
    missing, superfluous = net.load_state_dict(tensors(weights), strict=False)
    wrong = [name for name in missing if not name.endswith("num_batches_tracked")] + superfluous
    assert not wrong, f"{weights} is of another network: {wrong}"
    net.requires_grad_(False).eval()
    return net.to(memory_format=torch.channels_last) if channels_last else net


def blocks(net):
    bottleneck = torchvision.models.resnet.Bottleneck
    return {name: module for name, module in net.named_modules() if isinstance(module, bottleneck)}


def watch(net, see):
    """
    Forward hooks on the ReLUs: calls see(site, activation) in each pass, at every site in turn. What it returns, if
    anything, takes the activation's place. A block uses its one ReLU three times.
    """

    def hook(relu, sites):
        names = itertools.cycle(sites)
        return relu.register_forward_hook(lambda module, inputs, output: see(next(names), output))

    hooks = [hook(net.relu, ["bn1"])]
    for name, block in blocks(net).items():
        hooks.append(hook(block.relu, [f"{name}.bn{i}" for i in (1, 2, 3)]))
    return hooks


def until(net, site):
    """The network cut after a site: Craft's input_to_latent."""
    block, _, norm = site.rpartition(".")
    node = f"{block}.relu" + {"1": "", "2": "_1", "3": "_2"}[norm[-1]] if block else "relu"
    return create_feature_extractor(net, {node: "latent"})


# Photographs


class Photographs(torch.utils.data.Dataset):
    """Images of a catalog as the network's inputs."""

    def __init__(self, catalog, images, made=TENSOR):
        self.folder = catalog.parent / "images"
        self.images = images
        self.made = made

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        with Image.open(self.folder / self.images[index]) as image:
            return self.made(VIEW(ImageOps.exif_transpose(image).convert("RGB")))


def batches(dataset, given, size=None):
    """Batches of a dataset, decoded ahead by the workers, in the layout that was asked for."""
    loader = torch.utils.data.DataLoader(dataset, size or given.batch, num_workers=given.workers)
    for batch in loader:
        yield batch.to(memory_format=torch.channels_last) if given.channels_last else batch


# Tables and arrays


def read(file):
    with open(file, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def write(file, header, rows):
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def images(catalog):
    return [row["image"] for row in read(catalog)]


def units(file):
    """(layer, channel) of every unit, in the order of our tables."""
    return sorted((row["layer"], int(row["channel"])) for row in read(file))


def pools(file, basis, end="top"):
    """By unit its images from rank 1 on."""
    found = {}
    for row in read(file):
        if row["basis"] == basis and row["end"] == end:
            found.setdefault((row["layer"], int(row["channel"])), []).append(row["image"])
    return found


def write_means(folder, site, names, means):
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / f"{site}.npy", means)
    write(folder / f"{site}.csv", ["image"], [[name] for name in names])


def read_means(folders, site):
    """By image its mean activation (channels), from one folder a shard."""
    found = {}
    for folder in folders:
        rows = read(folder / f"{site}.csv")
        found.update(zip((row["image"] for row in rows), np.load(folder / f"{site}.npy")))
    return found
