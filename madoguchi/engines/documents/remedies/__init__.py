"""教示: what a person may do against a decision, to whom, by when (行政不服審査法82条, 行政事件訴訟法46条).

The wording is our own and general; the city's legal section reads it before it is used, and may write its own in
`notices/remedies-<body>.yaml`, with the names {reviewer}, {city} and {representative}.
"""

from madoguchi.engines.documents.remedies.bodies import BODIES, Body
from madoguchi.engines.documents.remedies.telling import UnknownBody, remedies_for

__all__ = ["BODIES", "Body", "UnknownBody", "remedies_for"]
