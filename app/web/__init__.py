"""The edge: pages, JSON, assets and headers. Nothing further in knows the web framework."""
