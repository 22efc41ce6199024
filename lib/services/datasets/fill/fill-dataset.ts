import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { SourceReport } from '@/lib/contracts/dataset-sources'
import { AppError } from '@/lib/core/app-error'
import { datasetSources } from '@/lib/db/schema/datasets'
import { type ErrorColumns, errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'
import { getDatasetRow, getSourceRow, type SourceRow } from '../get-dataset-row'
import { healSplits, touchDataset } from '../insert-examples'
import { deleteUpload } from '../upload-source'
import { fillByModel } from './fill-by-model'
import { fillFromRuns } from './fill-from-runs'
import { fillFromUpload } from './fill-from-upload'
import type { FillData } from './fill-job'
import type { ExamplesRequest } from './request-examples'
import { GenerateSettings, RunsSettings, UploadSettings } from './source-settings'

type Models = ExamplesRequest['models']

/** Handler of the fill job. Resumes an interrupted job after the stored rows. */
export async function fillDataset(
  system: System,
  address: FillData,
  signal: AbortSignal,
  modelsOf: (source: SourceRow) => Models = (source) => jobModels(system, source),
): Promise<void> {
  const { db } = system
  const dataset = await getDatasetRow(db, address.workspaceId, address.datasetId).catch(() => null)
  const source = await getSourceRow(db, address.workspaceId, address).catch(() => null)
  // The data set or source was deleted, or the source was stopped, while the job waited.
  if (!dataset || !source || (source.status !== 'queued' && source.status !== 'running')) return
  const report = SourceReport.parse(source.report)
  const fill = { db, address, kind: dataset.kind, report, signal }
  try {
    await fillFrom(source, fill, modelsOf)
    await healSplits(db, dataset.id)
    await end(system, address, { status: 'done', ...errorColumns(null) })
    await touchDataset(db, dataset.id, new Date())
  } catch (error) {
    // A shutdown does not fail the source: the job will be retried.
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('datasets.notAdded')
    await end(system, address, { status: 'failed', ...errorColumns(failure) })
    if (!AppError.isInstance(error)) throw error
  }
  await deleteUpload(source)
}

type Common = Omit<Parameters<typeof fillFromRuns>[0], 'settings'>

function fillFrom(source: SourceRow, fill: Common, modelsOf: (source: SourceRow) => Models): Promise<boolean> {
  switch (source.kind) {
    case 'upload':
      return fillFromUpload({ ...fill, settings: UploadSettings.parse(source.settings) })
    case 'runs':
    case 'feedback':
      return fillFromRuns({ ...fill, settings: RunsSettings.parse(source.settings) })
    case 'generated':
      return fillByModel({ ...fill, settings: GenerateSettings.parse(source.settings) }, modelsOf(source))
    case 'manual':
      return Promise.resolve(true)
    default: {
      const unhandled: never = source.kind
      return unhandled
    }
  }
}

/** Ends the source, unless it was stopped meanwhile. */
async function end(system: System, address: FillData, values: { status: 'done' | 'failed' } & ErrorColumns) {
  await system.db
    .update(datasetSources)
    .set(values)
    .where(
      and(
        eq(datasetSources.id, address.sourceId),
        eq(datasetSources.workspaceId, address.workspaceId),
        inArray(datasetSources.status, ['queued', 'running']),
      ),
    )
}

function jobModels(system: System, { workspaceId, createdBy }: SourceRow): Models {
  const noCaller = { appId: null, versionId: null, runId: null, keyId: null, endUser: null }
  return workspaceModels({ system, caller: { ...noCaller, workspaceId, userId: createdBy, origin: 'dataset' } })
}
