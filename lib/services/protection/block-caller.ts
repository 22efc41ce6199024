import 'server-only'
import { eq, or, sql } from 'drizzle-orm'
import type { createBlock as createContract } from '@/lib/contracts/protection'
import { runs } from '@/lib/db/schema/runs'
import type { Verb } from '@/lib/services/context'
import { createBlock } from '@/lib/services/protection/blocks'

/**
 * Blocked callers cannot start runs, and their active or waiting ones are cancelled, including shadow runs for them.
 */
export const blockCaller: Verb<typeof createContract> = async (call) => {
  const created = await createBlock(call)
  const { ctx, body } = call
  // Runs do not store addresses.
  if (body.kind === 'address') return created
  await ctx.system.runs.cancelWhere(
    ctx.workspace.id,
    body.kind === 'key' ? isOfKey(body.subject) : isOfEndUser(body.subject),
  )
  return created
}

const isOfKey = (keyId: string) => or(eq(runs.keyId, keyId), sql`${runs.actsFor}->>'keyId' = ${keyId}`)
const isOfEndUser = (endUser: string) => or(eq(runs.endUser, endUser), sql`${runs.actsFor}->>'endUser' = ${endUser}`)
