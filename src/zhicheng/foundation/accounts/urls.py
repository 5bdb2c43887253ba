from django.urls import path

from zhicheng.foundation.accounts.views import deputies, mine, passwords, people

app_name = "accounts"
urlpatterns = [
    path("", people.index, name="list"),
    path("add/", people.add, name="add"),
    path("<int:key>/", people.person, name="person"),
    path("<int:key>/edit/", people.edit, name="edit"),
    path("<int:key>/switch/", people.switch, name="switch"),
    path("<int:key>/erase/", people.erase, name="erase"),
    path("<int:key>/grant/", people.grant, name="grant"),
    path("grants/<int:key>/withdraw/", people.withdraw, name="withdraw"),
    path("<int:key>/password/", passwords.link, name="password_link"),
    path("<int:key>/second-factor/", passwords.second_factor, name="second_factor"),
    path(
        "password/<str:uidb64>/<str:token>/",
        passwords.ChoosePassword.as_view(),
        name="choose_password",
    ),
    path("<int:key>/deputy/", deputies.appoint, name="appoint_deputy"),
    path("deputies/<int:key>/end/", deputies.end, name="end_deputyship"),
    path("me/", mine.mine, name="mine"),
]
