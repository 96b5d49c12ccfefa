"""What every page of the house has around it: shells, components, languages, errors, the guard of the addresses.

A page extends `portal/base.html` or `desk/base.html` (`request.face.base` says which), fills `title` and `content`, and
is given `shell` (context.py). Fields are `FieldView`s (fields.py), shown by `{% field f %}`. `/style/` of a demo shows
every component.
"""
