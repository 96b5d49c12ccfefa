from django.urls import path

from madoguchi.faces.desk.posting import bundles, letters, outbox, returned, trouble

urlpatterns = [
    path("", letters.queue, name="posting"),
    path("mark/", letters.mark, name="posting-mark"),
    path("sheets.pdf", letters.sheets, name="posting-sheets"),
    path("bundles/", bundles.listing, name="bundles"),
    path("bundles/make/", bundles.make, name="bundle-make"),
    path("bundles/<uuid:pk>/", bundles.one, name="bundle"),
    path("bundles/<uuid:pk>/letters.pdf", bundles.file, name="bundle-file"),
    path("bundles/<uuid:pk>/mark/", bundles.mark, name="bundle-mark"),
    path("returned/", returned.page, name="returned"),
    path("trouble/", trouble.listing, name="trouble"),
    path("trouble/<uuid:pk>/resend/", trouble.resend, name="trouble-resend"),
    path("trouble/<uuid:pk>/give-up/", trouble.give_up, name="trouble-give-up"),
    path("outbox/", outbox.listing, name="outbox"),
    path("outbox/<uuid:pk>/", outbox.mail_page, name="outbox-mail"),
]
