"""代理と団体: for whom one acts, who acts for one, asking and answering, groups and their members."""
