"""The kill storm: real sales in forked children that are killed at random moments. Run by
scripts/storm; what it showed is in docs/storm.md."""
