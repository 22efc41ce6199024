import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { CheckItem } from '@/lib/catalog/checks/check-item'
import { qualityItem } from '@/lib/catalog/checks/quality-items'
import { safetyItems } from '@/lib/catalog/checks/safety-items'
import { speedItems } from '@/lib/catalog/checks/speed-items'
import type { CheckRequest } from '@/lib/contracts/model-checks'
import { internalError } from '@/lib/core/internal-error'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasetVersionExamples } from '@/lib/db/schema/datasets'
import { maskLabel } from '../datasets/example-kinds'
import { readVersion } from '../datasets/read-version'

/** The calls of a check, in a stable order, so that it can resume. @throws NOT_FOUND */
export async function checkItems(db: Database, workspaceId: string, request: CheckRequest): Promise<CheckItem[]> {
  switch (request.kind) {
    case 'quality':
      return qualityItems(db, workspaceId, request)
    case 'safety':
      return safetyItems()
    case 'speed':
      return speedItems(request.calls)
    default: {
      const unhandled: never = request
      throw internalError(`Unhandled check ${JSON.stringify(unhandled)}`)
    }
  }
}

async function qualityItems(
  db: Database,
  workspaceId: string,
  { datasetVersionId, split, maxExamples }: Extract<CheckRequest, { kind: 'quality' }>,
): Promise<CheckItem[]> {
  const labels = await labelsOf(db, workspaceId, datasetVersionId)
  const items: CheckItem[] = []
  const examples = readVersion(db, workspaceId, datasetVersionId, split === 'all' ? {} : { split })
  for await (const example of examples) {
    items.push(qualityItem(example, labels))
    if (items.length === maxExamples) break
  }
  return items
}

/** The labels of the whole version, so that the task is as hard as in use. */
async function labelsOf(db: Database, workspaceId: string, versionId: string): Promise<string[]> {
  const found = await db
    .selectDistinct({ label: datasetExamples.label, keepPersonal: datasetVersionExamples.keepPersonal })
    .from(datasetVersionExamples)
    .innerJoin(datasetExamples, eq(datasetExamples.id, datasetVersionExamples.exampleId))
    .where(and(eq(datasetVersionExamples.versionId, versionId), eq(datasetVersionExamples.workspaceId, workspaceId)))
  // Masked like the examples, so that the right label is among them.
  const masked = found.flatMap(({ label, keepPersonal }) => {
    if (label === null) return []
    return [keepPersonal ? label : maskLabel(label)]
  })
  return [...new Set(masked)].sort()
}
