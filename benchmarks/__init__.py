"""How fast and how small Antrean is, against yardsticks of the same run: ``docs/benchmarks.md``."""
