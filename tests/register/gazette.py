"""A page of an invented gazette, as a table."""

import io
from datetime import datetime
from functools import partial

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.register.imports import actions
from zhicheng.register.imports.models import Batch
from zhicheng.register.imports.rules import Policy

HEAD = "公开（公告）号,公开（公告）日,申请号,申请日,发明名称,申请（专利权）人,地址,分类号"
GOOD = (
    "CN109996307A,2019-07-09,201710601862.3,2017-07-21,一种示例方法,示例机械有限公司;示例大学,"
    "山东省济南市槐荫区示例路1号,H04W40/02"
)
MANGLED = "CN209000001U,2019-07-09,2.02E+12,2018-11-01,一种示例支架,示例机械有限公司,,F16B1/00"
EARLY = "CN209000002U,2019-07-09,,2020-11-01,一种示例夹具,示例机械有限公司,,F16B1/00"
NUMBERLESS = ",2019-07-09,,2018-11-01,无号,示例机械有限公司,,F16B1/00"


def gazette(*rows: str) -> actions.Upload:
    """The file with these rows."""
    return actions.Upload("公报.csv", io.BytesIO("\n".join((HEAD, *rows)).encode()))


def bring_gazette(by: User, at: datetime) -> Batch:
    """Try a file of which some rows go in, one with a doubt, and some do not."""
    file = gazette(GOOD, MANGLED, EARLY, NUMBERLESS)
    return actions.upload(upload=file, trial=True, by=by, at=at)


def bring_undone_and_stopped(by: User, at: datetime) -> None:
    """Two imports for good: one that was taken back, and one that stopped at its first row."""
    bring = partial(actions.upload, trial=False, by=by, at=at)
    undone = bring(upload=gazette(MANGLED.replace("0001U", "0005U")))
    bring(upload=gazette(NUMBERLESS), policy=Policy.STOP)
    while work_once("test", at=at):
        pass
    undone.refresh_from_db()
    actions.undo(batch=undone, reason="列错位", by=by, at=at)
