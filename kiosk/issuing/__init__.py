"""Taking a number: the state machine, the hub's outbox, offline numbers, the kiosk's store and the ticket's paper.

``states`` and ``transition`` are pure; ``effects`` carries out what they decide.
"""
