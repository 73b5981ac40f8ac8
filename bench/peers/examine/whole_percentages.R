# The published test of whole percentages in R: replicates of every station's counts, drawn by rbinom.
# Source of the method: Kobak, Shpilkin, Pshenichnikov, Annals of Applied Statistics 10:54, 2016.
# usage: Rscript whole_percentages.R TABLE.csv REPLICATES; the table has registered, ballots, counted, votes.
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1])
replicates <- as.integer(arguments[2])
set.seed(42)

keep <- with(table, counted > 0 & registered >= 100 & ballots / registered <= 0.99 & votes / counted <= 0.99)
table <- table[keep, ]
n <- nrow(table)
turnout <- table$ballots / table$registered
share <- table$votes / table$counted

whole <- function(count, of) {
  percent <- 100 * count / of
  abs(percent - round(percent)) <= 0.05
}

observed <- sum(whole(table$ballots, table$registered) | whole(table$votes, table$counted))
begun <- proc.time()
drawn <- vapply(seq_len(replicates), function(replicate) {
  ballots <- rbinom(n, table$registered, turnout)
  votes <- rbinom(n, table$counted, share)
  sum(whole(ballots, table$registered) | whole(votes, table$counted))
}, numeric(1))
spent <- proc.time() - begun
cat(sprintf('{"stations": %d, "observed": %d, "mean": %.6f, "sd": %.6f, "wall": %.4f, "cpu": %.4f, "version": "%s"}\n',
            n, observed, mean(drawn), sd(drawn), spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]],
            paste(R.version$major, R.version$minor, sep = ".")))
