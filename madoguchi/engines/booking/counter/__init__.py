"""counter 窓口の当日: who has come, who is next, who waits how long.

Keeps true: a ticket is called to one desk at a time and ended once; two clerks who call at once get two tickets; a number is
given once a day; nothing shown in public says more than a number and a desk.
Words: 受付 checking in, 整理券 `Ticket`, 呼出し `Call`, 呼び直し calling again, 引継ぎ handing over, 来庁 `Attendance`.
"""
