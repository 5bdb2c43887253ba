"""Whose a plan is, from what was read of it: this city's, or one of elsewhere that is read for comparison."""

from collections.abc import Collection


def is_elsewhere(place: str | None, title: str, city: str, areas: Collection[str]) -> bool:
    """Whether a plan is surely of another city, or of a level above; in doubt it is this city's own.

    place: the area that the reader found in the frame of the plan, None where it found none. city: this
    city's name. areas: the names of its counties and zones, whose plans are its own as well.
    """
    own = city.removesuffix("市") or city
    if not place or own in place or own in title:
        return False
    return not any(area in place or area in title for area in areas)
