"""Mounted before allauth's URLs, under the same prefix: so our pages are found first."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("signup/", views.SignUp.as_view(), name="sign_up"),
    path("email/", login_required(views.Address.as_view()), name="address"),
    path("profile", views.profile, name="profile"),
    path("profile/delete", views.delete, name="delete"),
]
