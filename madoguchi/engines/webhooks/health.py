"""What webhooks say of their own state: hooks that were paused, and hooks whose system may not read any more."""

from collections.abc import Iterator
from datetime import datetime

from madoguchi.core.health import Finding, examines, ok, warning
from madoguchi.engines.people.public import machine_actor
from madoguchi.engines.webhooks.models import Hook, Why
from madoguchi.engines.webhooks.planning import READ


@examines("webhooks.reached")
def reached(at: datetime) -> Iterator[Finding]:
    hooks = list(Hook.objects.filter(ended_at=None).select_related("machine"))
    paused = [hook for hook in hooks if hook.paused_at and hook.paused_why != Why.BY_HAND]
    for hook in paused:
        yield warning(
            f"知らせ先（{hook.machine.name}）への知らせを止めています: {hook.get_paused_why_display()}。"
            "窓口の「ほかのシステム」で直してください。"
        )
    for hook in hooks:
        by = machine_actor(hook.machine, at)
        if by is None or not by.may(READ):
            yield warning(f"知らせ先（{hook.machine.name}）には知らせていません: 鍵の期限が切れたか、権限がありません。")
    if hooks and not paused:
        yield ok(f"知らせ先は{len(hooks)}件です。")
