import 'server-only'
import { eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { callbackSecrets } from '@/lib/db/schema/automations'
import { checkEgress } from '@/lib/egress/egress-fetch'
import { isBlockedByPrivateMode } from '@/lib/egress/is-blocked-by-private-mode'
import { problem } from '@/lib/messages/problems/problem'
import { readModelPolicy } from '@/lib/services/governance/model-policy'
import { readLocalAddresses } from '@/lib/services/governance/read-local-addresses'

/** Checks a callback when it is requested: otherwise it would fail as a dead letter. @throws INVALID_INPUT, CONFLICT */
export async function checkCallback(
  db: Database,
  { appId, workspaceId }: { appId: string; workspaceId: string },
  url: string,
): Promise<void> {
  const { privateMode } = await readModelPolicy(db, workspaceId)
  try {
    const localAddresses = await readLocalAddresses(db)
    checkEgress(url, { onlyHttps: true, onlyHosts: privateMode?.hosts ?? null, localAddresses })
  } catch (cause) {
    if (!AppError.isInstance(cause)) throw cause
    if (isBlockedByPrivateMode(cause)) throw new AppError('INVALID_INPUT', cause, { cause })
    throw new AppError('INVALID_INPUT', problem('callbacks.notPublicHttps'), { cause })
  }
  const [secret] = await db
    .select({ appId: callbackSecrets.appId })
    .from(callbackSecrets)
    .where(eq(callbackSecrets.appId, appId))
  if (!secret) {
    throw new AppError('CONFLICT', problem('callbacks.noSecretYet'))
  }
}
