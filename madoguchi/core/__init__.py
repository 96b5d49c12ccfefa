"""What every city hall needs whoever runs it: days, text, numbers, money, events, jobs, files, paper. Knows no city."""
