import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { BodyOf } from '@/lib/contracts/contract'
import type { changeExamples as contract } from '@/lib/contracts/dataset-examples'
import { definedOnly } from '@/lib/core/defined-only'
import { datasetExamples } from '@/lib/db/schema/datasets'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { getDatasetRow } from './get-dataset-row'
import { healSplits, touchDataset } from './insert-examples'

export const changeExamples: Verb<typeof contract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const { ids, removed, split, ...rest } = body
  await ctx.db.transaction(async (tx) => {
    const selected = and(
      inArray(datasetExamples.id, ids),
      eq(datasetExamples.datasetId, dataset.id),
      eq(datasetExamples.workspaceId, ctx.workspace.id),
    )
    const change = definedOnly({ review: rest.review, keepPersonal: rest.keepPersonal })
    const found = await tx
      .update(datasetExamples)
      .set({
        ...change,
        datasetId: dataset.id,
        ...(removed === undefined ? {} : { removedAt: removed ? ctx.now() : null }),
      })
      .where(selected)
      .returning({ inputHash: datasetExamples.inputHash })
    if (found.length === 0) throw notFound('missing.example')
    if (split !== undefined) {
      // Moves all examples with the same question, so that no split contains questions of another.
      const inputs = [...new Set(found.map(({ inputHash }) => inputHash))]
      await tx
        .update(datasetExamples)
        .set({ split })
        .where(
          and(
            inArray(datasetExamples.inputHash, inputs),
            eq(datasetExamples.datasetId, dataset.id),
            eq(datasetExamples.workspaceId, ctx.workspace.id),
            isNull(datasetExamples.removedAt),
          ),
        )
    }
    if (removed === false) await healSplits(tx, dataset.id)
    await touchDataset(tx, dataset.id, ctx.now())
    await emitAudit(tx, ctx, { ...entryOf(body), subject: `dataset:${dataset.id}` })
  })
  return { ok: true }
}

function entryOf({ ids, ...change }: BodyOf<typeof contract>): Omit<Parameters<typeof emitAudit>[2], 'subject'> {
  const isAboutPersonal = change.keepPersonal !== undefined
  return {
    action: isAboutPersonal
      ? change.keepPersonal
        ? 'example.keepPersonal'
        : 'example.maskPersonal'
      : 'example.change',
    after: { count: ids.length, exampleId: ids[0] ?? null, ...definedOnly(change) },
  }
}
