"""一時預かり: temporary care. A child is registered and met first; then days are booked, allergies confirmed each time.

Keeps true: no stay without an interview that is still good; the class of a place is the child's on that day; no more days a week
or month than the nursery gives; a place is firm only after the nursery has acknowledged what was confirmed about allergies.
"""
