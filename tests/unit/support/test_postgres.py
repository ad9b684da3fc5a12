"""The throw-away PostgreSQL of a test run."""

from pathlib import Path

import psycopg
import pytest

from tests.support.postgres import Cluster, running_cluster

pytestmark = pytest.mark.postgresql


def test_a_fresh_database_is_gone_afterwards_even_if_somebody_is_still_connected(postgres_cluster: Cluster) -> None:
    with postgres_cluster.fresh_database() as url:
        lingering = psycopg.connect(url)
        name = lingering.info.dbname
    with psycopg.connect(postgres_cluster.url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    lingering.close()
    assert found is None


def test_nobody_gets_in_without_the_clusters_password(postgres_cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(Cluster(postgres_cluster.port, "wrong").url)


def test_a_stopped_cluster_leaves_no_server_and_no_folder(postgres_cluster: Cluster) -> None:
    with running_cluster() as second:
        assert second.port != postgres_cluster.port
        with psycopg.connect(second.url) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    assert not Path(row[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(second.url)
