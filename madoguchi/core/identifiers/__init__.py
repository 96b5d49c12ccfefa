"""番号: numbers that name people, bodies and cases, and what can be told about them without asking anyone.

A number is text: its leading zeros count. A right check digit says that a number was probably copied well, never that
it exists. Words: 個人番号 my number, 法人番号 corporate number, 住民票コード resident code, 団体コード municipality
code, 保険者番号 insurer number, 登録番号 invoice number, 受付番号 receipt number.
"""
