import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { convertOperations } from '@/lib/import/openapi/run-converter'
import { problem } from '@/lib/messages/problems/problem'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import { requireRole, type ServiceContext } from '../context'
import { loadDocument } from './document-store'

export interface Selection {
  documentId: string
  server: string
  operations: string[]
  reads: string[]
}

export interface ConvertedSelection {
  manifest: ApiManifest
  actions: ApiActionData[]
  /** Selected operations that are marked as reading although they use neither GET nor HEAD. */
  reads: string[]
}

interface PreviousApi {
  plugin: string
  name: string
  /** Ids by method and path. */
  ids: Readonly<Record<string, string>>
  reads: readonly string[]
}

/** @throws INVALID_INPUT for operations that cannot be imported, FORBIDDEN when an editor marks a write as reading */
export async function convertSelection(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  { documentId, server, operations, reads: wanted }: Selection,
  { plugin, name, ids, reads: before }: PreviousApi,
  signal: AbortSignal,
): Promise<ConvertedSelection> {
  const selected = new Set(operations)
  const reads = [...new Set(wanted)].filter((key) => selected.has(key) && !/^(?:GET|HEAD) /.test(key))
  if (reads.some((key) => !before.includes(key))) requireOwner(ctx)
  const { text, url } = await loadDocument(ctx, documentId)
  const converted = await convertOperations(
    { text, documentUrl: url, selection: { plugin, name, server, operations: [...selected], reads, ids: { ...ids } } },
    { signal },
  )
  const found = new Set(converted.actions.map(({ operation }) => operation))
  const missing = [...selected].filter((key) => !found.has(key))
  if (missing.length > 0)
    throw new AppError(
      'INVALID_INPUT',
      problem('customApis.operationsMissing', { operations: missing.slice(0, 5).join(', ') }),
    )
  return { ...converted, reads }
}

/** Only owners may mark an operation as reading: steps that only read run without approval, even in shadow runs. */
function requireOwner(ctx: Pick<ServiceContext, 'actor'>): void {
  try {
    requireRole(ctx, 'owner')
  } catch (cause) {
    throw new AppError('FORBIDDEN', problem('customApis.ownerReads'), { cause })
  }
}
