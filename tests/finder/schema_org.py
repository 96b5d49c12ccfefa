"""What schema.org says of the types that our pages use (release 30.0): names of properties, and which things may stand there.

Only what we use or may soon use; look a further name up on https://schema.org/TYPE before it is added here.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

THING = {"name", "description", "url", "identifier", "image", "sameAs", "alternateName"}
PLACE = THING | {"address", "geo", "telephone", "openingHoursSpecification", "publicAccess", "containedInPlace"}
PROPERTIES = {
    "GovernmentService": THING
    | {"provider", "serviceOperator", "areaServed", "audience", "availableChannel", "serviceType", "jurisdiction", "offers"},
    "GovernmentOrganization": THING | {"address", "telephone", "email", "parentOrganization", "contactPoint", "areaServed"},
    "AdministrativeArea": PLACE,
    "Place": PLACE,
    "Audience": THING | {"audienceType", "geographicArea"},
    "ServiceChannel": THING
    | {"serviceUrl", "servicePhone", "serviceLocation", "servicePostalAddress", "availableLanguage", "processingTime"},
    "ContactPoint": THING | {"telephone", "email", "contactType", "availableLanguage", "hoursAvailable"},
    "PostalAddress": THING | {"addressCountry", "addressRegion", "addressLocality", "postalCode", "streetAddress"},
    "Event": THING
    | {"startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "organizer", "offers", "isAccessibleForFree"}
    | {"maximumAttendeeCapacity", "remainingAttendeeCapacity", "inLanguage", "audience"},
    "Offer": THING | {"price", "priceCurrency", "availability", "validFrom"},
}
NEEDED = {
    "GovernmentService": {"name", "url", "provider"},
    "GovernmentOrganization": {"name"},
    "AdministrativeArea": {"name"},
    "Place": {"name"},
    "Audience": {"audienceType"},
    "ServiceChannel": {"serviceUrl"},
    "ContactPoint": {"telephone"},
    "PostalAddress": {"addressCountry", "streetAddress"},
    "Event": {"name", "startDate", "location"},
    "Offer": {"price", "priceCurrency"},
}
"""Without these a search engine can do nothing with it."""
THINGS = {
    "address": {"PostalAddress"},
    "areaServed": {"AdministrativeArea", "Place"},
    "audience": {"Audience"},
    "availableChannel": {"ServiceChannel"},
    "location": {"Place", "PostalAddress"},
    "offers": {"Offer"},
    "organizer": {"GovernmentOrganization"},
    "parentOrganization": {"GovernmentOrganization"},
    "provider": {"GovernmentOrganization"},
    "serviceLocation": {"Place"},
    "serviceOperator": {"GovernmentOrganization"},
    "servicePhone": {"ContactPoint"},
}
TEXTS_TOO = {"address", "areaServed", "location"}
"""Where words may stand in place of a thing."""
ADDRESSES = {"url", "serviceUrl", "sameAs", "image", "eventStatus", "eventAttendanceMode"}
MOMENTS = {"startDate", "endDate", "validFrom"}


def wrong_in(data: Any) -> list[str]:
    """Everything in a block of linked data that schema.org does not know, or that means nothing."""
    if data.get("@context") != "https://schema.org":
        return ["it does not say that it speaks schema.org"]
    return list(_wrong({key: value for key, value in data.items() if key != "@context"}, ""))


def _wrong(thing: dict[str, Any], where: str) -> Any:
    kind = thing.get("@type", "")
    if kind not in PROPERTIES:
        yield f"{where or 'it'} is a {kind!r}, of which this test knows nothing"
        return
    for name in sorted(NEEDED[kind] - thing.keys()):
        yield f"{where}{kind} has no {name}"
    for name, value in thing.items():
        if name == "@type":
            continue
        here = f"{where}{kind}.{name}"
        if name not in PROPERTIES[kind]:
            yield f"{here} is no property of schema.org"
        yield from _wrong_value(name, value, here)


def _wrong_value(name: str, value: Any, here: str) -> Any:
    if isinstance(value, dict):
        if value.get("@type") not in THINGS.get(name, ()):
            yield f"{here} is a {value.get('@type')}, not {' or '.join(sorted(THINGS.get(name, {'a text'})))}"
        yield from _wrong(value, f"{here} → ")
    elif name in THINGS and name not in TEXTS_TOO:
        yield f"{here} is {value!r}, not {' or '.join(sorted(THINGS[name]))}"
    elif value in ("", None, []):
        yield f"{here} is empty"
    elif name in ADDRESSES and not (urlsplit(value).scheme in {"http", "https"} and urlsplit(value).netloc):
        yield f"{here} is no whole address: {value!r}"
    elif name in MOMENTS and datetime.fromisoformat(value).utcoffset() is None:
        yield f"{here} does not say in which time zone: {value!r}"
