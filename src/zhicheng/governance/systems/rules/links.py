"""Where a system runs: an https address, or a path of a room of this product."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 300
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))+")
_BAD = _("地址应以 https:// 开头，例如 https://ip.example.cn/platform；本系统内的页面以 / 开头。")


def link_faults(link: str, reason: str, is_page: Callable[[str], bool]) -> dict[str, str]:
    """What is wrong with a link, or with its absence: field → message (Chinese). Empty when all is well.

    link, reason: as typed, stripped; the reason why there is no link. is_page: whether a path is one of
    this product's pages.
    """
    if link and reason:
        return {"no_link": gettext("已填写运行地址，请删去没有地址的原因；二者只填一项。")}
    if not link:
        return {} if reason else {"link": gettext("请填写运行地址；没有地址的，写明原因。")}
    fault = _fault(link, is_page)
    return {"link": fault} if fault else {}


def _fault(link: str, is_page: Callable[[str], bool]) -> str:
    if len(link) > LONGEST:
        return gettext("地址请不要超过 %(longest)s 个字符。") % {"longest": LONGEST}
    if any(not c.isprintable() or c.isspace() or c == "\\" for c in link):
        return gettext("地址中不能有空格、换行、不可见字符或反斜线。")
    if link.startswith("/") and not link.startswith("//"):
        return "" if is_page(urlsplit(link).path) else gettext("本系统没有这个页面，请检查路径。")
    return "" if _is_https(link) else str(_BAD)


def _is_https(link: str) -> bool:
    """A host with a name, no user in front of it; a port may follow. ``javascript:`` and the like are none."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    named = bool(_HOST.fullmatch(_ascii(host)))
    return parts.scheme == "https" and named and "@" not in parts.netloc and port != 0


def _ascii(host: str) -> str:
    """A Chinese domain name as the network knows it; empty for what is none."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
