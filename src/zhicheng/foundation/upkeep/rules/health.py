"""How an installation is judged: each finding well, doubtful or bad, with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from zhicheng.foundation.face.records import Text

_MEGABYTE = 1024 * 1024
_GIGABYTE = 1024 * _MEGABYTE
_ROOM_BAD, _ROOM_LOW = _GIGABYTE, 5 * _GIGABYTE
"""Free bytes below which the disk is full for a database that has to write, and getting so."""
_PARTS_BAD, _PARTS_LOW = 2, 10
"""The same in per cent of the whole disk, for small ones."""
_DRIFT = timedelta(minutes=1)
_SHOWN = 5


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. check: its fixed name. remedy: what to do, empty when all is well."""

    check: str
    title: Text
    state: State
    message: str
    remedy: str = ""


def judge_files(title: Text, count: int, spoilt: Sequence[str]) -> Finding:
    """Stored files held against their hashes. spoilt: the hashes of those that are gone or wrong."""
    if not spoilt:
        return Finding("files", title, State.OK, _("%(count)s 个文件与哈希相符") % {"count": count})
    return Finding(
        "files",
        title,
        State.BAD,
        _("%(count)s 个文件中有 %(spoilt)s 个缺失或被改动：%(names)s")
        % {"count": count, "spoilt": len(spoilt), "names": _some(spoilt)},
        _("从最近的备份中取出同名文件（files/ 下），放回数据目录的 files/ 下。"),
    )


def judge_chain(title: Text, count: int, faults: Sequence[str]) -> Finding:
    """The audit chain. count: of its rows."""
    if not faults:
        return Finding("audit", title, State.OK, _("完整，共 %(count)s 条") % {"count": count})
    return Finding(
        "audit",
        title,
        State.BAD,
        _("不完整，%(count)s 处问题：%(faults)s") % {"count": len(faults), "faults": _some(faults)},
        _(
            "核对 ZHICHENG_ENCRYPTION_KEY 是否为原来的密钥；密钥无误的，记录被改动过，请保留现场并报告审计人员。"
        ),
    )


def judge_migrations(title: Text, missing: Sequence[str], unknown: Sequence[str]) -> Finding:
    """missing: migrations of this version that the database lacks; unknown: the other way round."""
    if unknown:
        return Finding(
            "migrations",
            title,
            State.BAD,
            _("数据库的版本比程序新：%(names)s") % {"names": _some(unknown)},
            _("升级程序；不要用旧程序访问新数据库。"),
        )
    if missing:
        return Finding(
            "migrations",
            title,
            State.BAD,
            _("有 %(count)s 项变更未执行：%(names)s")
            % {"count": len(missing), "names": _some(missing)},
            _("先备份，再运行 zhicheng prepare。"),
        )
    return Finding("migrations", title, State.OK, _("没有未执行的变更"))


def judge_disk(title: Text, free: int, total: int) -> Finding:
    """Free room where the data stands, in bytes: absolutely little and little of the whole is bad."""
    said = _("可用 %(free)s GB，共 %(total)s GB") % {
        "free": f"{free / _GIGABYTE:.1f}",
        "total": f"{total / _GIGABYTE:.1f}",
    }
    share = 100 * free / total
    if free < _ROOM_BAD or share < _PARTS_BAD:
        return Finding(
            "disk", title, State.BAD, said, _("立即清理磁盘或扩容：写满后不能再保存数据。")
        )
    if free < _ROOM_LOW or share < _PARTS_LOW:
        return Finding("disk", title, State.WARN, said, _("尽快清理磁盘或扩容。"))
    return Finding("disk", title, State.OK, said)


def judge_clock(title: Text, now: datetime, database: datetime, last: datetime | None) -> Finding:
    """The machine's clock against that of the database and the last row of the audit chain (R-T-1).

    Dates of the ledger are days of 北京时间. last: None while nothing was done yet.
    """
    said = _("%(now)s（时区 %(zone)s）") % {
        "now": now.strftime("%Y-%m-%d %H:%M:%S"),
        "zone": now.strftime("%z"),
    }
    remedy = _("校准本机时钟（建议启用 NTP 自动对时），再核对期限和日期。")
    if now.utcoffset() != timedelta(hours=8):
        return Finding("clock", title, State.BAD, said + _("，不是北京时间"), remedy)
    if last is not None and last - now > _DRIFT:
        told = _("，早于最近一条审计记录（%(last)s）") % {
            "last": last.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
        }
        return Finding("clock", title, State.BAD, said + told, remedy)
    if abs(database - now) > _DRIFT:
        told = _("，与数据库服务器相差 %(seconds)s 秒") % {
            "seconds": round(abs(database - now).total_seconds())
        }
        return Finding("clock", title, State.WARN, said + told, remedy)
    return Finding("clock", title, State.OK, said)


def judge_jobs(title: Text, stuck: int, late: int, failed: int) -> Finding:
    """Background work. stuck: begun and silent; late: due for long; failed: given up within a week."""
    if stuck or late:
        return Finding(
            "jobs",
            title,
            State.BAD,
            _("%(stuck)s 项中断未续办，%(late)s 项到期未办") % {"stuck": stuck, "late": late},
            _("后台程序可能没有运行：检查 zhicheng worker（script/server 会自动启动它）。"),
        )
    if failed:
        return Finding(
            "jobs",
            title,
            State.WARN,
            _("近七天有 %(count)s 项未成功") % {"count": failed},
            _("在“后台任务”页查看原因，可以重新运行。"),
        )
    return Finding("jobs", title, State.OK, _("没有积压"))


def judge_folder(title: Text, closed: Sequence[str], open_to_others: Sequence[str]) -> Finding:
    """The data folder. closed: places where the product cannot write; open_to_others: readable by others."""
    if closed:
        return Finding(
            "folder",
            title,
            State.BAD,
            _("不能写入：%(places)s") % {"places": _some(closed)},
            _("把文件夹的所有者改为运行知城的用户（chown -R）。"),
        )
    if open_to_others:
        return Finding(
            "folder",
            title,
            State.WARN,
            _("本机其他用户可以读取：%(places)s") % {"places": _some(open_to_others)},
            _("收紧权限：chmod -R go= 数据目录。"),
        )
    return Finding("folder", title, State.OK, _("可以写入，其他用户不能读取"))


def worst(findings: Sequence[Finding]) -> State:
    """The state of the whole: that of its worst part."""
    states = {finding.state for finding in findings}
    return next((s for s in (State.BAD, State.WARN) if s in states), State.OK)


def _some(names: Sequence[str]) -> str:
    shown = "、".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else shown + _(" 等")
