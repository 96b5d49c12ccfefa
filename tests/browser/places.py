"""A place: one page in one state, whose it is, how to come there, which address of the house it stands for."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.people import Person
from tests.browser.world import World

Address = str | Callable[[World], str]
Doing = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """`then` is done on the page first, such as sending it empty; `sees` must be there afterwards. `at`: where it ends.
    `who`: a mail address, or a person in a session of its own."""

    name: str
    route: str
    address: Address
    who: str | Callable[[World], Person] = ""
    then: Doing | None = None
    sees: str = "main"
    at: str = ""
    languages: bool = True

    def path(self, world: World) -> str:
        return self.address if isinstance(self.address, str) else self.address(world)


ERRORS = "#error-summary"
OWN_FORM = "main form[method=post]"


def press(selector: str = "button.primary") -> Doing:
    """Press the button of the page's own form."""

    def pressed(page: Page) -> None:
        with page.expect_navigation():
            page.locator(f"{OWN_FORM} {selector}").last.click()

    return pressed


def empty(page: Page) -> None:
    """Send the page's form with nothing in it."""
    page.locator(f"{OWN_FORM} :is(button.primary, button.danger)").last.evaluate(
        """button => { for (const one of button.form.elements) {
            if (one.matches('[type=hidden], button, fieldset')) continue;
            if (one.matches('[type=radio], [type=checkbox]')) one.checked = false; else one.value = '';
        } }"""
    )
    press(":is(button.primary, button.danger)")(page)


def typed(**values: str) -> Doing:
    """Type into the fields of those names, then send."""

    def done(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"main [name='{name}']").last.fill(value)
        press()(page)

    return done
