"""OpenID Connect: signing in by somebody else's word, strictly. Authorization code with PKCE, state and nonce.

Keeps true: an answer counts once, in the session that asked, for the provider that was asked; the ID token is signed by
that provider's keys, for us, now, with our nonce; what the provider says beside it is about the same person.
"""
