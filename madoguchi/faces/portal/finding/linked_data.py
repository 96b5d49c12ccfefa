"""schema.org for robots: a procedure or topic as GovernmentService, what can be visited as Event."""

from typing import Any

from madoguchi.city.public import CityInfo, Department, city
from madoguchi.core.links.public import link_to


def service(kind: str, one: Any, department: Department | None, language: str) -> dict[str, Any]:
    info = city()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": one.title.in_(language),
        "url": link_to(kind, one.code, language=language),
        "serviceOperator": operator(info, department, language),
        "areaServed": {"@type": "AdministrativeArea", "name": info.name.in_(language)},
        "availableLanguage": [name for name in ("ja", "en") if name in info.languages],
    }
    if one.summary:
        data["description"] = one.summary.in_(language)
    facts = getattr(one, "facts", None)
    if facts:
        data["audience"] = {"@type": "Audience", "audienceType": facts.who.in_(language)}
    return data


def operator(info: CityInfo, department: Department | None, language: str) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": info.name.in_(language),
        "url": info.url,
        "telephone": info.phone,
        "address": {"@type": "PostalAddress", "postalCode": info.postal_code, "streetAddress": info.address.in_(language)},
    }
    if department is None:
        return whole
    named = department.name.in_(language)
    return {"@type": "GovernmentOrganization", "name": named, "telephone": department.phone, "parentOrganization": whole}


def events(bookable: Any, slots: list[Any], language: str) -> list[dict[str, Any]]:
    """The times at which an event or a class takes place; nothing for what is no event."""
    if bookable.kind.value not in {"event", "class"}:
        return []
    place = {"@type": "Place", "name": bookable.place.name.in_(language)}
    if bookable.place.address:
        place["address"] = bookable.place.address.in_(language)
    return [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": bookable.title.in_(language),
            "description": bookable.summary.in_(language) if bookable.summary else bookable.title.in_(language),
            "startDate": slot.starts_at.isoformat(),
            "endDate": slot.ends_at.isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": place,
            "organizer": operator(city(), None, language),
            "url": link_to("bookable", bookable.code, language=language),
        }
        for slot in slots
    ]
