"""暦: eras, fiscal years, days on which the house is closed, terms of law, ages.

A date is a `date`, a moment an aware `datetime`; days are counted in Asia/Tokyo. Nothing here reads the clock.
Words: 和暦 wareki, 元号 era, 年度 fiscal year, 閉庁日 closed day, 期間 term, 初日不算入 the first day is not counted.
"""
