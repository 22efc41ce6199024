import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import { bytea, createdAt, id, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** OpenAPI documents of imports. One that no version refers to is deleted after a day. */
export const customApiDocuments = pgTable(
  'custom_api_documents',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** URL from which it was loaded; null if it was pasted or uploaded. */
    url: text(),
    /** Compressed with gzip. */
    content: bytea().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId, table.createdAt)],
)

/** APIs that the workspace imported; each is a plugin of its actions. */
export const customApis = pgTable(
  'custom_apis',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Id of the plugin in graphs, which starts with `api-`. */
    plugin: text().notNull(),
    name: text().notNull(),
    /** The current version. Published apps keep the one that they selected. */
    version: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.plugin)],
)

const apiId = () =>
  uuid()
    .notNull()
    .references(() => customApis.id, { onDelete: 'cascade' })

/** The stored result of an import. Immutable. */
export const customApiVersions = pgTable(
  'custom_api_versions',
  {
    apiId: apiId(),
    version: integer().notNull(),
    workspaceId: workspaceId(),
    documentId: uuid()
      .notNull()
      .references(() => customApiDocuments.id, { onDelete: 'restrict' }),
    /** The selected address, with `{name}` for each variable. */
    server: text().notNull(),
    /** Operations marked as reading, by method and path. */
    reads: jsonb().$type<string[]>().notNull(),
    manifest: jsonb().$type<ApiManifest>().notNull(),
    /** Actions in the order of the document, with the version in which each one changed last. */
    actions: jsonb().$type<{ id: string; version: number }[]>().notNull(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.apiId, table.version] }), index().on(table.workspaceId)],
)

/** Actions by the version that changed them. */
export const customApiActions = pgTable(
  'custom_api_actions',
  {
    apiId: apiId(),
    version: integer().notNull(),
    action: text().notNull(),
    workspaceId: workspaceId(),
    data: jsonb().$type<ApiActionData>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.apiId, table.version, table.action] }), index().on(table.workspaceId)],
)
