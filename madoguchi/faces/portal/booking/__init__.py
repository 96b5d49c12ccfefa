"""予約: what is free before anything is asked, then a slot held, a few questions, a number."""
