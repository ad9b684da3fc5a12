"""Alembic's entry: runs on the connection that callcenter.storage.migrate hands over."""

from alembic import context

from callcenter.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
