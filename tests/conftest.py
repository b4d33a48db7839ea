import gc

from hypothesis import settings

from tests.shipped import load_once

load_once()
# No test is timed: a machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Tens of thousands of tests leave much that lives: to look for garbage in it again and again takes minutes.
gc.set_threshold(100_000, 50, 100)
