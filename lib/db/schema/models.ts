import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ConnectionLimits, ConnectionView } from '@/lib/contracts/models'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

export interface SealedKey {
  id: string
  encryptedKey: string
  last4: string | null
}

export const connections = pgTable(
  'connections',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    provider: text().notNull(),
    baseUrl: text(),
    /** Provider settings besides address and key: region, project, deployment. Nothing secret. */
    fields: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** lib/secrets/envelope, bound to this row and workspace. */
    encryptedKey: text(),
    last4: text(),
    /** Further keys of the same account: calls are distributed over all of them. */
    moreKeys: jsonb().$type<SealedKey[]>().notNull().default([]),
    /** Shared by all processes; null without a limit of our own. */
    limits: jsonb().$type<ConnectionLimits>(),
    models: jsonb().$type<ConnectionView['models']>().notNull().default([]),
    status: text({ enum: ['ok', 'failing', 'untested'] })
      .notNull()
      .default('untested'),
    statusMessage: text(),
    statusRef: jsonb().$type<ProblemRef>(),
    /** Set when the last test was blocked: the address of this computer that an owner may allow. */
    blockedAddress: text(),
    testedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

export const secrets = pgTable(
  'secrets',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    encryptedValue: text().notNull(),
    last4: text(),
    hosts: jsonb().$type<string[]>().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.name)],
)
