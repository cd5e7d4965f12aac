"""Factorises one matrix several times with scikit-learn's coordinate descent."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from sklearn.decomposition import NMF


def factorised(a, k):
    """U, W and what the fit came to, from NNDSVDa as Craft's NMF starts."""
    model = NMF(k, init="nndsvda", solver="cd", tol=1e-4, max_iter=1000, random_state=0)
    u = model.fit_transform(a)
    w = model.components_
    error = float(np.linalg.norm(a.astype(np.float64) - u.astype(np.float64) @ w) / np.linalg.norm(a.astype(np.float64)))
    return u, w, {"relative_error": error, "iterations": model.n_iter_}


def write(folder, u, w, fit):
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "U.npy", u.astype(np.float32))
    np.save(folder / "W.npy", w.astype(np.float32))
    (folder / "fit.json").write_text(json.dumps(fit))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matrix", type=Path, required=True)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    a = np.load(given.matrix)
    factorised(a[:256], given.k)  # loads what it needs, as our side does
    start = time.perf_counter()
    for _ in range(given.times):
        result = factorised(a, given.k)
    print(f"seconds {(time.perf_counter() - start) / given.times:.4f}")
    write(given.out, *result)


if __name__ == "__main__":
    main()
