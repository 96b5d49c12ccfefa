from django.urls import path

from madoguchi.faces.desk.posting import letters, outbox, trouble

urlpatterns = [
    path("", letters.queue, name="posting"),
    path("mark/", letters.mark, name="posting-mark"),
    path("sheets.pdf", letters.sheets, name="posting-sheets"),
    path("trouble/", trouble.listing, name="trouble"),
    path("trouble/<uuid:pk>/resend/", trouble.resend, name="trouble-resend"),
    path("trouble/<uuid:pk>/give-up/", trouble.give_up, name="trouble-give-up"),
    path("outbox/", outbox.listing, name="outbox"),
    path("outbox/<uuid:pk>/", outbox.mail_page, name="outbox-mail"),
]
