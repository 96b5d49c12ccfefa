"""schema.org for robots: a procedure or topic as GovernmentService, what can be visited as Event."""

from typing import Any

from madoguchi.city.public import CityInfo, Department, city
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.links.public import link_to


def service(kind: str, one: Any, department: Department | None, language: str) -> dict[str, Any]:
    """The city provides it, the department runs it, and this page is the way to it."""
    info = city()
    address = link_to(kind, one.code, language=language)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": one.title.in_(language),
        "url": address,
        "provider": whole(info, language),
        "areaServed": {"@type": "AdministrativeArea", "name": info.name.in_(language)},
        "availableChannel": channel(address, info, department, language),
    }
    if department is not None:
        data["serviceOperator"] = section(department, info, language)
    if one.summary:
        data["description"] = one.summary.in_(language)
    facts = getattr(one, "facts", None)
    if facts:
        data["audience"] = {"@type": "Audience", "audienceType": facts.who.in_(language)}
    return data


def whole(info: CityInfo, language: str) -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "name": info.name.in_(language),
        "url": info.url,
        "telephone": info.phone,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "addressRegion": info.prefecture.name.in_(language),
            "postalCode": info.postal_code,
            "streetAddress": info.address.in_(language),
        },
    }


def section(department: Department, info: CityInfo, language: str) -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "name": department.name.in_(language),
        "url": link_to("department", department.code, language=language),
        "telephone": department.phone,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": info.name.in_(language), "url": info.url},
    }


def channel(address: str, info: CityInfo, department: Department | None, language: str) -> dict[str, Any]:
    """On line, by telephone and at the counter."""
    data: dict[str, Any] = {
        "@type": "ServiceChannel",
        "serviceUrl": address,
        "availableLanguage": [name for name in ("ja", "en") if name in info.languages],
        "servicePhone": {"@type": "ContactPoint", "telephone": department.phone if department else info.phone},
    }
    if department is not None and department.counter:
        data["serviceLocation"] = {"@type": "Place", "name": department.place.in_(language)}
    return data


def events(bookable: Any, slots: list[Any], language: str) -> list[dict[str, Any]]:
    """The times at which an event or a class takes place; nothing for what is no event."""
    if bookable.kind.value not in {"event", "class"}:
        return []
    info, named = city(), bookable.place.name.in_(language)
    address = link_to("bookable", bookable.code, language=language)
    place = {"@type": "Place", "name": named, "address": bookable.place.address.in_(language) if bookable.place.address else named}
    return [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": bookable.title.in_(language),
            "description": bookable.summary.in_(language) if bookable.summary else bookable.title.in_(language),
            "startDate": in_tokyo(slot.starts_at).isoformat(),
            "endDate": in_tokyo(slot.ends_at).isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": place,
            "organizer": whole(info, language),
            "url": address,
            **price(bookable, address),
        }
        for slot in slots
    ]


def price(bookable: Any, address: str) -> dict[str, Any]:
    """What one place costs; nothing where it goes by the hour."""
    if bookable.fee is None or not bookable.fee.yen:
        return {"isAccessibleForFree": True}
    if bookable.fee.each == "hour":
        return {}
    return {"offers": {"@type": "Offer", "price": bookable.fee.yen, "priceCurrency": "JPY", "url": address}}
