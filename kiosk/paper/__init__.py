"""The paper that a visitor takes along: what it says, as bytes for a printer, as a picture, and the printers.

``receipt`` (what it says) → ``encode`` (bytes) → ``printers`` (paper) or ``render`` (picture). No Qt here.
"""
