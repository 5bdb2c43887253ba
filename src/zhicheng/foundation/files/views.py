"""How a file comes in from a form, and how it leaves: always as a download, never inline, never as something
a browser runs.

There is no address for files as such: the room that attached a file checks its own permission and
answers with ``download``.
"""

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.rules import clean_name


def brought(file: UploadedFile) -> Upload:
    """A file of a form as the actions take it, from its beginning: the form may have read it before."""
    file.seek(0)
    return Upload(file.name or "", file)  # type: ignore[arg-type]  # reads like a BinaryIO


def brought_if_any(file: UploadedFile | None) -> Upload | None:
    """As ``brought``, of a field that may be left empty."""
    return brought(file) if file else None


def download(file: StoredFile, name: str) -> FileResponse:
    """The response with the content, under the name that it was attached with."""
    path = path_of(file.sha256)
    if not path.is_file():
        raise Http404(_("文件内容已不在存储中，请与系统管理员联系。"))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=clean_name(name))
    response["Content-Type"] = (
        "application/octet-stream" if file.media_type == "text/html" else file.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
