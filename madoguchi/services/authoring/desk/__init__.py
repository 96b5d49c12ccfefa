"""The editor's pages: every part of a definition as a form of boxes that give back untouched what nobody touched."""
