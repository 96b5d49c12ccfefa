"""Where things stand on the desk."""

from madoguchi.core.links.public import register_link

register_link("case", lambda number: f"/desk/cases/{number}/", audience="desk")
register_link("approval", lambda approval: f"/desk/approvals/{approval}/", audience="desk")
