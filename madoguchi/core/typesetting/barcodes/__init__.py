"""Bar codes as SVG: Code 128, GS1-128 (payment slips), NW-7 (library cards), QR."""
