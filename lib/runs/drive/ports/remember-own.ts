import 'server-only'
import type { Database } from '@/lib/db/database'
import type { NotRemembered, Remembered, RememberRequest } from '@/lib/engine/memory-requests'
import { mayStore } from '@/lib/services/memories/memory-consent'
import type { MemoryOwner } from '@/lib/services/memories/memory-owner'
import { rememberFacts } from '@/lib/services/memories/remember-facts'
import { requireOwnRun } from './require-own-run'

/** @returns null if facts about the end user may be stored */
export async function mayRememberOwn(
  db: Database,
  owner: MemoryOwner,
  request: Pick<RememberRequest, 'needsConsent'>,
): Promise<NotRemembered | null> {
  return (await mayStore(db, owner, needsConsent(owner, request))) ? null : 'no-consent'
}

/** Members agree by running their draft. */
const needsConsent = ({ environment }: MemoryOwner, request: Pick<RememberRequest, 'needsConsent'>): boolean =>
  request.needsConsent && environment !== ''

/** @throws CANCELLED when another process drives the run */
export function rememberOwn(
  db: Database,
  { owner, runId }: { owner: MemoryOwner; runId: string | null },
  request: RememberRequest,
): Promise<Remembered> {
  return db.transaction(async (tx) => {
    if (runId !== null) await requireOwnRun(tx, owner.workspaceId, runId)
    return rememberFacts(tx, owner, {
      request: { ...request, needsConsent: needsConsent(owner, request) },
      runId,
      now: new Date(),
    })
  })
}
