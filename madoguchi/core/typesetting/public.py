"""The door of typesetting."""

from madoguchi.core.typesetting.barcodes.linear import code128_svg, gs1_128_svg, nw7_svg
from madoguchi.core.typesetting.barcodes.quick import qr_svg
from madoguchi.core.typesetting.compiling import preview, typeset
from madoguchi.core.typesetting.coverage import check_characters, missing_characters
from madoguchi.core.typesetting.refusals import BadBarcode, MissingGlyph, TemplateFault
from madoguchi.core.typesetting.templates import register_template, registered_templates

__all__ = [
    "BadBarcode",
    "MissingGlyph",
    "TemplateFault",
    "check_characters",
    "code128_svg",
    "gs1_128_svg",
    "missing_characters",
    "nw7_svg",
    "preview",
    "qr_svg",
    "register_template",
    "registered_templates",
    "typeset",
]
