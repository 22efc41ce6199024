import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import {
  type ProtectionSettings,
  protectionCache,
  readProtectionWithin,
} from '@/lib/services/protection/protection-cache'
import { startLimits } from '@/lib/services/protection/start-limits'
import type { System } from '@/lib/services/system'
import { checkPublicInputs } from '../protection/check-inputs'
import type { BatchRow } from './batch-row'

/**
 * Limits, stops and blocks, which apply to a visitor's rows as to public runs. @returns null for a member's batch, to
 * which they do not apply
 */
export async function protectionOf(
  tx: Transaction,
  { db }: System,
  { endUser }: BatchRow,
): Promise<ProtectionSettings | null> {
  return endUser === null ? null : (protectionCache(db).peek() ?? (await readProtectionWithin(tx)))
}

/** Counts the row against the app's requests per minute, like a message. @returns whether the limit allows it */
export function admitRequest(
  tx: Transaction,
  system: System,
  protection: ProtectionSettings,
  { appId }: Pick<BatchRow, 'appId'>,
): Promise<boolean> {
  return startLimits(system).apps.takeWithin(tx, appId, protection.apps.get(appId)?.perMinute ?? undefined)
}

type Checked = { inputs: JsonObject; error: null } | { inputs: null; error: AppError }

/** Checks the inputs of a visitor's row with the size limits and the injection guard of a message. */
export function visitorError(
  system: System,
  protection: ProtectionSettings | null,
  { workspaceId, appId, endUser }: BatchRow,
  checked: Checked,
): Checked {
  if (protection === null || endUser === null || checked.inputs === null) return checked
  try {
    checkPublicInputs(system, protection, { inputs: checked.inputs, history: [] }, { workspaceId, appId, endUser })
    return checked
  } catch (error) {
    if (AppError.isInstance(error)) return { inputs: null, error }
    throw error
  }
}
