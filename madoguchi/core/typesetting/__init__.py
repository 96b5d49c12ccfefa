"""Paper: named Typst templates and plain data become tagged PDF (PDF/A-2a and PDF/UA-1); bar codes become SVG.

Keeps true: the same data gives the same bytes; personal data reach a template only as data, never as markup; every
character is drawn as it was written, variant forms too, or the sheet is refused with all the characters named.

Words: template (a `.typ` file that a room registers by name), sheet (what comes out), face (a font file).
"""
