"""テスト用カード: the demo's stand-in for card, reader and signing programme. No part of the house; refused outside the demo.

It makes an authority of its own, cards with both certificates, PINs that lock, a list of revoked cards. What comes out goes the
same way as a real signature: the portal makes the bytes, this programme signs them, the portal judges what comes back.
"""
