"""The tour: the main job over HTTP, as a resident and as staff, each step printed with what was seen."""
