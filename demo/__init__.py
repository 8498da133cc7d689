"""What ``make demo`` runs: the sample corpus through the command line, and a look at what came out."""
