"""The demo shop: a page like a customer's own, which carries the widget."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chat.models import Site


@dataclass(frozen=True)
class Piece:
    """Something the shop sells."""

    name: str
    wood: str
    price: str
    picture: str


PIECES = (
    Piece("Lark lounge chair", "White oak, oiled", "€ 420", "chair"),
    Piece("Wren table", "Walnut, seats six", "€ 980", "table"),
    Piece("Finch shelf", "Ash, five boards", "€ 360", "shelf"),
    Piece("Owl floor lamp", "Oak and linen", "€ 190", "lamp"),
)


def demo_page(request: HttpRequest) -> HttpResponse:
    """The shop with the widget of the oldest site; without a site it says how to make one."""
    site = Site.objects.order_by("created_at").first()
    return render(request, "cs_platform/demo_shop.html", {"site": site, "pieces": PIECES})
