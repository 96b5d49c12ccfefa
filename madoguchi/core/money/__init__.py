"""金額: whole yen, and nothing else. No fraction is ever held; whoever divides says with `//` where the rest goes."""
