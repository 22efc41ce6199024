import 'server-only'
import type { ExampleData } from '@/lib/contracts/example-data'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasets, datasetVersionExamples, datasetVersions } from '@/lib/db/schema/datasets'

export interface SampleExample {
  data: ExampleData
  split: 'train' | 'validation' | 'test'
}

/** Inserts a data set with a version, as the studio stores them. @returns the version's id */
export async function insertDataset(
  db: Database,
  workspaceId: string,
  kind: 'chat' | 'qa' | 'classification',
  examples: readonly SampleExample[],
): Promise<string> {
  const [datasetId, versionId] = [newId(), newId()]
  await db.insert(datasets).values({ id: datasetId, workspaceId, name: 'Mail', kind })
  await db
    .insert(datasetVersions)
    .values({ id: versionId, workspaceId, datasetId, number: 1, statistics: { examples: examples.length } })
  const rows = examples.map(({ data }) => ({
    id: newId(),
    workspaceId,
    datasetId,
    hash: newId(),
    inputHash: newId(),
    data,
    preview: '',
    label: 'label' in data ? data.label : null,
    review: 'approved' as const,
  }))
  await db.insert(datasetExamples).values(rows)
  await db.insert(datasetVersionExamples).values(
    rows.map(({ id }, index) => ({
      versionId,
      exampleId: id,
      workspaceId,
      split: examples[index]?.split ?? 'train',
    })),
  )
  return versionId
}
