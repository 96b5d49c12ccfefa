"""Where things stand on the portal, for notices, mails and QR codes."""

from madoguchi.core.links.public import register_link
from madoguchi.engines.booking.public import link_token

register_link("application", lambda number: f"/mine/{number}/")
register_link("notice", lambda notice: f"/mine/notices/{notice}/")
register_link("document-verify", lambda token: f"/verify/{token}/")
register_link("ticket", lambda token: f"/tickets/{token}/")
register_link("reservation", lambda number: f"/booking/r/{number}/?key={link_token(number)}")
register_link("reservation-confirm", lambda number: f"/booking/r/{number}/confirm/?key={link_token(number)}")
register_link("lottery-entry", lambda number: f"/lotteries/entries/{number}/")
register_link("waiting", lambda token: f"/waiting/{token}/")
