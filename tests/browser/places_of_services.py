"""Pages of the services; few and telling ones."""

from tests.browser.places import Place

P = "/plan/"
PLAN: list[Place] = [
    Place("plan", P, P),
    Place("plan searched", f"{P}search/", f"{P}search/?q=カード"),
    Place("plan, a policy", f"{P}policies/<int:number>/", f"{P}policies/5/"),
    Place("plan, a measure", f"{P}measures/<slug:code>/", f"{P}measures/5-b-5/", sees="ins"),
    Place("plan by department", f"{P}departments/", f"{P}departments/"),
    Place("plan of a department", f"{P}departments/<slug:code>/", f"{P}departments/shido/"),
    Place("plan in figures", f"{P}figures/", f"{P}figures/"),
    Place("plan, chronology", f"{P}history/", f"{P}history/"),
    Place("plan, terms", f"{P}words/", f"{P}words/"),
    Place("plan, editions", f"{P}editions/", f"{P}editions/"),
    Place("plan, an edition", f"{P}editions/<slug:code>/", f"{P}editions/2022-03/", languages=False),
    Place("plan, tracked changes", f"{P}editions/<slug:old>/<slug:new>/", f"{P}editions/2022-03/2024-03/", languages=False),
    Place("plan, comparison table", f"{P}editions/<slug:old>/<slug:new>/table/", f"{P}editions/2022-03/2024-03/table/"),
]
