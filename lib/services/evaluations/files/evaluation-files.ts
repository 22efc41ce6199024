import 'server-only'
import type * as contract from '@/lib/contracts/evaluation-files'
import { type FileIssue, SHOWN_FILE_ISSUES } from '@/lib/contracts/evaluation-files'
import { MAX_SCORERS } from '@/lib/contracts/evaluations'
import { caseText } from '@/lib/contracts/example-data'
import { AppError } from '@/lib/core/app-error'
import { toDisplayName } from '@/lib/files/display-name'
import type { EvaluationFile } from '@/lib/import/evaluations/evaluation-file'
import { readFileInThread } from '@/lib/import/evaluations/run-reader'
import { problem } from '@/lib/messages/problems/problem'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import { getAppRow } from '../../apps/get-app-row'
import { requireRole, type Upload, type Verb } from '../../context'
import { createCases } from '../create-cases'
import { insertEvaluation } from '../evaluations'
import { scorersFor } from '../suggest-scorers'
import { inputText, toTestCase } from '../test-case'
import { repeatedIds } from './repeated-ids'

const SAMPLE = 5
const KINDS = ['invalid', 'dropped', 'changed'] as const

export const previewEvaluationFile: Verb<typeof contract.previewEvaluationFile> = async ({
  ctx,
  params,
  upload,
  signal,
}) => {
  requireRole(ctx, 'editor')
  await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const file = await readUpload(upload, signal)
  const repeated = repeatedIds(file.cases)
  const issues = [...file.issues, ...repeated].map(
    ({ reason, ...issue }): FileIssue => ({ ...issue, ...reasonColumns(reason) }),
  )
  const { format, name, invalid } = file
  return {
    format,
    invalid,
    name: name || plainName(upload),
    cases: file.cases.length,
    duplicateIds: repeated.length,
    scorers: file.scorers.slice(0, MAX_SCORERS),
    issues: KINDS.flatMap((kind) => issues.filter((issue) => issue.kind === kind)).slice(0, SHOWN_FILE_ISSUES),
    issueCount: file.issueCount + repeated.length,
    sample: file.cases.slice(0, SAMPLE).map(({ data }) => ({
      input: inputText(data),
      expected: data.expected === undefined ? '' : caseText(data.expected),
      checks: data.checks?.length ?? 0,
    })),
  }
}

export const importEvaluationFile: Verb<typeof contract.importEvaluationFile> = async ({
  ctx,
  params,
  query,
  upload,
  signal,
}) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const file = await readUpload(upload, signal)
  const repeated = repeatedIds(file.cases)
  if (file.invalid > 0 && query.rows === 'all')
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.invalidRows', { count: file.invalid }))
  if (repeated.length > 0 && query.ids === 'unique')
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.repeatedIds', { count: repeated.length }))
  if (file.cases.length === 0) throw new AppError('INVALID_INPUT', problem('evaluationFiles.noCases'))
  const name = query.name || file.name || plainName(upload)
  const datasetId = await createCases(
    ctx,
    name,
    file.cases.map(({ data, split }) => ({ data, split, runId: null })),
  )
  const suggested = scorersFor(
    app.draft,
    file.cases.slice(0, 200).map(({ data }) => toTestCase(data)),
  )
  const scorers = file.scorers.length > 0 ? file.scorers.slice(0, MAX_SCORERS) : suggested
  return insertEvaluation(ctx, { appId: app.id, datasetId, name, split: 'all', scorers })
}

function readUpload({ bytes, fileName }: Upload, signal: AbortSignal): Promise<EvaluationFile> {
  if (bytes.byteLength === 0)
    throw new AppError('INVALID_INPUT', problem('files.namedEmpty', { name: toDisplayName(fileName) }))
  return readFileInThread({ bytes, fileName }, signal)
}

/** The file's name without its extension. */
const plainName = ({ fileName }: Upload): string =>
  toDisplayName(fileName)
    .replace(/\.[a-z]+$/i, '')
    .trim()
    .slice(0, 120) || 'Evaluation'
