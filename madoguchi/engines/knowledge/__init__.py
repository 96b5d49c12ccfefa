"""Knowledge: what is known, and how people find it.

Other rooms say what can be found (`findable`); this room reads it into one index, understands how people ask (everyday words,
whole sentences, kana, romaji, slips) and answers with entries in order. It keeps what was looked for in vain, without names
and numbers and not for long, and the lists of things to do that a person has made from the questions of a life event.
"""
