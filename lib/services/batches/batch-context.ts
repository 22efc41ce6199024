import 'server-only'
import type { Database } from '@/lib/db/database'
import type { System } from '@/lib/services/system'

/** For members and visitors alike: rights are checked before. */
export interface BatchContext {
  db: Database
  system: System
  workspace: { id: string }
  now(): Date
}
