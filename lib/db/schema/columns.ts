import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '@/lib/core/new-id'

/** Ids are UUIDv7, made by us, so that rows stay in the order in which they were made. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => newId())

export const time = () => timestamp({ withTimezone: true, mode: 'date' })
export const createdAt = () => time().notNull().defaultNow()
export const updatedAt = () =>
  time()
    .notNull()
    .defaultNow()
    .$onUpdateFn(() => new Date())

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
