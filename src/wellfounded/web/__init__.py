"""The website of an office: pages over the sealed files, server-rendered, that work without JavaScript."""
