"""監査: who did what, who looked at whose record, when and why; whether the chain is whole. No contents."""
