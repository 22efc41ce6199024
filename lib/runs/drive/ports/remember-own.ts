import 'server-only'
import type { Database } from '@/lib/db/database'
import type { Remembered, RememberRequest } from '@/lib/engine/memory-requests'
import type { MemoryOwner } from '@/lib/services/memories/memory-owner'
import { rememberFacts } from '@/lib/services/memories/remember-facts'
import { requireOwnRun } from './require-own-run'

/** Members agree by running their draft. @throws CANCELLED when another process drives the run */
export function rememberOwn(
  db: Database,
  { owner, runId }: { owner: MemoryOwner; runId: string | null },
  request: RememberRequest,
): Promise<Remembered> {
  const isDraft = owner.environment === ''
  return db.transaction(async (tx) => {
    if (runId !== null) await requireOwnRun(tx, owner.workspaceId, runId)
    return rememberFacts(tx, owner, {
      request: { ...request, needsConsent: request.needsConsent && !isDraft },
      runId,
      now: new Date(),
    })
  })
}
