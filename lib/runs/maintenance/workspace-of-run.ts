import 'server-only'
import { eq } from 'drizzle-orm'
import { workspaces } from '@/lib/db/schema/auth'
import { runs } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'

/** A condition for `exists`, since no foreign key guarantees that a run's workspace exists (`lib/db/schema/runs.ts`). */
export const workspaceOfRun = (db: System['db']) =>
  db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, runs.workspaceId))
