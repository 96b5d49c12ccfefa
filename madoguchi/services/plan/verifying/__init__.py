"""verifying: the plan's data held against the text of the printed plan. Names, departments, cells, figures and dates are
compared, not prose: that is our own.
"""
