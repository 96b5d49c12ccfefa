"""city 市: a city as data. One folder of YAML and Markdown, read, checked, versioned, published; no code in it.

Keeps true: what runs is a published version in the database; a version never changes and is named by the SHA-256 of its
resolved form; a definition is retired, never deleted; what the desk published is never overwritten unasked.
Words: definition 定義, version 版, publication 公開, finding 指摘, world (all definitions side by side).
"""
