"""Charts of the frames that the library returns, as Altair charts.

They come with the extra ``plot``. Each function takes the frame of the public function of the same
name, filtered as you like, and returns a chart to change further or to save.

Examples
--------
>>> import migrant_crisis_2021 as mc
>>> chart = mc.plot.series(mc.series("attempted_crossings", start="2021-11", end="2021-11"))
>>> chart.to_dict()["title"]["text"]
['Attempted crossings']
"""

from .conflicts import conflicts
from .files import save
from .map import map  # noqa: A004
from .series import series
from .stances import stances
from .timeline import timeline

__all__ = ["conflicts", "map", "save", "series", "stances", "timeline"]
