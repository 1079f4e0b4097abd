# Leroux, Poisson, three covariates, a square with eight neighbours an area: TMB with the template
# of tests/oracle, best sd and share and the standard errors of all areas, in processor time.
#
# Rscript benchmarks/peers/spatial_model_peer.R SIDE      (packages as for ./dev oracle)
suppressPackageStartupMessages({
  library(TMB)
  library(Matrix)
})
side <- as.integer(commandArgs(trailingOnly = TRUE)[1])
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
work <- tempfile("peer")
dir.create(work)
file.copy(file.path(here, "../../tests/oracle/spatial_count.cpp"), work)
compile(file.path(work, "spatial_count.cpp"), flags = "-O2 -w")
dyn.load(dynlib(file.path(work, "spatial_count")))

set.seed(7)
n <- side^2
i <- (seq_len(n) - 1) %/% side
j <- (seq_len(n) - 1) %% side
pairs <- do.call(rbind, lapply(list(c(0, 1), c(1, 0), c(1, 1), c(1, -1)), function(step) {
  inside <- i + step[1] < side & j + step[2] >= 0 & j + step[2] < side
  cbind(which(inside), (i[inside] + step[1]) * side + j[inside] + step[2] + 1)
}))
links <- sparseMatrix(c(pairs[, 1], pairs[, 2]), c(pairs[, 2], pairs[, 1]), x = 1, dims = c(n, n))
x <- j / side
y <- i / side
chance <- rnorm(n)
linear <- -2.3 + 0.3 * x + 0.1 * chance + 0.4 * sin(9 * x * y + 3 * y) + 0.25 * rnorm(n)
base <- 10 + sample.int(190, n, TRUE)
count <- rpois(n, base * exp(linear))
given <- list(
  count = count, base = base, design = cbind(1, scale(cbind(x - y, sin(20 * x), chance))),
  links = as(links, "generalMatrix"), sums = as(Diagonal(n, rowSums(links)), "generalMatrix"),
  identity = as(Diagonal(n), "generalMatrix"), structure = 1L, binomial = 0L, most_share = 1
)
for (name in c("links", "sums", "identity")) given[[name]] <- as(given[[name]], "CsparseMatrix")
start <- list(coefficient = c(log(sum(count) / sum(base)), 0, 0, 0), field = rep(0, n),
              log_sd = log(0.4), logit_share = 0)
used <- system.time({
  fit <- MakeADFun(given, start, random = c("coefficient", "field"), DLL = "spatial_count",
                   silent = TRUE)
  best <- nlminb(fit$par, fit$fn, fit$gr)
})
errors <- system.time(report <- sdreport(fit))
cat(sprintf("%d areas: fit %.1f s, errors %.1f s of processor time; sd %.4f, share %.4f, %d evaluations\n",
            n, sum(used[c(1, 2)]), sum(errors[c(1, 2)]), exp(best$par[[1]]), plogis(best$par[[2]]),
            best$evaluations[[1]]))
