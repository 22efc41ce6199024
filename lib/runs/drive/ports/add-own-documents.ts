import 'server-only'
import type { AddedDocument, AddRequest } from '@/lib/engine/knowledge-writes'
import { addDocuments } from '@/lib/services/knowledge/add-documents'
import type { System } from '@/lib/services/system'
import { requireOwnRun } from './require-own-run'

/** @throws CANCELLED when another process drives the run */
export async function addOwnDocuments(
  place: { system: System; workspaceId: string },
  runId: string | null,
  request: AddRequest,
): Promise<AddedDocument[]> {
  if (runId !== null) await place.system.db.transaction((tx) => requireOwnRun(tx, place.workspaceId, runId))
  return addDocuments(place, request)
}
