import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { AppLimits } from '@/lib/contracts/protection'
import { BLOCK_KINDS, REJECTION_KINDS } from '@/lib/contracts/protection-kinds'
import { apps } from './apps'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** Limits of a published app that differ from those of the instance. */
export const appProtections = pgTable('app_protections', {
  appId: uuid()
    .primaryKey()
    .references(() => apps.id, { onDelete: 'cascade' }),
  workspaceId: workspaceId(),
  limits: jsonb().$type<AppLimits>().notNull(),
  updatedAt: updatedAt(),
})

/** Public traffic that an owner has stopped: of one app, or with '' of the whole workspace. */
export const trafficStops = pgTable(
  'traffic_stops',
  {
    workspaceId: workspaceId(),
    appId: text().notNull().default(''),
    message: text().notNull(),
    stoppedByName: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.appId] })],
)

/** End users, keys and addresses that the workspace's apps reject. */
export const blocks = pgTable(
  'blocks',
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text({ enum: BLOCK_KINDS }).notNull(),
    /** An end user, a key's id, or an address as counted by limits: IPv4, or the /64 of IPv6. */
    subject: text().notNull(),
    reason: text().notNull(),
    createdByName: text().notNull(),
    createdAt: createdAt(),
    /** Null if it applies until it is removed. */
    expiresAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.kind, table.subject)],
)

/** Rejections per five minutes and subject, as counts instead of a row each. */
export const rejectionCounts = pgTable(
  'refusal_counts',
  {
    workspaceId: workspaceId(),
    at: time().notNull(),
    kind: text({ enum: REJECTION_KINDS }).notNull(),
    /** '': unknown, or too many to distinguish. */
    appId: text().notNull().default(''),
    keyId: text().notNull().default(''),
    endUser: text().notNull().default(''),
    address: text().notNull().default(''),
    count: integer().notNull(),
    /** Time of the last one; null in old rows, which lack it. */
    lastAt: time(),
  },
  (table) => [
    primaryKey({
      columns: [table.workspaceId, table.at, table.kind, table.appId, table.keyId, table.endUser, table.address],
    }),
    index().on(table.at),
  ],
)
