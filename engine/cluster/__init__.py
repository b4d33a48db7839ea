"""The same screening on an existing Dask cluster.

>>> from engine.cluster import screen_on
>>> run = screen_on("tcp://scheduler:8786", ["/shared/register"], "/shared/out")  # doctest: +SKIP
"""

from engine.cluster.run import screen_on

__all__ = ["screen_on"]
