"""Under which terms open data may be used."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SOURCE: Final = _("知识产权工作联席会议办公室")
TERMS: Final = _(
    "可以免费查阅、复制、传播和加工使用，包括用于商业目的；请注明来源单位和数据日期，不得篡改后仍称原始数据。数据按填报情况逐日更新，以来源单位发布的正式文件为准。"
)
