"""Do the intervals of spatial models hold what they promise where the model is true?

Maps drawn from the model itself: sd and share from their priors, differences from the structure's
own distribution, 5 to 500 people an area, a rate around 12 %. Averaged over them exact intervals
cover .95; what is missing from that is the fault of the computation (grid, approximation), what
other maps miss (coverage.cpp) is the fault of the model.

    python benchmarks/smallarea/calibration.py bym2 9 150   # structure, side of the square, maps
"""

import sys
import warnings

import numpy as np
import pandas as pd
from sozialraum import smallarea, spatial

SD_PRIOR = 0.4


def square(side: int) -> tuple[spatial.Weights, np.ndarray]:
    """Areas with up to eight neighbours, and the Laplacian of their links."""
    place = np.array([(i % side, i // side) for i in range(side * side)])
    links = (np.abs(place[:, None] - place).max(axis=2) == 1).astype(float)
    starts = np.concatenate([[0], np.cumsum(links.sum(axis=1))]).astype(int)
    others = np.nonzero(links)[1]
    codes = [f"{i:05}" for i in range(len(place))]
    weights = spatial.Weights(codes, starts, others, np.ones(len(others)))
    return weights, np.diag(links.sum(axis=1)) - links


def main(structure: str, side: int, maps: int) -> None:
    dice = np.random.default_rng(5)
    weights, laplacian = square(side)
    values, vectors = np.linalg.eigh(laplacian)
    n = len(values)
    spatial_part = vectors[:, 1:] / np.sqrt(values[1:])  # of variance diag below
    scale = np.exp(np.log((spatial_part**2).sum(axis=1)).mean())
    covered = 0
    for _ in range(maps):
        sd, share = SD_PRIOR * np.sqrt(2 * dice.exponential()), dice.uniform()
        if structure == "leroux":
            roots = np.sqrt(share * values + 1 - share)
            u = sd * vectors @ (dice.normal(size=n) / roots)
        else:
            smooth = spatial_part @ dice.normal(size=n - 1) / np.sqrt(scale)
            u = sd * (np.sqrt(1 - share) * dice.normal(size=n) + np.sqrt(share) * smooth)
        truth = 0.12 * np.exp(u)
        base = np.round(5 * 100 ** dice.uniform(size=n))
        count = pd.Series(dice.poisson(base * truth), weights.codes)
        fit = smallarea.spatial_model(
            count,
            pd.Series(base, weights.codes),
            weights,
            structure=structure,  # type: ignore[arg-type]
            sd_prior=SD_PRIOR,
            threads=1,
        )
        covered += int(((fit.lower <= truth) & (truth <= fit.upper)).sum())
    print(f"{structure}: {covered / (n * maps):.4f} of {n * maps:,}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
