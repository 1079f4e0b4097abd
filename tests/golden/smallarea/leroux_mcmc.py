"""The golden figures of Leroux' model at counts of 0 to 5, by a long Markov chain.

An independence Metropolis chain: sd and share on a fine grid, coefficient and differences proposed
from a normal approximation at each of its points, accepted by the exact likelihood and priors. It
shares no code with the library. `python leroux_mcmc.py` writes leroux_mcmc.csv (a minute).

Priors: sd^2 exponential with mean 2 SD_PRIOR^2, share uniform.
Data: lip cancer in Scotland with a quarter of the cases, rounded down, and of the expected ones.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special

HERE = Path(__file__).resolve().parent
STEPS = 400_000
SD_PRIOR = 2.5
FREE = 100.0


def data() -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    table = pd.read_csv(HERE / "scottish_lip_cancer.csv", dtype={"district": str})
    lines = (HERE / "scottish_lip_cancer.gal").read_text().splitlines()[1:]
    links = pd.DataFrame(0.0, table.district, table.district)
    for head, others in zip(lines[::2], lines[1::2], strict=True):
        links.loc[head.split()[0], others.split()] = 1.0
    cases = np.floor(table.cases.to_numpy() / 4)
    return cases, table.expected.to_numpy() / 4, links.to_numpy(), list(table.district)


def normal_around_the_mode(y, expected, q, middle):
    """Of the constant and the differences; its Cholesky root is that of the covariance."""
    n = len(y)
    prior = np.zeros((n + 1, n + 1))
    prior[0, 0], prior[1:, 1:] = FREE**-2, q
    design = np.column_stack([np.ones(n), np.eye(n)])
    x = np.zeros(n + 1)
    x[0] = middle
    centre = x.copy()
    for _ in range(60):
        mu = expected * np.exp(design @ x)
        curve = design.T * mu @ design + prior
        x = x + np.linalg.solve(curve, design.T @ (y - mu) - prior @ (x - centre))
    return x, np.linalg.cholesky(np.linalg.inv(curve)), prior, centre, design


def main() -> None:
    y, expected, links, districts = data()
    n = len(y)
    laplacian = np.diag(links.sum(1)) - links
    middle = np.log((y.sum() + 0.5) / expected.sum())
    dice = np.random.default_rng(20240611)
    points = []
    for log_sd in np.arange(-5.0, 2.3, 0.15):
        for logit in np.arange(-6.0, 9.1, 0.3):
            sd, share = np.exp(log_sd), special.expit(logit)
            q = (share * laplacian + (1 - share) * np.eye(n)) / sd**2
            x, root, prior, centre, design = normal_around_the_mode(y, expected, q, middle)
            log_prior = 2 * log_sd - 0.5 * (sd / SD_PRIOR) ** 2 + np.log(share * (1 - share))
            log_prior += 0.5 * np.linalg.slogdet(q)[1]
            linear = design @ x
            top = y @ linear - expected @ np.exp(linear) - 0.5 * (x - centre) @ prior @ (x - centre)
            likely = log_prior + top + np.log(np.diag(root)).sum()
            points.append((likely, sd, share, x, root, prior, log_prior))
    likely = np.array([point[0] for point in points])
    chance = np.exp(likely - likely.max())
    chance /= chance.sum()
    drawn = dice.multinomial(STEPS, chance)
    rates, weights, hyper = [], [], []
    for times, p, (_, sd, share, x, root, prior, log_prior) in zip(
        drawn, chance, points, strict=True
    ):
        if times == 0:
            continue
        z = dice.normal(size=(times, n + 1))
        one = x + z @ root.T
        away = one - centre
        linear = one @ design.T
        exact = linear @ y - np.exp(linear) @ expected
        exact -= 0.5 * np.einsum("ij,jk,ik->i", away, prior, away)
        proposed = -0.5 * (z**2).sum(1) - np.log(np.diag(root)).sum() + np.log(p)
        weights.append(exact + log_prior - proposed)
        rates.append(np.exp(linear))
        hyper.append(np.tile([sd, share], (times, 1)))
    order = dice.permutation(STEPS)
    weight, rate = np.concatenate(weights)[order], np.concatenate(rates)[order]
    both = np.concatenate(hyper)[order]
    kept = np.empty(STEPS, dtype=int)
    now, accepted = 0, 0
    for step, luck in enumerate(np.log(dice.uniform(size=STEPS))):
        if luck < weight[step] - weight[now]:
            now, accepted = step, accepted + 1
        kept[step] = now
    kept = kept[1000:]
    everything = np.column_stack([rate, both])[kept]
    batches = np.array_split(everything, 50)
    error = np.std([batch.mean(0) for batch in batches], axis=0) / np.sqrt(50)
    low, high = np.quantile(everything, [0.025, 0.975], axis=0)
    found = pd.DataFrame(
        {"mean": everything.mean(0), "lower": low, "upper": high, "error_of_mean": error},
        index=pd.Index([*districts, "sd", "share"], name="district"),
    )
    found.to_csv(HERE / "leroux_mcmc.csv", float_format="%.5g")
    print(f"accepted {accepted / STEPS:.3f}; errors {(error / found['mean']).max():.4f}")


if __name__ == "__main__":
    main()
