from django.urls import path

from history import pages

app_name = "history"
urlpatterns = [
    path("admin/history/", pages.search_page, name="search"),
    path("admin/history/customers/<uuid:customer_id>/", pages.customer_page, name="customer"),
    path("admin/history/chat-sessions/<uuid:chat_session_id>/", pages.transcript, name="transcript"),
]
