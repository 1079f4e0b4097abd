# Fits of small-area models by programs that share nothing with the library:
#   TMB      spatial_count.cpp, Laplace's approximation, coefficients integrated out
#   glmmTMB  independent areas, REML = TRUE
#   mgcv     gam(..., bs = "mrf", method = "REML"): the ICAR
#   spdep    EBest, EBlocal
#
# Rscript tests/oracle/models.R GOLDEN OUT     GOLDEN = tests/golden/smallarea, OUT = a CSV file
suppressPackageStartupMessages({
  library(TMB)
  library(glmmTMB)
  library(mgcv)
  library(spdep)
  library(Matrix)
})
arguments <- commandArgs(trailingOnly = TRUE)
golden <- arguments[1]
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))

work <- tempfile("oracle")
dir.create(work)
file.copy(file.path(here, "spatial_count.cpp"), work)
compile(file.path(work, "spatial_count.cpp"), flags = "-O1 -w")
dyn.load(dynlib(file.path(work, "spatial_count")))

# The areas stand in the order of the table.
neighbours <- function(file) {
  words <- strsplit(readLines(file), "[ \t]+")[-1]
  names <- vapply(words[seq(1, length(words) - 1, by = 2)], `[`, "", 1)
  links <- Matrix(0, length(names), length(names), sparse = TRUE, dimnames = list(names, names))
  for (k in seq(1, length(words) - 1, by = 2)) {
    links[words[[k]][1], words[[k + 1]]] <- 1
  }
  as(links, "generalMatrix")
}

rows <- list()
tell <- function(data, program, structure, model, covariate, what, value) {
  rows[[length(rows) + 1]] <<- data.frame(
    data = data, program = program, structure = structure, model = model,
    covariate = covariate, what = what, value = sprintf("%.10g", value)
  )
}

# ------------------------------------------------------------------------------------------- data

scotland <- read.csv(file.path(golden, "scottish_lip_cancer.csv"),
                     colClasses = c(district = "character"))
scotland$x <- scotland$aff / 10
scotland_links <- neighbours(file.path(golden, "scottish_lip_cancer.gal"))
sids <- read.csv(file.path(golden, "nc_sids_1974.csv"))
sids_links <- neighbours(file.path(golden, "..", "sids2_queen.gal"))

# -------------------------------------------------------------------------------------------- TMB

by_tmb <- function(data, count, base, x, links, structure, model) {
  n <- length(count)
  codes <- c(iid = 0L, leroux = 1L, proper_car = 2L)
  most <- if (structure == "proper_car") {
    1 / max(eigen(as.matrix(links), symmetric = TRUE, only.values = TRUE)$values)
  } else 1
  design <- if (is.null(x)) matrix(1, n, 1) else cbind(1, x)
  given <- list(
    count = count, base = base, design = design, links = links,
    sums = as(Diagonal(n, rowSums(links)), "generalMatrix"),
    identity = as(Diagonal(n), "generalMatrix"), structure = codes[[structure]],
    binomial = as.integer(model == "binomial"), most_share = most
  )
  for (name in c("links", "sums", "identity")) given[[name]] <- as(given[[name]], "CsparseMatrix")
  start <- list(coefficient = rep(0, ncol(design)), field = rep(0, n), log_sd = log(0.5),
                logit_share = 0)
  start$coefficient[1] <- if (model == "poisson") log(sum(count) / sum(base)) else
    qlogis(sum(count) / sum(base))
  fixed <- if (structure == "iid") list(logit_share = factor(NA)) else list()
  fit <- MakeADFun(given, start, random = c("coefficient", "field"), map = fixed,
                   DLL = "spatial_count", silent = TRUE, inner.control = list(tol = 1e-12))
  covariate <- if (is.null(x)) "no" else "yes"
  say <- function(what, value) tell(data, "TMB", structure, model, covariate, what, value)
  for (sd in c(0.3, 0.8)) {
    for (share in if (structure == "iid") NA else c(0.3, 0.9)) {
      at <- c(log(sd), if (!is.na(share)) qlogis(share))
      held <- if (is.na(share)) sprintf("log_likelihood sd=%g", sd) else
        sprintf("log_likelihood sd=%g share=%.10g", sd, share * most)
      say(held, -fit$fn(at))
    }
  }
  best <- nlminb(fit$par, fit$fn, fit$gr, control = list(rel.tol = 1e-14, x.tol = 1e-10))
  say("best log_likelihood", -best$objective)
  say("best sd", exp(best$par[["log_sd"]]))
  if (structure != "iid") say("best share", most * plogis(best$par[["logit_share"]]))
}

for (structure in c("iid", "leroux", "proper_car")) {
  by_tmb("scotland", scotland$cases, scotland$expected, scotland$x, scotland_links, structure,
         "poisson")
  by_tmb("scotland", scotland$cases, scotland$expected, NULL, scotland_links, structure, "poisson")
  by_tmb("sids", sids$deaths, sids$births, NULL, sids_links, structure, "binomial")
}

# ---------------------------------------------------------------------------------------- glmmTMB

scotland$district <- factor(scotland$district)
for (covariate in c("no", "yes")) {
  formula <- if (covariate == "yes") {
    cases ~ x + offset(log(expected)) + (1 | district)
  } else {
    cases ~ 1 + offset(log(expected)) + (1 | district)
  }
  fit <- glmmTMB(formula, scotland, family = poisson, REML = TRUE)
  tell("scotland", "glmmTMB", "iid", "poisson", covariate, "best log_likelihood",
       as.numeric(logLik(fit)))
  tell("scotland", "glmmTMB", "iid", "poisson", covariate, "best sd",
       attr(VarCorr(fit)$cond$district, "stddev")[[1]])
}

# ------------------------------------------------------------------------------------------- mgcv

penalty <- as.matrix(Diagonal(nrow(scotland), rowSums(scotland_links)) - scotland_links)
dimnames(penalty) <- list(levels(scotland$district), levels(scotland$district))
fit <- gam(cases ~ offset(log(expected)) + s(district, bs = "mrf", xt = list(penalty = penalty)),
           poisson, scotland, method = "REML",
           control = gam.control(epsilon = 1e-12, newton = list(conv.tol = 1e-10)))
scale <- fit$smooth[[1]]$S.scale
tell("scotland", "mgcv", "icar", "poisson", "no", "best sd", sqrt(scale / fit$sp[[1]]))

# ------------------------------------------------------------------------------------------ spdep

best <- EBest(sids$deaths, sids$births, family = "poisson")
local <- EBlocal(sids$deaths, sids$births, mat2listw(as.matrix(sids_links), style = "B")$neighbours)
for (i in seq_len(nrow(sids))) {
  tell("sids", "spdep", "EBest", "poisson", "no", sids$county[i], best$estmm[i])
  tell("sids", "spdep", "EBlocal", "poisson", "no", sids$county[i], local$est[i])
}

versions <- sapply(c("TMB", "glmmTMB", "mgcv", "spdep"),
                   function(name) as.character(packageVersion(name)))
out <- file(arguments[2], "w")
writeLines(c(sprintf("# R %s.%s; %s", R.version$major, R.version$minor,
                     paste(names(versions), versions, collapse = ", "))), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
