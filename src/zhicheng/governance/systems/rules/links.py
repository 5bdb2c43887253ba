"""Where a system runs: an https address, or a path of a room of this product."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 300
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))+")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_NEAR: Final = (".localhost", ".localdomain", ".local")
_BAD = _("地址应以 https:// 开头，例如 https://ip.example.cn/platform；本系统内的页面以 / 开头。")


def link_faults(link: str, reason: str, is_page: Callable[[str], bool]) -> dict[str, str]:
    """What is wrong with a link, or with its absence: field → message (Chinese). Empty when all is well.

    link, reason: as typed, stripped; the reason why there is no link. is_page: whether a path is one of
    this product's pages that show something of the work.
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
        if is_page(urlsplit(link).path):
            return ""
        return gettext("本系统没有这个页面，或不是业务页面，请检查路径。")
    return _fault_of_https(link)


def _fault_of_https(link: str) -> str:
    """A host with a name, no user in front of it; a port may follow. ``javascript:`` and the like are none."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return str(_BAD)
    host = _ascii(parts.hostname or "")
    if parts.scheme != "https" or "@" in parts.netloc or port == 0:
        return str(_BAD)
    if _is_near(host):
        return gettext(
            "这是本机或内部网络的地址，其他人打不开；只在内网运行的，请在“没有地址的原因”中说明。"
        )
    return "" if _HOST.fullmatch(host) else str(_BAD)


def _is_near(host: str) -> bool:
    """Whether an address leads each reader to another place, or most to none: the reader's own machine, or a
    network inside (127.0.0.0/8, ::1, 10.0.0.0/8 …). Browsers also read 127.1 and 0x7f.0.0.1 as numbers."""
    if host == "localhost" or host.endswith(_NEAR):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return bool(_NUMBER.fullmatch(host.rpartition(".")[2]))


def _ascii(host: str) -> str:
    """A Chinese domain name as the network knows it; empty for what is none."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
