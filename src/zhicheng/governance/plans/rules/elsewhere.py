"""Whose a plan is, from what was read of it: this city's, or one of elsewhere that is read for comparison."""

import re
from collections.abc import Collection
from typing import Final

_NAMED: Final = re.compile(
    r"(?!加快|推进|建设|全面|创建|打造|深入|关于)([\u4e00-\u9fff]{1,3}[^强全](?:市|省|州|盟))"
    r"(?=知识产权|国家知识产权|专利|商标|地理标志)"
)
"""A place at the head of a title, also one that no list has; 知识产权强市 and 加快城市 are none."""


def is_elsewhere(place: str | None, title: str, city: str, areas: Collection[str]) -> bool:
    """Whether a plan is surely of another city, or of a level above; in doubt it is this city's own.

    place: the area that the reader found in the frame of the plan, None where it found none: then the title
    tells. city: this city's name. areas: the names of its counties and zones, whose plans are its own as well.
    """
    found = _NAMED.match(title)
    whose = place or (found[1] if found else "")
    own = city.removesuffix("市") or city
    if not whose or own in whose or own in title:
        return False
    return not any(area in whose or area in title for area in areas)
