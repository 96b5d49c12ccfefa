"""people 人: accounts of residents and staff, who acts, who may see what.

Keeps true: an account is a resident's or a staff member's, never both; rights are those of a post (所属と役割) in force at
the moment of the act; nobody reads a row that `visible_to` does not give.
"""
