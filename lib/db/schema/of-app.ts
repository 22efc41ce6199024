import { text, uuid } from 'drizzle-orm/pg-core'
import { apps } from './apps'

/** The app whose row it is; the row goes with it. */
export const appId = () =>
  uuid()
    .notNull()
    .references(() => apps.id, { onDelete: 'cascade' })

/** In which of the app's environments it came to be: nothing of one exists in another. */
export const environment = () => text().notNull().default('production')
