"""watch 見守り: which looks at people's data stand out, who asks about them, and what a person reads of the looks at their own.

Keeps true: rules are the city's, with days from and until; each sealed entry of the audit is read once, in the order of the chain;
what stands out stays on record however it ends; nobody closes or explains what is about themselves; a look that is withheld from
its person names the law by which it is.
Words: 気づき `Anomaly` (looks of one member of staff that meet a rule on a day), 説明の求め `Step` (asked, explained, cleared,
confirmed), 要注意の人 `Flag` (a person of the registers whose looks are watched), 職員本人 `StaffPerson` (who a member of staff is
in the registers), 開示 `Disclosure` (what a person reads of the looks, with delay and reasons for withholding).
"""
