"""Fetching: pages by their URL, politely and within limits.

`client` is the way of one page; `robots`, `pace` and `retries` are what its requests have to pass; `challenge` and
`refresh` tell pages from what stands in for them; `addresses` knows which URLs are the same page or the same host.
`wire` is one request on the network; `transport` is what httpx sends it over, `http1` or `http2` on a `line`, with
`tls`; `exchange` is what it leaves, for the archive.
"""
