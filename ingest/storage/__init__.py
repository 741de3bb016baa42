"""The archive: the tables in which readings are kept. Start reading at schema.sql, then archive.py."""

APPLICATION_ID = int.from_bytes(b"BZDA", "big")
"""报纸档案: `pragma application_id` of every archive, by which the archive's own tools know it from other databases."""

SCHEMA_VERSION = 6
"""`pragma user_version`: raised whenever schema.sql changes."""
