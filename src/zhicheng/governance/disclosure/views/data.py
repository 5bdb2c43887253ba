"""Open data: the page with the dictionary, and the files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.governance.disclosure.files import FORMATS, dictionary, file_of
from zhicheng.governance.disclosure.queries import DATASETS, dataset_of
from zhicheng.governance.disclosure.terms import TERMS
from zhicheng.governance.disclosure.views.kept import public_file, public_page


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What there is to download, what each field means, and the terms."""
    return render(request, "disclosure/data.html", {"sets": DATASETS, "terms": TERMS})


@public_file
def file(request: HttpRequest, dataset: str, form: str) -> HttpResponse:
    """A data set as it stands today."""
    found = dataset_of(dataset)
    if found is None or form not in FORMATS:
        raise Http404(_("没有这个数据集。"))
    today = timezone.localdate()
    response = HttpResponse(file_of(found, form, today), content_type=FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="{dataset}-{today}.{form}"'
    return response


@public_file
def whole_dictionary(request: HttpRequest) -> HttpResponse:
    """The data dictionary, for programs."""
    return HttpResponse(dictionary(DATASETS), content_type=FORMATS["json"])
