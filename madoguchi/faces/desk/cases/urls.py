from django.urls import path

from madoguchi.faces.desk.cases import acts, deciding, longer, views

urlpatterns = [
    path("<str:number>/", views.case, name="case"),
    path("<str:number>/do/<str:action>/", views.do, name="do"),
    path("<str:number>/files/<uuid:file_id>/", views.file, name="case-file"),
    path("<str:number>/notices/<uuid:notice_id>/", views.notice, name="case-notice"),
    path("<str:number>/signature.json", views.signature, name="case-signature"),
    path("<str:number>/propose/", deciding.propose, name="propose"),
    path("<str:number>/revise/", deciding.revise, name="revise"),
    path("<str:number>/request-correction/", longer.request_correction, name="request-correction"),
    path("<str:number>/correct/", longer.correct, name="correct"),
    path("<str:number>/answer/", acts.answer, name="answer"),
    path("<str:number>/extend/", acts.extend, name="extend"),
    path("<str:number>/transfer/", acts.transfer, name="transfer"),
    path("<str:number>/link/", acts.link, name="link"),
    path("<str:number>/withdraw/", longer.withdraw, name="withdraw"),
    path("<str:number>/note/", longer.note, name="note"),
    path("<str:number>/message/", longer.message, name="message"),
    path("<str:number>/identity/", longer.identity, name="identity"),
    path("<str:number>/assign/", longer.assign, name="assign"),
]
