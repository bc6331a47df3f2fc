"""``antrean tour``: one whole visit on the real processes and windows, and what drives windows and browser for it."""
