import { uuid } from 'drizzle-orm/pg-core'
import { users, workspaces } from './auth'

/** The workspace whose row it is; the row goes with it. */
export const workspaceId = () =>
  uuid()
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' })

/** The person whose row it is; the row goes with them. */
export const userId = () =>
  uuid()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })
