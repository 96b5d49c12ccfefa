"""署名つきの申請: the bytes that are signed, asking for a signature, taking it in, asking about revocation once more."""
