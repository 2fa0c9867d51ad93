"""The servers that the cloud tests run against, one module each."""
