from django.urls import path

from chat import views

urlpatterns = [
    path("widget.js", views.loader, name="widget-loader"),
    path("widget/<uuid:site_id>/", views.panel, name="widget-panel"),
    path("api/widget/<uuid:site_id>/customers", views.customers, name="widget-customers"),
    path("wire/customer", views.customer_exchange, name="wire-customer"),
]
