from unfold.sites import UnfoldAdminSite


class FrontdeskAdminSite(UnfoldAdminSite):
    """The staff's pages: admin, console and history share its theme, menu and login."""

    index_title = "Frontdesk"
    site_title = "Frontdesk"
    site_header = "Frontdesk"
    login_template = "cs_platform/login.html"
