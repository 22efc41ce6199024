import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { callbackSecrets } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import { signStandardWebhook } from '@/lib/secrets/standard-webhook'
import { signWebhook } from '@/lib/secrets/webhook-signature'
import { workspaceEgress } from '@/lib/services/governance/workspace-egress'
import type { System } from '@/lib/services/system'

export interface SignedPost {
  url: string
  /** Identifies the delivery; the same for every attempt. */
  deliveryId: string
  /** The app whose secret signs the request. */
  appId: string
  workspaceId: string
  value: unknown
}

/** @throws UNAVAILABLE when the receiver does not return a success; CREDENTIAL_MISSING when the app has no secret */
export async function postSigned(system: System, post: SignedPost, signal: AbortSignal): Promise<void> {
  const body = Buffer.from(JSON.stringify(post.value))
  const secret = await secretOf(system, post)
  const nowMs = Date.now()
  const response = await workspaceEgress(system.db, post.workspaceId)(post.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Patchbay',
      'patchbay-delivery': post.deliveryId,
      'patchbay-signature': signWebhook(secret, body, nowMs),
      ...signStandardWebhook(secret, { id: post.deliveryId, body, nowMs }),
    },
    body,
    redirect: 'error',
    signal,
    limits: { totalMs: 15_000, maxBytes: 64 * 1024 },
  })
  await response.body?.cancel()
  if (!response.ok)
    throw new AppError(
      'UNAVAILABLE',
      problem('callbacks.answered', { host: new URL(post.url).host, status: String(response.status) }),
    )
}

async function secretOf(system: System, { appId, workspaceId }: SignedPost): Promise<string> {
  const [row] = await system.db
    .select()
    .from(callbackSecrets)
    .where(and(eq(callbackSecrets.appId, appId), eq(callbackSecrets.workspaceId, workspaceId)))
  if (!row) throw new AppError('CREDENTIAL_MISSING', problem('callbacks.secretMissing'))
  return system.keyring.open(system.db, { workspaceId, id: appId, type: 'callback' }, row.encryptedSecret)
}
