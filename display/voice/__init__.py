"""The board's voice: what is said of a call, made into sound, and played in one zone, one call after another."""
