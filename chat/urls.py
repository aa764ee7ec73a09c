from django.urls import path

from chat import views
from chat.attachments import doors, serving

urlpatterns = [
    path("widget.js", views.loader, name="widget-loader"),
    path("widget/<uuid:site_id>/", views.panel, name="widget-panel"),
    path("api/widget/<uuid:site_id>/customers", views.customers, name="widget-customers"),
    path("wire/customer", views.customer_exchange, name="wire-customer"),
    path("api/uploads", doors.uploads, name="uploads"),
    path("api/uploads/<uuid:upload_id>", doors.upload, name="upload"),
    path("files/<str:key>/<slug:variant>/<str:name>", serving.file, name="file"),
]
