"""The pages that allauth does not have, and the one that shows a guest what signing up keeps."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.account.views import EmailView, SignupView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.address import confirms_first
from accounts.deletion import delete_account
from accounts.forms import ProfileForm
from accounts.guest_work import guest_work
from accounts.models import User
from accounts.people import person_for
from accounts.rates import too_many_newcomers


class SignUp(SignupView):  # type: ignore[misc]  # allauth ships no types
    """allauth's sign-up, with the guest's name filled in and the guest's drawings in sight."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        if person := person_for(self.request):
            initial["name"] = person.display_name
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drawings = guest_work(person_for(self.request))
        context: dict[str, Any] = super().get_context_data(guest_drawings=drawings, **kwargs)
        return context


class Address(EmailView):  # type: ignore[misc]  # allauth ships no types
    """allauth's page of the account's address; nothing waits where nothing is confirmed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "action_add" not in request.POST and not confirms_first():
            return redirect("account_email")  # there is only one address, and it stays
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not confirms_first():
            current = EmailAddress(email=self.request.user.email)
            context.update(current_emailaddress=current, new_emailaddress=None)
        return context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name and hue, of guests as of users."""
    person = person_for(request)
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(person))
    if request.method == "POST" and form.is_valid():
        if refusal := too_many_newcomers(request):
            return refusal
        form.save(person_for(request, create=True))
        messages.success(request, gettext("Saved"))
        return redirect("accounts:profile")
    context = {"form": form, "person": person, "guest": person is None or person.is_guest}
    return render(request, "accounts/profile.html", context)


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask, and on POST delete the account. The password was given a few minutes ago at most."""
    if request.method != "POST":
        return render(request, "accounts/delete.html", {"person": person_for(request)})
    if isinstance(request.user, User):
        delete_account(request.user)
    logout(request)
    farewell = gettext("Your account is deleted. What you drew is by “Someone” now.")
    messages.success(request, farewell)
    return redirect("/")
