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
register_link("procedure", lambda code: f"/procedures/{code}/")
register_link("blank", lambda code: f"/procedures/{code}/blank.pdf")
register_link("life-event", lambda code: f"/life/{code}/")
register_link("topic", lambda code: f"/topics/{code}/")
register_link("department", lambda code: f"/departments/{code}/")
register_link("word", lambda code: f"/words/#{code}")
register_link("purpose", lambda code: f"/booking/for/{code}/")
register_link("bookable", lambda code: f"/booking/{code}/")
