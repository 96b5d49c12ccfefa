"""The city's channels, and which procedure a form is."""

from madoguchi.city import public as city
from madoguchi.engines.cases.public import FormMapping, Procedure
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.faults import OtherVersion, UnknownForm
from madoguchi.services.intake.package import Package


def channels() -> list[Channel]:
    return city.all_defined(Channel)


def channel_of(code: str) -> Channel:
    """Raises city.NotDefined."""
    return city.defined(Channel, code)


def procedure_for(channel: Channel, package: Package, *, any_version: bool = False) -> tuple[city.Version, FormMapping]:
    """The procedure in force that this form is, and how its items are named there. Raises UnknownForm, OtherVersion."""
    if channel.table is not None:
        form = next((one for one in channel.table.forms if one.form == package.form), None)
        version = city.current("procedure", form.procedure) if form else None
        if form is None or version is None:
            raise UnknownForm(form=package.form)
        return version, form
    for version in city.current_all("procedure"):
        procedure = version.definition
        if not isinstance(procedure, Procedure) or procedure.pittari is None or procedure.pittari.form != package.form:
            continue
        wanted = procedure.pittari.version
        if wanted and package.version != wanted and not any_version:
            raise OtherVersion(found=package.version or "―", expected=wanted)
        return version, procedure.pittari
    raise UnknownForm(form=package.form)
