"""booking 予約: when and where. Things that can be reserved, their slots, and who keeps which.

Keeps true: a slot is never given beyond its capacity, and of a contested place exactly one gets it (a conditional update
under a CHECK); a unit (room, half a gym, interpreter) is never in two hands at once (an exclusion of overlapping times);
what is booked stays where it is when a definition changes; a hold that nobody makes firm is given back.

Words: 枠 `Slot`, 確保 `Hold` (places kept for somebody, for minutes or for good), 予約 `Reservation` (a hold made firm, with
a number), 資源 `Unit`, 占有 `Occupation`. Locks are taken in one order: the person, the hold, units by code, slots by id.
"""
