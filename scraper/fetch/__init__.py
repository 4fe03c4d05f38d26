"""Fetching: pages by their URL, politely and within limits.

`client` is the way of one request; `robots`, `pace` and `retries` are what it has to pass; `challenge` tells
pages from what stands in for them; `addresses` knows which URLs are the same page or the same host.
"""
