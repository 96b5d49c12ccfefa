"""申請の入力: the pages on which a person fills in a form, puts papers to it, looks it over, or takes another way."""
