"""Tell people; note that they have read."""

from collections.abc import Iterable
from datetime import datetime

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.models import Notice


def notify(*, to: Iterable[User], text: str, url: str, at: datetime) -> int:
    """Write one notice to each person, in the caller's transaction. Returns how many.

    url: a path within the product, or nothing. Raises ValueError for any other address: a notice never
    leads out of the house.
    """
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError(f"not a path within the product: {url}")
    people = {person.pk: person for person in to}
    Notice.objects.bulk_create(
        [Notice(to=person, text=text[:300], url=url, at=at) for person in people.values()]
    )
    return len(people)


def mark_read(*, by: User, at: datetime, notice: Notice | None = None) -> int:
    """Mark one notice, or all of one's notices, as read. Those of others stay untouched."""
    mine = Notice.objects.filter(to=by, read_at=None)
    if notice is not None:
        mine = mine.filter(pk=notice.pk)
    return mine.update(read_at=at)
