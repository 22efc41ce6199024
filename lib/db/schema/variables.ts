import { index, integer, json, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Json, JsonObject } from '@/lib/core/json'
import type { StoredResult } from '@/lib/engine/variables/types'
import { ENVIRONMENT_TYPES } from '@/lib/graph/environment/environment-variable'
import { createdAt, id, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'
import { runs } from './runs'

/** Values of variables that outlast a run: of a conversation, an end user, or an app in one of its environments. */
export const appVariables = pgTable(
  'app_variables',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    /** Empty for drafts; batches have values of their own. */
    environment: text().notNull(),
    scope: text({ enum: ['conversation', 'user', 'app'] }).notNull(),
    /** The conversation or the end user; empty for an app. */
    scopeKey: text().notNull(),
    name: text().notNull(),
    /** An object, since a JSON null in a column is read as no value. */
    stored: json().$type<{ value: Json }>().notNull(),
    /** Number of changes. */
    revision: integer().notNull(),
    /** The run that changed it last; null if a member did. */
    runId: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex().on(table.appId, table.environment, table.scope, table.scopeKey, table.name),
    index().on(table.workspaceId, table.scope, table.updatedAt),
  ],
)

/** Configuration of apps: one value for each environment, and a default. Not secret. */
export const environmentVariables = pgTable(
  'environment_variables',
  {
    workspaceId: workspaceId(),
    name: text().notNull(),
    type: text({ enum: ENVIRONMENT_TYPES }).notNull(),
    /** The default is absent where every environment needs its own value. */
    stored: json().$type<{ default?: Json; byEnvironment: JsonObject }>().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

/** Changes that a step has made, stored with them: a step that runs again after a crash does not repeat them. */
export const variableWrites = pgTable(
  'variable_writes',
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Path of the step, joined by `/`. */
    step: text().notNull(),
    workspaceId: workspaceId(),
    results: json().$type<StoredResult[]>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.step] })],
)
