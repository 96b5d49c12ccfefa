"""intake 受付管理: applications that other systems took in come onto the one desk, and what becomes of them goes back.

Keeps true: an application of another system is taken in once, by its 受付番号 there; what cannot be taken in is kept aside with
the reason and the way to mend it, never lost and never halfway in; it counts from the day on which it had arrived there.
Words: 経路 `Channel`, 届いた包み `Parcel`, 取込み `Run`, 不備 `Fault`, 状況の返し `Report`.
"""
