import { uuid } from 'drizzle-orm/pg-core'
import { users, workspaces } from './auth'

/** The workspace that owns the row; deleting the workspace deletes it. */
export const workspaceId = () =>
  uuid()
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' })

/** The person who owns the row; deleting the person deletes it. */
export const userId = () =>
  uuid()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })
