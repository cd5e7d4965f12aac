"""Finds a peer's fastest batch size, layout and number of decoding workers, and writes them as options."""

import json
import time

import common
import extract

BATCHES = (1, 4, 8, 16, 32)
SAMPLE = 96


def rate(given, images):
    net = common.network(given.weights, given.channels_last)
    run = extract.runner(given, net, given.sites)
    extract.means(given, run, images[: 2 * given.batch])  # the engine compiles in the first passes
    start = time.perf_counter()
    extract.means(given, run, images)
    return len(images) / (time.perf_counter() - start)


def main():
    parser = common.options(__doc__, "weights", "units")
    parser.add_argument("--frozen", action="store_true")
    given = common.parsed(parser)
    given.sites = {layer for layer, _ in common.units(given.units)}
    images = common.images(given.catalog)[:SAMPLE]
    rates = {}

    def tried(batch, channels_last, workers):
        given.batch, given.channels_last, given.workers = batch, channels_last, workers
        rates[batch, channels_last, workers] = rate(given, images)
        print(f"batch {batch}, channels last {channels_last}, workers {workers}:"
              f" {rates[batch, channels_last, workers]:.1f} images/s", flush=True)

    for channels_last in (False, True):
        for batch in BATCHES:
            tried(batch, channels_last, 1)
    batch, channels_last, _ = max(rates, key=rates.get)
    tried(batch, channels_last, 2)
    batch, channels_last, workers = max(rates, key=rates.get)
    best = ["--batch", str(batch), "--workers", str(workers)] + ["--channels-last"] * channels_last
    given.out.write_text(json.dumps({"options": best, "images_per_second": max(rates.values())}))


if __name__ == "__main__":
    main()
