from madoguchi.engines.booking.counter.models.attendance import Attendance
from madoguchi.engines.booking.counter.models.call import Call, Outcome
from madoguchi.engines.booking.counter.models.ticket import Ending, LineDay, Ticket

__all__ = ["Attendance", "Call", "Ending", "LineDay", "Outcome", "Ticket"]
