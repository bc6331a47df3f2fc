"""Every test of Antrean; the folders mirror the rooms."""

import os

from tests.support import testclock

# Before anything of ours is imported: it is read once.
os.environ[testclock.VARIABLE] = str(testclock.SHIFT.total_seconds())
