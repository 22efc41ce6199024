import 'server-only'
import type { Database } from '@/lib/db/database'
import type { System } from '@/lib/services/system'

/** The context of services for members and visitors alike. Their callers check the rights. */
export interface BatchContext {
  db: Database
  system: System
  workspace: { id: string }
  now(): Date
}
