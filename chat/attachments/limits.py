"""What may be uploaded, as clients are told before they try. The doors judge anew, by the site and by the bytes."""

from chat.models import Site
from chat.protocol.frames import UploadLimits


def limits_anywhere() -> UploadLimits:
    """The most that any site takes: for agents, who write in chat sessions of all of them. One query."""
    sites = Site.objects.order_by("pk").values_list("upload_max_bytes", "upload_types")
    types: dict[str, None] = {}
    most_bytes = 0
    for max_bytes, its_types in sites:
        most_bytes = max(most_bytes, max_bytes)
        types |= dict.fromkeys(its_types)
    return UploadLimits(max_bytes=most_bytes, types=list(types))
