"""Which place a plan is of: that of its issuer or title, else the one that its preamble cites."""

import re

from zhicheng.engines.plans.facts.divisions import Place, leading_places, place_of
from zhicheng.engines.plans.reading import Doubt
from zhicheng.engines.plans.structure.frame import Frame
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Span

_CITED = re.compile(
    r"(?:中共)?(?P<place>[\u4e00-\u9fff]{2,14}?[市县区州盟旗])(?P<organ>委(?!员)|人民政府)"
)


def place_in(
    title: str | None, issuer: str | None, frame: Frame
) -> tuple[Place | None, list[Doubt]]:
    """The place, and a doubt where several bear its name or it had to be inferred."""
    context = "".join(one.text for one in frame.front)[:3000]
    named = (leading_places(fold(text)) for text in (issuer, title) if text)
    place = next((place_of(names, context) for names in named if names), None)
    if place is None:
        return _cited_place(frame, context)
    if place.code is not None:
        return place, []
    codes = "、".join(place.candidates)
    why = f"有{len(place.candidates)}个同名地区（{codes}），请选定行政区划代码"
    return place, [Doubt("", place.name, "place_code", "ambiguous", why, _where(frame, place.name))]


def _cited_place(frame: Frame, context: str) -> tuple[Place | None, list[Doubt]]:
    """The one place whose authorities the preamble names, where the frame names none."""
    cited = {
        one.text[found.start() : found.end("organ")]: one.span(*found.span("place"))
        for one in frame.front
        for found in _CITED.finditer(one.text)
    }
    named = {tuple(leading_places(name.removeprefix("中共"))): span for name, span in cited.items()}
    named.pop((), None)
    if len(named) != 1:
        return None, []
    ((names, span),) = named.items()
    why = f"文件未写明制发机关，地区取自文中所引“{names[-1]}”，请核对"
    doubt = Doubt("", names[-1], "place", "inferred", why, span)
    return place_of([*names], context), [doubt]


def _where(frame: Frame, name: str) -> Span:
    spots = ((one, one.text.find(name)) for one in (*frame.front, *frame.tail))
    return next((one.span(at, at + len(name)) for one, at in spots if at >= 0), (0, 0))
