"""Mounted before allauth's URLs, under the same prefix: so our sign-up page is found first."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("signup/", views.SignUp.as_view(), name="sign_up"),
    path("profile", views.profile, name="profile"),
    path("profile/delete", views.delete, name="delete"),
]
