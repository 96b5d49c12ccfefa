"""searches: what people looked for in vain, for those who write phrasings and topics."""
