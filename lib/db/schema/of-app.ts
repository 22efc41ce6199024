import { text, uuid } from 'drizzle-orm/pg-core'
import { apps } from './apps'

/** The app that owns the row; deleting the app deletes it. */
export const appId = () =>
  uuid()
    .notNull()
    .references(() => apps.id, { onDelete: 'cascade' })

/** The app's environment that created the row; it is invisible in others. */
export const environment = () => text().notNull().default('production')
