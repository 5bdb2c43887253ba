"""The job that reads an uploaded document."""

from typing import Any

from django.utils import timezone

from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, handler
from zhicheng.foundation.jobs.rules import JobFailed
from zhicheng.governance.plans.actions.importing import READ, mark_unreadable, store_reading
from zhicheng.governance.plans.models import Version, VersionState

_STEPS = 4


@handler(READ)
def read_version(job: Job, progress: Progress) -> dict[str, Any]:
    """Open the file, read it, store the reading in one transaction. The same outcome the second time.

    Raises JobFailed, without another try, for a document that cannot be read: the version says why.
    """
    version = Version.objects.select_related("file").get(pk=job.payload["version"])
    if version.state == VersionState.READING:
        _read(version, progress)
    version.refresh_from_db(fields=["state", "problem"])
    if version.state == VersionState.UNREADABLE:
        raise JobFailed(version.problem)
    return {"version": version.pk, "items": version.items.count()}


def _read(version: Version, progress: Progress) -> None:
    # Here, because the reader takes a fifth of a second of every start, and only the worker needs it.
    from zhicheng.engines.plans import UnreadableDocument, read
    from zhicheng.engines.plans.formats import load_bytes

    try:
        progress(0, _STEPS, told("打开文件"))
        document = load_bytes(version.file_name, content(version.file))
        progress(1, _STEPS, told("识别章节、指标和任务"))
        reading = read(document)
    except UnreadableDocument as error:
        mark_unreadable(version=version.pk, problem=str(error), at=timezone.now())
        return
    progress(2, _STEPS, told("保存读取结果"))
    found = reading.to_dict()
    store_reading(version=version.pk, text=document.text, reading=found, at=timezone.now())
    progress(_STEPS, _STEPS, told("读取完毕"))
