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
 * Limits, stops and blocks, which apply to a visitor's rows as to public runs. null: a member's batch, to which they do
 * not apply.
 */
export async function pageOf(
  tx: Transaction,
  { db }: System,
  { endUser }: BatchRow,
): Promise<ProtectionSettings | null> {
  return endUser === null ? null : (protectionCache(db).peek() ?? (await readProtectionWithin(tx)))
}

/** A row uses one of the app's requests per minute, like a message. @returns whether one was left */
export function admitRequest(
  tx: Transaction,
  system: System,
  page: ProtectionSettings,
  { appId }: Pick<BatchRow, 'appId'>,
): Promise<boolean> {
  return startLimits(system).apps.takeWithin(tx, appId, page.apps.get(appId)?.perMinute ?? undefined)
}

type Checked = { inputs: JsonObject; error: null } | { inputs: null; error: AppError }

/** The same size limits and guard as for a message. */
export function visitorError(
  system: System,
  page: ProtectionSettings | null,
  { workspaceId, appId, endUser }: BatchRow,
  checked: Checked,
): Checked {
  if (page === null || endUser === null || checked.inputs === null) return checked
  try {
    checkPublicInputs(system, page, { inputs: checked.inputs, history: [] }, { workspaceId, appId, endUser })
    return checked
  } catch (error) {
    if (AppError.isInstance(error)) return { inputs: null, error }
    throw error
  }
}
