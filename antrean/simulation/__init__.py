"""A drawn day of a hall: who comes when, how long each takes, and what the queue made of it."""
