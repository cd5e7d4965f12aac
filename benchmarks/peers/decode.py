"""Decodes and preprocesses photographs with Pillow and torchvision, and sums each up in a row of a table."""

import zlib

import common


class Summed:
    """The view's bytes as a checksum, and the mean of the network's input that was made of it."""

    def __call__(self, view):
        tensor = common.TENSOR(view)
        return tensor, zlib.crc32(view.tobytes()), float(tensor.double().mean())


def main():
    parser = common.options(__doc__)
    given = common.parsed(parser)
    images = common.images(given.catalog)
    photographs = common.Photographs(given.catalog, images, Summed())
    photographs[0]  # loads what decoding needs, as our side does

    def work():
        rows = []
        loader = common.torch.utils.data.DataLoader(photographs, given.batch, num_workers=given.workers)
        for _, checksums, means in loader:
            rows += zip(checksums.tolist(), means.tolist())
        return rows

    rows = common.reported(work)
    common.write(given.out, ["image", "crc32", "mean"], [[image, *row] for image, row in zip(images, rows)])


if __name__ == "__main__":
    main()
