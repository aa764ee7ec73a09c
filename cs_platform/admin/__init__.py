"""Django's own models, in the theme of the rest."""

from django.contrib import admin
from django.contrib.auth.models import Group, User

from cs_platform.admin.group import GroupAdmin
from cs_platform.admin.login import LoginAdmin

for model, page in ((User, LoginAdmin), (Group, GroupAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, page)
