"""Items → texts: pages, catalogue, feeds, sitemap. Pure: equal items give equal bytes."""
