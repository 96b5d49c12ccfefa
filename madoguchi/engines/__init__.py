"""The engines: one room a capability, each reached by its `public.py` alone; imports go down the list in docs/architecture.md."""
