import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { desc, eq } from 'drizzle-orm'
import { internalError } from '@/lib/core/internal-error'
import type { Transaction } from '@/lib/db/database'
import { apps, versions } from '@/lib/db/schema/apps'
import { summarizeDiff } from '@/lib/graph/diff/diff-summary'
import type { AppRow } from '../apps/get-app-row'
import type { ServiceContext } from '../context'

export type NewVersion = Pick<typeof versions.$inferSelect, 'note' | 'hash' | 'cause' | 'isSound'>

/**
 * Stores the draft under the next number, with the changes since the previous version. Publishing the same graph again
 * with the same note, as a double click does, returns the existing version. @returns its id
 */
export async function insertVersion(
  tx: Transaction,
  ctx: ServiceContext,
  app: AppRow,
  version: NewVersion,
): Promise<string> {
  // Locks the app, so that two concurrent versions do not get the same number.
  await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, app.id)).for('update')
  const [last] = await tx
    .select({
      id: versions.id,
      number: versions.number,
      graph: versions.graph,
      cause: versions.cause,
      note: versions.note,
      hash: versions.hash,
    })
    .from(versions)
    .where(eq(versions.appId, app.id))
    .orderBy(desc(versions.number))
    .limit(1)
  if (last && isSamePublication(last, version) && isDeepStrictEqual(last.graph, app.draft)) return last.id
  const [created] = await tx
    .insert(versions)
    .values({
      ...version,
      workspaceId: app.workspaceId,
      appId: app.id,
      number: (last?.number ?? 0) + 1,
      author: ctx.actor.kind === 'user' ? ctx.actor.name : 'Patchbay',
      graph: app.draft,
      changes: last ? summarizeDiff(last.graph, app.draft) : null,
    })
    .returning({ id: versions.id })
  if (!created) throw internalError('The version was not stored.')
  return created.id
}

function isSamePublication(last: Omit<NewVersion, 'isSound'>, { cause, note, hash }: NewVersion): boolean {
  const arePublications = cause === 'published' && last.cause === 'published'
  return arePublications && last.note === note && last.hash === hash
}
