"""The page behind a text: broken sentences put together, what is no text set aside, articles told apart.

>>> lay_out("●行业动态\\n钢铁产量增长\\n一季度，全国粗钢产量增长2%。").articles[0].title
'钢铁产量增长'
"""

from __future__ import annotations

from extract.layout.offsets import OffsetMap
from extract.layout.repair import Layout, lay_out

__all__ = ["Layout", "OffsetMap", "lay_out"]
