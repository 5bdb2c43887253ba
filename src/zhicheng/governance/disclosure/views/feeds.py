"""What is new as Atom and RSS; what search engines ask for."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext

from zhicheng.governance.disclosure import queries
from zhicheng.governance.disclosure.queries import News
from zhicheng.governance.disclosure.views.kept import public_file


class _Rss(Feed):  # type: ignore[type-arg]  # generic in the stubs alone
    feed_type: type[SyndicationFeed] = Rss201rev2Feed

    def title(self) -> str:
        return gettext("%(city)s知识产权工作公开信息") % {"city": settings.CITY_NAME}

    def link(self) -> str:
        return reverse("disclosure:home")

    def description(self) -> str:
        return gettext("新公开的工作方案和报告、新填报的指标数值。")

    subtitle = description

    def items(self) -> Sequence[News]:
        return queries.news(timezone.localdate())

    def item_title(self, item: News) -> str:
        return item.title

    def item_description(self, item: News) -> str:
        return item.said

    def item_link(self, item: News) -> str:
        return item.url

    def item_pubdate(self, item: News) -> datetime:
        return item.at

    def item_updateddate(self, item: News) -> datetime:
        return item.at

    def item_guid(self, item: News) -> str:
        return f"zhicheng:{item.key}"

    item_guid_is_permalink = False


class _Atom(_Rss):
    feed_type = Atom1Feed


@public_file
def rss(request: HttpRequest) -> HttpResponse:
    return _in_chinese(_Rss(), request)


@public_file
def atom(request: HttpRequest) -> HttpResponse:
    return _in_chinese(_Atom(), request)


def _in_chinese(feed: _Rss, request: HttpRequest) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        return feed(request)


@public_file
def site_map(request: HttpRequest) -> HttpResponse:
    """The public pages, for search engines."""
    today = timezone.localdate()
    plans = queries.plans_seen(today)
    paths = [
        reverse("disclosure:home"),
        reverse("disclosure:data"),
        *(reverse("disclosure:plan", args=[seen.plan.pk]) for seen in plans),
        *(
            reverse("disclosure:target", args=[seen.target.pk])
            for seen in queries.targets_of(plans, today)
        ),
        *(
            reverse("disclosure:report", args=[seen.report.pk])
            for seen in queries.reports_seen(today)
        ),
    ]
    pages = [request.build_absolute_uri(path) for path in paths]
    return render(
        request, "disclosure/sitemap.xml", {"pages": pages}, content_type="application/xml"
    )


@public_file
def robots(request: HttpRequest) -> HttpResponse:
    """Only what is public is for search engines."""
    home = reverse("disclosure:home")
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('disclosure:office')}",
        f"Allow: {home}",
        "Allow: /static/",
        "Disallow: /",
        f"Sitemap: {request.build_absolute_uri(reverse('disclosure:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
