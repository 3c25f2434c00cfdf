"""Where staff sign in and out, look after their own account, and after people."""

from starlette.routing import BaseRoute, Route

from foundation.staff import account_pages, people_pages, sign_in_pages
from foundation.staff.guard import StaffRoute
from foundation.staff.roles import Right

# The only staff addresses without a guard: whoever comes to them is not signed in, or no longer.
WAYS_IN_AND_OUT: list[BaseRoute] = [
    Route("/staff/sign-in", sign_in_pages.ask, methods=["GET"]),
    Route("/staff/sign-in", sign_in_pages.let_in, methods=["POST"]),
    Route("/staff/sign-out", sign_in_pages.let_out, methods=["POST"]),
]

ACCOUNT: list[BaseRoute] = [
    StaffRoute("/staff/account", account_pages.account),
    StaffRoute("/staff/account/password", account_pages.password, before_change=True),
    StaffRoute("/staff/account/password", account_pages.change_password, methods=["POST"],
               before_change=True),
    StaffRoute("/staff/account/sessions/ending", account_pages.end_others, methods=["POST"]),
    StaffRoute("/staff/account/sessions/{session_id}/ending", account_pages.end_session,
               methods=["POST"]),
]  # fmt: skip

PEOPLE: list[BaseRoute] = [
    StaffRoute("/staff/people", people_pages.people, right=Right.SEE_PEOPLE),
    StaffRoute("/staff/people/{person_id:number}", people_pages.person, right=Right.SEE_PEOPLE),
    StaffRoute("/staff/people/{person_id:number}/disabling", people_pages.disable,
               right=Right.DISABLE_PERSON, methods=["POST"]),
    StaffRoute("/staff/people/{person_id:number}/reset", people_pages.reset,
               right=Right.RESET_PASSWORD, methods=["POST"]),
    StaffRoute("/staff/people/{person_id:number}/sessions/ending", people_pages.end_sessions,
               right=Right.END_SESSIONS, methods=["POST"]),
]  # fmt: skip

routes = WAYS_IN_AND_OUT + ACCOUNT + PEOPLE
