from tests.shipped import load_once

load_once()
