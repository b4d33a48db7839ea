from hypothesis import settings

from tests.shipped import load_once

load_once()
# No test is timed: a machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
