import { uuid } from 'drizzle-orm/pg-core'
import { apps } from './apps'

/** The app whose row it is; the row goes with it. */
export const appId = () =>
  uuid()
    .notNull()
    .references(() => apps.id, { onDelete: 'cascade' })
