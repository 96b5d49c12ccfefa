"""The public side's one door for the office side: signed requests, answered signed. It is there where MADOGUCHI_ZONE=public."""
