from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def demo_page(request: HttpRequest) -> HttpResponse:
    """The demo shop: a page like a customer's own, which carries the widget."""
    return render(request, "cs_platform/demo.html")
