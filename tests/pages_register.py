"""The pages of parties and rights: where somebody gets them, and who that is."""

from collections.abc import Iterator

from tests.naming import MAYOR, OFFICE, Page, page
from zhicheng.register.imports.models import Batch
from zhicheng.register.parties.models import Mandate, Party, Splitting, Writing
from zhicheng.register.rights.models import Event, Right


def register_pages() -> Iterator[Page]:
    """Every page of the register, in a city that ``tests.city.furnish`` has furnished."""
    yield from _parties()
    yield from _rights()
    yield from _imports()


def _parties() -> Iterator[Page]:
    person = Party.objects.get(kind="person", number__isnull=False)
    merged = Party.objects.filter(split_from=None).exclude(merged_into=None)[0]
    mandate, splitting = Mandate.objects.all()[0], Splitting.objects.get()
    party = mandate.party
    yield page("parties:list", MAYOR)
    yield page("parties:list", OFFICE)
    yield page("parties:party", mandate.user.username, party.pk)
    for shown in (party, person, merged.merged_into, splitting.party):
        assert shown
        yield page("parties:party", OFFICE, shown.pk)
    for route in ("add_organisation", "add_person", "queue"):
        yield page(f"parties:{route}", OFFICE)
    for route in ("change", "rename", "add_name", "merge", "split", "give_mandate"):
        yield page(f"parties:{route}", OFFICE, party.pk)
    for route in ("change", "set_number", "unmask"):
        yield page(f"parties:{route}", OFFICE, person.pk)
    for writing in Writing.objects.filter(party=None):
        yield page("parties:settle", OFFICE, writing.pk)
    yield page("parties:unmerge", OFFICE, merged.pk)
    yield page("parties:unsplit", OFFICE, splitting.pk)
    yield page("parties:end_mandate", OFFICE, mandate.pk)


def _rights() -> Iterator[Page]:
    pledged = Event.objects.filter(what="begun")[0].right
    retracted = Event.objects.exclude(retracted_on=None)[0].right
    unsettled = Right.objects.filter(holders__writing__party=None)[0]
    yield page("rights:list", MAYOR)
    yield page("rights:list", OFFICE, family="mark")
    for right in (pledged, retracted, unsettled):
        yield page("rights:right", OFFICE, right.pk)
    yield page("rights:right", MAYOR, pledged.pk, on="2021-06-01", known_on="2021-06-01")
    yield page("rights:add", OFFICE)
    for route in ("tell", "holders", "attach"):
        yield page(f"rights:{route}", OFFICE, pledged.pk)
    yield page("rights:retract", OFFICE, pledged.events.all()[0].pk)


def _imports() -> Iterator[Page]:
    batch = Batch.objects.filter(state="done", trial=True)[0]
    yield page("imports:list", OFFICE)
    yield page("imports:upload", OFFICE)
    yield page("imports:batch", OFFICE, batch.pk)
    yield page("imports:import", OFFICE, batch.pk)
    undone = Batch.objects.get(state="undone")
    yield page("imports:batch", OFFICE, undone.pk)
    yield page("rights:right", OFFICE, Right.objects.exclude(withdrawn_on=None)[0].pk)
    yield page("imports:undo", OFFICE, Batch.objects.filter(state="stopped")[0].pk)
