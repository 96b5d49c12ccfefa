"""protection: the warning before a record of a person under protection (支援措置) opens."""
