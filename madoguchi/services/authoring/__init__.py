"""authoring 手続きづくり: a department writes its own procedures at the desk, and what it writes is what stands in `cities/`.

Keeps true: a manuscript has one state at a time and keeps all that it had; what two people write at once is joined or asked
about, never lost; nothing comes into force but what another person agreed to, and what was agreed to is what comes into force.
Words: 原稿 `Manuscript`, 版 `Revision`, 公開の起案 `Submission`, コメント `Remark`, 書きかけ `Typing`.
"""
