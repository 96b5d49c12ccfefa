"""Finding: from what a person types to entries in order. `analysis` reads words, `sounds` readings,
`index` keeps, `ranking` orders.
"""
