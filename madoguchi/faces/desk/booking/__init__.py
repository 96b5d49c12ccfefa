"""予約の窓口: bookings by telephone, what is offered and closed, what becomes of those who are booked."""
