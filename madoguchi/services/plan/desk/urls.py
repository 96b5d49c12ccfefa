"""The plan's addresses of the desk."""

from django.urls import path

from madoguchi.services.plan.desk import board, editions, evaluating, figures, meetings, papers, reporting, tasks

app_name = "plan-desk"
urlpatterns = [
    path("plan/", reporting.home, name="home"),
    path("plan/report/<slug:code>/<slug:line>/<int:year>/<int:quarter>/", reporting.report, name="report"),
    path("plan/reviews/", reporting.reviews, name="reviews"),
    path("plan/reviews/<uuid:pk>/", reporting.review, name="review"),
    path("plan/measures/<slug:code>/", evaluating.measure, name="measure"),
    path("plan/measures/<slug:code>/evaluate/<int:year>/", evaluating.evaluate, name="evaluate"),
    path("plan/measures/<slug:code>/end/", evaluating.end, name="end"),
    path("plan/years/<int:year>/close/", evaluating.close, name="close-year"),
    path("plan/meetings/", meetings.listing, name="meetings"),
    path("plan/meetings/new/", meetings.new, name="meeting-new"),
    path("plan/meetings/<uuid:pk>/", meetings.one, name="meeting"),
    path("plan/meetings/<uuid:pk>/minutes/", meetings.minutes, name="minutes"),
    path("plan/meetings/<uuid:pk>/decide/", meetings.decide, name="decide"),
    path("plan/meetings/<uuid:pk>/do/<slug:action>/", meetings.do, name="meeting-do"),
    path("plan/meetings/<uuid:pk>/papers/", papers.attach, name="paper-attach"),
    path("plan/papers/<uuid:pk>/", papers.read, name="paper"),
    path("plan/papers/<uuid:pk>/take-back/", papers.take_back, name="paper-take-back"),
    path("plan/decisions/<uuid:pk>/", papers.decision, name="decision"),
    path("plan/decisions/<uuid:pk>/<slug:action>/", papers.about_decision, name="decision-do"),
    path("plan/editions/", editions.listing, name="editions"),
    path("plan/editions/new/", editions.new, name="edition-new"),
    path("plan/editions/<slug:code>/", editions.one, name="edition"),
    path("plan/figures/", figures.listing, name="figures"),
    path("plan/figures/<slug:code>/", figures.feed, name="figure-feed"),
    path("plan/follow-ups/<uuid:pk>/", meetings.follow_up, name="follow-up"),
    path("plan/tasks/", tasks.listing, name="tasks"),
    path("plan/tasks/new/", tasks.new, name="task-new"),
    path("plan/tasks/<uuid:pk>/", tasks.one, name="task"),
    path("plan/board/", board.board, name="board"),
    path("plan/board.pdf", board.sheet, name="board-sheet"),
]
