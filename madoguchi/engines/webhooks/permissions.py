"""Who may say where other systems are told: those who admit them."""

MANAGE = "people.manage-machines"
