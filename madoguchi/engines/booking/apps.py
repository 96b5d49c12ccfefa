from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "madoguchi.engines.booking"
    label = "mado_booking"
    verbose_name = "予約"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.booking import (  # noqa: F401
            checks,
            findable,
            further,
            jobs,
            mails,
            permissions,
            queries,
            subscribers,
            telling,
        )
        from madoguchi.engines.booking.across import closures, desk, reservations, slots  # noqa: F401
        from madoguchi.engines.booking.definitions import Bookable, Purpose, Resource
        from madoguchi.engines.booking.models import Reservation
        from madoguchi.engines.forms.public import join_form
        from madoguchi.engines.people.public import register_owned, register_persons, register_scoped

        definition_root("booking", "bookable", Bookable)
        definition_root("booking-purposes", "purpose", Purpose)
        definition_root("booking-resources", "resource", Resource)
        join_form("bookable")
        register_check("bookable", checks.check_bookable)
        register_check("resource", checks.check_resource)
        register_check("purpose", checks.check_purpose)
        register_scoped(Reservation, kind="reservation", fields="contact")
        register_persons("reservation", queries.persons_of_reservations)
        register_owned("reservation", queries.own_reservations, queries.owners_of_reservations)
        mails.register()
        findable.register()
        telling.register()
