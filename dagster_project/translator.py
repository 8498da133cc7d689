"""How dbt nodes look in Dagster: key, group and kind. Running them belongs in ``dbt_assets``."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings


class LayerTranslator(DagsterDbtTranslator):
    """A model's key is its name, and its group is its folder, so that groups read as the way of the data."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_source_metadata=False))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """The name of a model; what the dbt project says (``meta.dagster.asset_key``) of a source."""
        if dbt_resource_props["resource_type"] == "model":
            return dg.AssetKey(dbt_resource_props["name"])
        return super().get_asset_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """staging, intermediate, marts; what tells of the checks stands with them."""
        if "after_checks" in dbt_resource_props["tags"]:
            return "checks"
        return str(dbt_resource_props["fqn"][1])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """As in the dbt project, without the SQL that dagster-dbt adds."""
        return str(dbt_resource_props.get("description", ""))
