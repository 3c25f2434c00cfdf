"""Commands of `./webchat` that look after the checkout itself: plain functions, a file each."""
