"""duties 個人情報・記録の義務: what the law asks of a city that keeps records about people, made from what the house knows.

Keeps true: nothing is disposed of before its years are over, or while anybody holds it back; two persons say so, never
one; what is gone is gone in one stroke, and the ledger tells what, when and by whom; what the city publishes about its
files, assesses and reports follows from the definitions that run.
Words: 保存 retention, 保全 `Preservation`, 廃棄の伺い `DisposalList`, 廃棄簿 `Disposal`, 個人情報ファイル簿 `Publication`,
特定個人情報保護評価 `Assessment`, 漏えい等 `Leak`.
"""
