"""The headers that tell a browser what our pages may do."""

from urllib.parse import urlsplit

from foundation.settings import Settings


def security_headers(settings: Settings) -> dict[str, str]:
    host = urlsplit(settings.public_url).netloc
    policy = {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
        "img-src": "'self' data:", "font-src": "'self'", "manifest-src": "'self'",
        "connect-src": f"'self' ws://{host} wss://{host}", "form-action": "'self'",
        "base-uri": "'none'", "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'", "trusted-types": "webchat",
    }  # fmt: skip
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "X-Robots-Tag": "noindex" if settings.demo else "all",
    }
    if settings.https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers
