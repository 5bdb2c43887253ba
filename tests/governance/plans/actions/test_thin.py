from zhicheng.governance.plans.models import Version


def test_thin(draft: Version) -> None:
    for item in draft.items.all():
        print(item.kind, item.path, item.values)
    for name in draft.unit_names.all():
        print(name.name, name.settled, name.basis, [str(u) for u in name.units.all()])
    for doubt in draft.doubts.all():
        print(doubt.kind, doubt.why, doubt.quote, doubt.item)
    print(draft.title, draft.period_start, draft.period_end)
