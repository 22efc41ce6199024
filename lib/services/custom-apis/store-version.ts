import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '@/lib/db/database'
import { customApiActions, customApiVersions } from '@/lib/db/schema/custom-apis'
import { requireUser, type ServiceContext } from '../context'
import type { ApiRow, ApiVersionRow, StoredAction } from './api-rows'
import type { ConvertedSelection, Selection } from './convert-selection'

const ROWS_PER_STATEMENT = 200

/** Inserts a version. Actions that did not change stay in the version of their last change. */
export async function storeVersion(
  tx: Transaction,
  ctx: Pick<ServiceContext, 'actor'>,
  api: Pick<ApiRow, 'id' | 'workspaceId' | 'version'>,
  {
    selection,
    converted,
    before,
  }: {
    selection: Selection
    converted: ConvertedSelection
    before: { version: ApiVersionRow; actions: readonly StoredAction[] } | null
  },
): Promise<void> {
  const { manifest, actions, reads } = converted
  const { id: apiId, workspaceId, version } = api
  // A step loads the address and the ways to sign in with the version of its action.
  const isSameService = before !== null && isDeepStrictEqual(before.version.manifest, manifest)
  const previousActions = new Map(isSameService ? before.actions.map((action) => [action.data.id, action]) : [])
  const stored: { id: string; version: number }[] = []
  const changed = actions.filter((data) => {
    const previous = previousActions.get(data.id)
    const isSame = previous !== undefined && isDeepStrictEqual(previous.data, data)
    stored.push({ id: data.id, version: isSame ? previous.version : version })
    return !isSame
  })
  await tx.insert(customApiVersions).values({
    apiId,
    workspaceId,
    version,
    manifest,
    reads,
    documentId: selection.documentId,
    server: selection.server,
    actions: stored,
    createdBy: requireUser(ctx).name,
  })
  for (let start = 0; start < changed.length; start += ROWS_PER_STATEMENT)
    await tx
      .insert(customApiActions)
      .values(
        changed
          .slice(start, start + ROWS_PER_STATEMENT)
          .map((data) => ({ apiId, workspaceId, version, action: data.id, data })),
      )
}
