"""Looking into files: what can act, lead outside, or burst when opened is refused."""
