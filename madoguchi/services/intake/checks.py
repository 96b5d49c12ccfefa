"""What `city check` says about a channel, beyond its form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error
from madoguchi.engines.cases.public import Procedure, check_mapping
from madoguchi.services.intake.definitions import Channel


def check_channel(channel: Channel, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", channel.department)
    if channel.table and channel.packages:
        yield error(("table",), "packages と table は、どちらか一つです。", "either packages or table, not both.", "two-layouts")
    for index, form in enumerate(channel.table.forms if channel.table else ()):
        where = ("table", "forms", index)
        yield from world.unknown((*where, "procedure"), "procedure", form.procedure)
        procedure = world.get(Procedure, form.procedure)
        if procedure is not None:
            yield from check_mapping(procedure, form, where)
    if channel.table is None:
        yield from check_forms(world)


def check_forms(world: World) -> Iterator[Finding]:
    """A form of the portal belongs to one procedure."""
    seen: dict[str, str] = {}
    for procedure in world.all(Procedure):
        form = procedure.pittari.form if procedure.pittari else ""
        if form and form in seen:
            yield error(
                ("packages",),
                f"様式「{form}」が、{seen[form]} と {procedure.code} の両方にあります。",
                f'the form "{form}" is claimed by {seen[form]} and {procedure.code}.',
                "form-twice",
            )
        seen.setdefault(form, procedure.code)
