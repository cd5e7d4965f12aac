# Rscript golden.R > golden.json
# R 4.2.2, lme4 1.1-31, psych 2.2.9, jsonlite 1.8.4, boot 1.3-28 (Debian: r-base-core r-cran-lme4 r-cran-psych r-cran-jsonlite)
suppressMessages({library(lme4); library(jsonlite)})
set.seed(5)

# wilcox.test: Hodges-Lehmann estimate and interval, signed ranks
shift <- function(x, y) {
  w <- wilcox.test(x, y, conf.int = TRUE, exact = TRUE)
  list(x = x, y = y, estimate = unname(w$estimate), low = w$conf.int[1], high = w$conf.int[2])
}
paired <- function(d, exact) {
  w <- wilcox.test(d, conf.int = TRUE, exact = exact)
  list(d = d, exact = exact, w = unname(w$statistic), p = w$p.value,
       estimate = unname(w$estimate), low = w$conf.int[1], high = w$conf.int[2])
}

# psych::r.test: Williams' T2
williams <- function(n, xz, yz, xy) {
  r <- psych::r.test(n, r12 = xz, r13 = yz, r23 = xy)
  list(n = n, xz = xz, yz = yz, xy = xy, t = r$t, p = r$p)
}

# boot::boot.ci, type "bca"
bca <- function(x) {
  b <- boot::boot(x, function(v, i) mean(v[i]), R = 200000)
  ci <- boot::boot.ci(b, type = "bca", L = x - mean(x))$bca
  list(x = x, low = ci[4], high = ci[5])
}

# lme4::glmer, Laplace's approximation
mixed <- function(participants, units, seen, sd_participant, sd_unit) {
  depth <- (seq_len(units) - 1) / (units - 1)
  of_participant <- rnorm(participants, 0, sd_participant)
  of_unit <- rnorm(units, 0, sd_unit)
  d <- do.call(rbind, lapply(seq_len(participants), function(p) {
    u <- sort(sample(units, seen)); b <- p %% 2
    eta <- 0.8 + 0.5 * b + 0.3 * (depth[u] - 0.5) + 0.9 * b * (depth[u] - 0.5) + of_participant[p] + of_unit[u]
    data.frame(p = p - 1, u = u - 1, b = b, depth = depth[u] - 0.5, y = rbinom(seen, 1, plogis(eta)))
  }))
  m <- glmer(y ~ b * depth + (1 | p) + (1 | u), d, family = binomial,
             control = glmerControl(optimizer = "bobyqa", tolPwrss = 1e-13, optCtrl = list(rhoend = 1e-9, maxfun = 1e5)))
  s <- summary(m)
  list(participant = d$p, unit = d$u, basis = d$b, depth = d$depth, correct = d$y,
       coefficients = unname(fixef(m)), errors = unname(s$coefficients[, 2]),
       sd_participant = attr(VarCorr(m)$p, "stddev")[[1]], sd_unit = attr(VarCorr(m)$u, "stddev")[[1]],
       deviance = -2 * as.numeric(logLik(m)))
}

acc <- function(n, p) rbinom(n, 35, p) / 35
golden <- list(
  command = "Rscript golden.R",
  shift = list(shift(c(.8, .9, .95, .7), c(.6, .75, .5)), shift(round(rnorm(8), 3), round(rnorm(12, -.5), 3))),
  paired = list(paired(round(rnorm(9, .4), 3), TRUE), paired(round(rnorm(20, .2), 3), TRUE),
                paired(c(.1, .1, -.2, .3, .3, .4, -.1), FALSE)),
  williams = list(williams(80, .42, .10, .35), williams(12, -.2, .6, .1)),
  bca = list(bca(c(.6013, .7127, .8041, .7533, .9071, .5509, .9557, .8519, .8083, .7739)), bca(round(rnorm(40, .8, .1)^3, 4))),
  mixed = list(mixed(40, 20, 15, .8, .6), mixed(14, 30, 25, .5, .9), mixed(24, 16, 12, 0, .5)))
cat(toJSON(golden, digits = 17, auto_unbox = TRUE))
