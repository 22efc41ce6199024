import 'server-only'
import { and, count, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { type LabConfiguration, LabFound } from '@/lib/contracts/retrieval-lab-runs'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { storable } from '@/lib/core/storable'
import { labQuestions, labResults, labRuns } from '@/lib/db/schema/retrieval-lab'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { proposeThreshold, type SureAnswer } from '@/lib/rag/lab/propose-threshold'
import { summarizeRun } from '@/lib/rag/lab/summarize-run'
import { getKnowledgeBaseRow } from '@/lib/services/knowledge/get-knowledge-base-row'
import { type LabModels, labModels } from '@/lib/services/knowledge/lab/lab-models'
import { type LabRunData, labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import { configurationsOf, type LabRunRow } from '@/lib/services/knowledge/lab/lab-run-view'
import type { LabQuestionRow } from '@/lib/services/knowledge/lab/question-rows'
import type { System } from '@/lib/services/system'
import { type ConfigurationAnswer, measureConfiguration } from './measure-configuration'
import { isPermanent } from './permanent-errors'
import { withRetries } from './with-retries'

const OPEN = ['queued', 'running'] as const
const TURN_MS = 5 * 60_000
/** Consecutive failures of one configuration after which its results would be meaningless. */
const MAX_FAILURES = 5

/**
 * Handler of the job: runs every question with every configuration. Stored results are not repeated
 * after a crash.
 */
export async function runLab(system: System, data: LabRunData, signal: AbortSignal, models?: LabModels): Promise<void> {
  const row = await begin(system, data)
  if (!row) return
  try {
    const parts = { system, row, signal, models: models ?? (await modelsOf(system, row)), failures: new Map() }
    if (!(await runQuestions(parts))) return
    await finish(system, row)
  } catch (error) {
    // Another process resumes the run.
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('evaluation.comparisonFailed')
    await end(system, row, { status: 'failed', ...errorColumns(failure) })
    if (!AppError.isInstance(error)) throw error
  }
}

/** Marks the run as running. @returns null if it was cancelled or deleted while queued */
async function begin({ db }: System, { workspaceId, labRunId }: LabRunData): Promise<LabRunRow | null> {
  const [row] = await db
    .update(labRuns)
    .set({ status: 'running' })
    .where(and(eq(labRuns.id, labRunId), eq(labRuns.workspaceId, workspaceId), inArray(labRuns.status, [...OPEN])))
    .returning()
  return row ?? null
}

async function modelsOf(system: System, { workspaceId, knowledgeBaseId, createdBy }: LabRunRow): Promise<LabModels> {
  const base = await getKnowledgeBaseRow(system.db, workspaceId, knowledgeBaseId)
  return labModels(system, { workspaceId, userId: createdBy, fields: base.metadataFields })
}

interface Drive {
  system: System
  row: LabRunRow
  models: LabModels
  signal: AbortSignal
  /** Consecutive failures by index of the configuration. */
  failures: Map<number, number>
}

/** Searches sequentially, so that durations are comparable. @returns whether all searches were made */
async function runQuestions(drive: Drive): Promise<boolean> {
  const { system, row, signal } = drive
  const untilMs = performance.now() + TURN_MS
  const configurations = configurationsOf(row)
  const answeredKeys = await answered(system, row)
  await warmUp(drive)
  for (const [turn, questionId] of row.questionIds.entries()) {
    const openConfigurations = rotated(configurations.entries(), turn).filter(
      ([index]) => !answeredKeys.has(`${questionId} ${index}`),
    )
    if (openConfigurations.length === 0) continue
    const question = await readQuestion(system, row, questionId)
    for (const [index, configuration] of openConfigurations) {
      signal.throwIfAborted()
      const answer = question ? await runQuestion(drive, question, configuration) : null
      if (!(await store(drive, { questionId, question, index, answer }))) return false
      if (answer) checkFailures(drive, index, configuration, answer)
    }
    if (performance.now() < untilMs) continue
    await system.jobs.send(
      labRunJob,
      { workspaceId: row.workspaceId, labRunId: row.id },
      { key: row.id, group: row.workspaceId, priority: 'batch' },
    )
    return false
  }
  return true
}

/** @throws UNAVAILABLE after repeated failures */
function checkFailures({ failures }: Drive, index: number, { name }: LabConfiguration, { error }: ConfigurationAnswer) {
  const failureCount = error === null ? 0 : (failures.get(index) ?? 0) + 1
  failures.set(index, failureCount)
  if (error !== null && failureCount >= MAX_FAILURES)
    throw new AppError('UNAVAILABLE', problem('lab.searchesFailed', { name, count: MAX_FAILURES, error }))
}

/** Rotates the configurations per question, so that none benefits from caches warmed by another. */
function rotated<T>(items: Iterable<T>, turn: number): T[] {
  const all = [...items]
  const start = turn % all.length
  return [...all.slice(start), ...all.slice(0, start)]
}

/** The first search of a process loads data that later ones find in memory. */
async function warmUp({ system, row, models, signal }: Drive): Promise<void> {
  const [question] = await system.db
    .select()
    .from(labQuestions)
    .where(and(inArray(labQuestions.id, row.questionIds), eq(labQuestions.workspaceId, row.workspaceId)))
    .limit(1)
  if (!question) return
  await measureConfiguration({
    db: system.db,
    address: addressOf(row),
    question,
    options: RetrievalOptions.parse({}),
    models,
    signal,
  })
}

/** A failed search is a result too, unless the error is permanent. */
async function runQuestion(
  { system, row, models, signal }: Drive,
  question: LabQuestionRow,
  { name, options }: LabConfiguration,
): Promise<ConfigurationAnswer> {
  const startedMs = performance.now()
  try {
    return await withRetries(
      () =>
        measureConfiguration({
          db: system.db,
          address: addressOf(row),
          question,
          options,
          models,
          signal,
        }),
      signal,
    )
  } catch (error) {
    if (signal.aborted || !AppError.isInstance(error)) throw error
    if (isPermanent(error) || error.code === 'NOT_FOUND')
      throw new AppError(error.code, problem('lab.configurationFailed', { name, error }), {
        cause: error,
      })
    return {
      places: question.expected.map(() => null),
      answerFound: question.answer === '' ? null : false,
      found: [],
      confidence: null,
      costMicros: 0,
      ...errorColumns(error),
      durationMs: performance.now() - startedMs,
    }
  }
}

interface Stored {
  questionId: string
  /** Null if it was deleted since the run started; it is then excluded from all configurations. */
  question: LabQuestionRow | null
  /** Index of the configuration. */
  index: number
  answer: ConfigurationAnswer | null
}

/** @returns false when the run is to stop */
async function store({ system, row }: Drive, { questionId, question, index, answer }: Stored): Promise<boolean> {
  const none = { places: [], answerFound: null, found: [], confidence: null, costMicros: 0, durationMs: 0 }
  const { found, ...measured } = answer ?? { ...none, ...errorColumns(problem('evaluation.questionDeleted')) }
  return await system.db.transaction(async (tx) => {
    // Searches end in parallel. Without the lock, two of them count before either commits, and both miss one result.
    const [run] = await tx.select({ status: labRuns.status }).from(labRuns).where(isRun(row)).for('update')
    if (!run) return false
    await tx
      .insert(labResults)
      .values({
        runId: row.id,
        configuration: index,
        questionId,
        workspaceId: row.workspaceId,
        ...measured,
        places: [...measured.places],
        question: question?.question ?? '',
        expected: question?.expected ?? [],
        found: found.map((passage) => JsonObjectSchema.parse(storable(passage))),
      })
      .onConflictDoNothing()
    if (run.status !== 'running') return false
    const [counted] = await tx.select({ done: count() }).from(labResults).where(eq(labResults.runId, row.id))
    await tx
      .update(labRuns)
      .set({ done: counted?.done ?? 0 })
      .where(isRun(row))
    return true
  })
}

async function readQuestion({ db }: System, row: LabRunRow, questionId: string): Promise<LabQuestionRow | null> {
  const [question] = await db
    .select()
    .from(labQuestions)
    .where(and(eq(labQuestions.id, questionId), eq(labQuestions.workspaceId, row.workspaceId)))
  return question ?? null
}

async function answered({ db }: System, row: LabRunRow): Promise<Set<string>> {
  const found = await db
    .select({ questionId: labResults.questionId, configuration: labResults.configuration })
    .from(labResults)
    .where(eq(labResults.runId, row.id))
  return new Set(found.map(({ questionId, configuration }) => `${questionId} ${configuration}`))
}

async function finish(system: System, row: LabRunRow): Promise<void> {
  const results = await system.db.select().from(labResults).where(eq(labResults.runId, row.id))
  const byConfiguration = Map.groupBy(results, ({ configuration }) => configuration)
  const configurations = configurationsOf(row)
  const answers = configurations.map((_, index) => {
    const results = new Map((byConfiguration.get(index) ?? []).map((result) => [result.questionId, result]))
    return row.questionIds.flatMap((id) => results.get(id) ?? [])
  })
  const metrics = summarizeRun(answers).map((metric, index) => {
    const least = configurations[index]?.options.result.threshold ?? 0
    return JsonObjectSchema.parse({ ...metric, ...proposeThreshold((answers[index] ?? []).map(toSureAnswer), least) })
  })
  await end(system, row, { status: 'done', error: null, figures: metrics })
}

function toSureAnswer({ found, ...result }: typeof labResults.$inferSelect): SureAnswer {
  return { ...result, found: z.array(LabFound).parse(found) }
}

async function end({ db }: System, row: LabRunRow, values: Partial<LabRunRow>): Promise<void> {
  await db
    .update(labRuns)
    .set({ ...values, endedAt: new Date() })
    .where(and(isRun(row), eq(labRuns.status, 'running')))
}

const addressOf = ({ workspaceId, knowledgeBaseId }: LabRunRow) => ({ workspaceId, knowledgeBaseId })

const isRun = (row: LabRunRow) => and(eq(labRuns.id, row.id), eq(labRuns.workspaceId, row.workspaceId))
