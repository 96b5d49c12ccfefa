"""people 人: accounts of residents and staff, who acts, who may see what.

Keeps true: an account is a resident's or a staff member's, never both; rights are those of a post (所属と役割) in
force at the moment of the act; staff act only after their second factor; nobody reads a row that `visible_to` does
not give.

Words: アカウント `Account`, 所属と役割 `Post`, 一度限りのリンク `OneTimeLink`, 連絡方法 `Contact`, 電子通知の同意
`ElectronicConsent`, 宛名 `Addressee`, 世帯 `Household`, ひも付け `Binding`,
委任 `Delegation`, 団体 `Group`. Whoever acts for another (`Actor.acting_for`) acts within the scope that was given,
by evidence and for a time; every entry names both.
"""
