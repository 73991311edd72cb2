"""An empty database's tables are made without drawing the whole of Holdfast again for every step.

Before each step of a migration Django draws every model that is related to the one it changes; of ours all are, so a first start
spent a quarter of a minute on models that no step looked at. On an empty database a step is given its own model and those it
points at. A step that may need more is given everything, and a database in which something was migrated before is migrated as
Django does it. `tests/migrations/test_fresh.py` compares what the two ways make.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation
from django.db.models import Model

Key = tuple[str, str]
# Steps that look at their own model and at what it points to. One of Python's asks for everything first.
_NEAR = (
    operations.AddConstraint,
    operations.AddField,
    operations.AddIndex,
    operations.AlterModelOptions,
    operations.AlterUniqueTogether,
    operations.CreateModel,
    operations.RemoveIndex,
    operations.RunPython,
    operations.RunSQL,
)


class NearApps(StateApps):
    """The models of a state, each drawn when it is asked for, with the models it points at."""

    def __init__(self, models: dict[Key, ModelState]) -> None:
        super().__init__([], {})
        self._states = models

    def get_model(self, app_label: str, model_name: str | None = None, require_ready: bool = True) -> type[Model]:
        if model_name is None:
            app_label, model_name = app_label.split(".")
        self._draw((app_label, model_name.lower()))
        return super().get_model(app_label, model_name, require_ready)

    def _draw(self, asked: Key) -> None:
        wanted, found = [asked], dict.fromkeys([asked])
        while wanted:
            key = wanted.pop()
            if key in self._states:
                near = [one for one in _pointed_at(self._states[key], keys_alone=key != asked) if one not in found]
                found |= dict.fromkeys(near)
                wanted += near
        self.render_multiple(
            [self._states[key] for key in found if key in self._states and key[1] not in self.all_models[key[0]]]
        )


def _pointed_at(state: ModelState, *, keys_alone: bool) -> list[Key]:
    """What a model is made from and points at. keys_alone: of its fields only the one that is its key."""
    here = (state.app_label, state.name_lower)
    found = [resolve_relation(base, *here) for base in state.bases if isinstance(base, str)]
    for field in state.fields.values():
        if field.is_relation and field.remote_field and (field.primary_key or not keys_alone):
            found.append(resolve_relation(field.remote_field.model, *here))
            if through := getattr(field.remote_field, "through", None):
                found.append(resolve_relation(through, *here))
    return [one for one in found if one != here]


class NearState(ProjectState):
    """A state that draws near models, until somebody asks for all of them."""

    _all: StateApps | None = None

    @property
    def apps(self) -> StateApps:
        return self._all or NearApps(self.models)

    def clear_delayed_apps_cache(self) -> None:
        """Django says so before it needs them all."""
        self._all = StateApps(list(self.real_apps), self.models)

    def clone(self) -> NearState:
        return NearState({key: state.clone() for key, state in self.models.items()}, self.real_apps)


class FreshExecutor(MigrationExecutor):
    """Django's own, where something was migrated before."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        if self.loader.applied_migrations:
            return super()._create_project_state(with_applied_migrations)  # type: ignore[misc]  # the stubs do not name it
        return NearState(real_apps=self.loader.unmigrated_apps)

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any) -> ProjectState:
        if not isinstance(state, NearState) or all(_looks_near(one) for one in migration.operations):
            return super().apply_migration(state, migration, *args, **kwargs)
        made = super().apply_migration(ProjectState(state.models, state.real_apps), migration, *args, **kwargs)
        return NearState(made.models, made.real_apps)


def _looks_near(step: Any) -> bool:
    """A column that others point at is altered with all of them."""
    if isinstance(step, operations.AlterField):
        return not (step.field.primary_key or step.field.unique)
    return isinstance(step, _NEAR)
