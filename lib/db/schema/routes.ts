import { bigint, customType, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { RoutePolicy } from '@/lib/contracts/routes'
import type { JsonObject } from '@/lib/core/json'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** Dimensions of the built-in embedder: `toDriver` checks nothing, the column does. */
const vector384 = customType<{ data: number[] | Float32Array; driverData: string }>({
  dataType: () => 'vector(384)',
  toDriver: (value) => `[${Array.from(value).join(',')}]`,
  fromDriver: (value) => value.slice(1, -1).split(',').map(Number),
})

/** A virtual model that selects the model for each call. */
export const modelRoutes = pgTable(
  'model_routes',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    policy: jsonb().$type<RoutePolicy>().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.name)],
)

/** Answers that may be reused: by the hash of the whole request, or for a semantically equal question. */
export const cachedAnswers = pgTable(
  'cached_answers',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Hash of everything the answer depends on except the last question: model, settings, tools, previous messages. */
    scopeHash: text().notNull(),
    /** Hash of the whole request. */
    requestHash: text().notNull(),
    /** Embedding of the last question, for `semantic`. */
    embedding: vector384(),
    answer: jsonb().$type<JsonObject>().notNull(),
    costMicros: bigint({ mode: 'number' }),
    hits: integer().notNull().default(0),
    createdAt: createdAt(),
    expiresAt: time().notNull(),
  },
  (table) => [
    uniqueIndex().on(table.workspaceId, table.requestHash),
    index().on(table.workspaceId, table.scopeHash),
    index().on(table.expiresAt),
  ],
)
