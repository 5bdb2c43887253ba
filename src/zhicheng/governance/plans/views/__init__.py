from django.http import HttpRequest, HttpResponse


def index(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("x")
