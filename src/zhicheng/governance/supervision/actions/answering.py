"""Drafting an answer with its files, and sending it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_all
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.supervision.actions.orders import write
from zhicheng.governance.supervision.actions.steps import day_of, others, proof_of
from zhicheng.governance.supervision.models import Answer, AnswerFile, Order, OrderStep
from zhicheng.governance.supervision.permissions import order_capacities
from zhicheng.governance.supervision.queries import draft_of, order_facts, people_to_tell
from zhicheng.governance.supervision.rules import ORDER, TO_ANSWER, AnswerState, As

_CHANGED = _("同事刚刚修改了这份回复。您填写的内容没有丢失，请与最新草稿核对后再保存。")


def save_answer(
    *,
    order: Order,
    text: str,
    seen: int | None,
    by: User,
    at: datetime,
    uploads: Iterable[Upload] = (),
    remove: Collection[int] = (),
    hand_up: bool = False,
) -> Answer:
    """Save what the unit answers, not sent yet.

    seen: the version of the draft that the person had before them, None when there was none. remove: keys
    of files to take off again. hand_up: ask the unit's head to send it, which needs a text.

    The files are stored first, by hash; then everything is one transaction. Raises PermissionDenied;
    Refused when it is not the unit's turn; Overtaken when a colleague was quicker; ValidationError for an
    unsuitable file, in which case nothing is saved.
    """
    require("supervision.order_draft_answer", by, order)
    files = store_all(uploads, allowed=EVIDENCE, field="uploads")
    with transaction.atomic():
        draft = _save(order, text.strip(), files, remove, seen, by=by, at=at)
        if hand_up:
            _hand_up(draft, by=by, at=at)
    return draft


def answer(
    *,
    order: Order,
    text: str,
    seen: int | None,
    by: User,
    at: datetime,
    uploads: Iterable[Upload] = (),
    remove: Collection[int] = (),
) -> OrderStep:
    """Save and send in one: all of it, or nothing. Raises as ``save_answer`` and ``send_answer`` do."""
    require("supervision.order_send", by, order)
    with transaction.atomic():
        draft = save_answer(
            order=order, text=text, seen=seen, by=by, at=at, uploads=uploads, remove=remove
        )
        return send_answer(order=order, draft=draft, by=by, at=at)


@transaction.atomic
def send_answer(*, order: Order, draft: Answer, by: User, at: datetime) -> OrderStep:
    """Send a draft to the office: from now on it may not change. draft: as the head read it.

    Raises PermissionDenied; ValidationError for another order's draft; Refused, and Overtaken when order or
    draft have changed.
    """
    require("supervision.order_send", by, order)
    check_part(draft, order=order)
    found = apply(
        ORDER, order.state, "send", who=order_capacities(by, order), facts=order_facts(order, by)
    )
    seen = Answer.objects.filter(pk=draft.pk, state=AnswerState.DRAFT, version=draft.version)
    if seen.update(state=AnswerState.SENT, sent_by=by, sent_at=at, handed_up=False) != 1:
        raise Overtaken(_CHANGED)
    draft.refresh_from_db()
    return write(order, found, by=by, at=at)


def _save(
    order: Order,
    text: str,
    files: dict[StoredFile, str],
    remove: Collection[int],
    seen: int | None,
    *,
    by: User,
    at: datetime,
) -> Answer:
    state = Order.objects.select_for_update().get(pk=order.pk).state
    if state not in TO_ANSWER:
        raise Refused(_("督办单现在不在待回复状态，不能填写回复。"))
    found = draft_of(order)
    if (found.version if found else None) != seen:
        raise Overtaken(_CHANGED)
    draft = found or Answer(order=order)
    before = _audited(found) if found else {}
    draft.text, draft.handed_up, draft.version = text, False, draft.version + 1
    draft.drafted_by, draft.drafted_at = by, at
    draft.save()
    draft.files.filter(pk__in=remove).delete()
    for file, name in files.items():
        AnswerFile.objects.get_or_create(answer=draft, file=file, defaults={"name": name})
    record(
        by=by, at=at, verb="supervision.answer_save", subject=draft, before=before,
        after=_audited(draft),
    )  # fmt: skip
    return draft


def _hand_up(draft: Answer, *, by: User, at: datetime) -> None:
    """Ask the head to send. Raises ValidationError while there is no text."""
    if not draft.text:
        raise ValidationError({"text": _("请先填写办理情况，再提请报送。")})
    Answer.objects.filter(pk=draft.pk).update(handed_up=True)
    draft.handed_up = True
    order = draft.order
    notify(
        to=others(people_to_tell(order.unit, As.HEAD, on=day_of(at)), by),
        text=told(
            "督办单%(number)s“%(title)s”的回复已拟好，请审核报送",
            number=order.number,
            title=order.title,
        ),
        url=reverse("supervision:answer", args=[order.pk]),
        at=at,
    )
    after = {"version": draft.version}
    record(by=by, at=at, verb="supervision.answer_hand_up", subject=draft, after=after)


def _audited(answer: Answer) -> dict[str, Any]:
    return {
        "version": answer.version,
        "text_sha256": proof_of(answer.text),
        "files": list(answer.files.order_by("id").values_list("file__sha256", flat=True)),
    }
