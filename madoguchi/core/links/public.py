"""The door of links."""

from madoguchi.core.links.linking import Audience, address_of, link_to, path_to, register_link
from madoguchi.core.registry import UnknownKey

__all__ = ["Audience", "UnknownKey", "address_of", "link_to", "path_to", "register_link"]
