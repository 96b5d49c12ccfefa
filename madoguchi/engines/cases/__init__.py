"""cases 案件: what a city hall does with what people send it.

Keeps true: what was submitted never changes, a correction is a further revision; a case pins the version of its
procedure for ever; it is decided once, and a wrong decision is revised by a further one; a refusal gives its reason;
the standard period (標準処理期間) pauses while the person is asked for a correction, the period of the law never
does; `Standing`, which lists read, is always what the rows say.
Words: 申請 `Application` is what was sent, 案件 `Case` what the city does with it, one 受付番号 for both; 受付
`Intake`, 審査 `Review`, 補正 `Correction`, 起案 `Proposal`, 決定 `Decision`, 通知 `Notification`, 完了 `Completion`,
取下げ `Withdrawal`.
"""
