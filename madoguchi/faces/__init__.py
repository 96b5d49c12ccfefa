"""How the house is reached: the portal for residents, the desk for staff, the API for machines."""
