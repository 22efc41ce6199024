import 'server-only'
import { and, count, eq, inArray } from 'drizzle-orm'
import type { CheckItem } from '@/lib/catalog/checks/check-item'
import { judgeAnswer } from '@/lib/catalog/checks/judge-answer'
import { summarizeCheck } from '@/lib/catalog/checks/summarize-check'
import { CheckRequest } from '@/lib/contracts/model-checks'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { storable } from '@/lib/core/storable'
import { modelCheckResults, modelChecks } from '@/lib/db/schema/governance'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import { checkItems } from '@/lib/services/catalog/check-items'
import type { CheckJobData } from '@/lib/services/catalog/check-job'
import type { System } from '@/lib/services/system'
import { type Answered, callModel } from './call-model'
import { isPermanent } from './permanent-errors'
import { withRetries } from './with-retries'

type CheckRow = typeof modelChecks.$inferSelect
type NewResult = typeof modelCheckResults.$inferInsert

const AT_ONCE = 4
const MAX_OUTPUT_LENGTH = 20_000
const OPEN = ['queued', 'running'] as const
/** Handler of the check job. Completed calls are not repeated, so a check resumes after a crash. */
export async function runCheck(
  system: System,
  address: CheckJobData,
  signal: AbortSignal,
  call: typeof callModel = callModel,
): Promise<void> {
  const row = await begin(system, address)
  if (!row) return
  try {
    const request = CheckRequest.parse({ ...row.settings, kind: row.kind })
    const items = await checkItems(system.db, row.workspaceId, request)
    await callAll({ system, row, callWith: call, signal }, items)
    await finish(system, row)
  } catch (error) {
    // Another process resumes the check.
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('evaluation.checkFailed')
    await end(system, row, { status: 'failed', ...errorColumns(failure) })
    if (!AppError.isInstance(error)) throw error
  }
}

/** Marks the check as running. @returns null if it was cancelled or deleted while queued */
async function begin({ db }: System, { workspaceId, checkId }: CheckJobData): Promise<CheckRow | null> {
  const [row] = await db
    .update(modelChecks)
    .set({ status: 'running' })
    .where(
      and(
        eq(modelChecks.id, checkId),
        eq(modelChecks.workspaceId, workspaceId),
        inArray(modelChecks.status, [...OPEN]),
      ),
    )
    .returning()
  return row ?? null
}

interface Drive {
  system: System
  row: CheckRow
  callWith: typeof callModel
  signal: AbortSignal
}

async function callAll({ system, row, callWith: request, signal }: Drive, items: readonly CheckItem[]): Promise<void> {
  const answeredOrdinals = await doneOrdinals(system, row)
  const openItems = [...items.entries()].filter(([ordinal]) => !answeredOrdinals.has(ordinal))
  const call = { workspaceId: row.workspaceId, connection: row.connectionId, model: row.model, userId: row.createdBy }
  const stop = new AbortController()
  const combinedSignal = AbortSignal.any([signal, stop.signal])
  const worker = async (): Promise<void> => {
    for (let next = openItems.shift(); next && !combinedSignal.aborted; next = openItems.shift()) {
      const [ordinal, item] = next
      const result = await callOne((cancel) => request(system, call, item, cancel), item, combinedSignal)
      if (!(await store(system, row, { ...result, ordinal }))) stop.abort()
    }
  }
  // Speed is measured one call at a time.
  const workers = Array.from({ length: row.kind === 'speed' ? 1 : AT_ONCE }, worker)
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(workers)
    if (!signal.aborted && isStopped(error)) return
    throw error
  }
  if (signal.aborted) throw signal.reason
}

/** A failed call is a result too, unless the error is permanent. */
async function callOne(
  call: (signal: AbortSignal) => Promise<Answered>,
  item: CheckItem,
  signal: AbortSignal,
): Promise<Omit<NewResult, 'checkId' | 'workspaceId' | 'ordinal'>> {
  const { label, expected, exampleId, rule } = item
  const startedMs = performance.now()
  try {
    const { text, ...measured } = await withRetries(() => call(signal), signal)
    const { passed, score, reason, ...measures } = judgeAnswer(rule, text)
    const probe = rule.kind === 'probe' ? { probe: rule.probe } : {}
    const output = storable(text.slice(0, MAX_OUTPUT_LENGTH))
    const detail = JsonObjectSchema.parse({ ...measures, ...reasonColumns(reason), ...probe })
    return { label, expected, exampleId, output, passed, score, detail, ...measured }
  } catch (error) {
    if (signal.aborted || !AppError.isInstance(error) || isPermanent(error)) throw error
    return { label, expected, exampleId, ...errorColumns(error), durationMs: performance.now() - startedMs }
  }
}

/** @returns false when the check is to stop */
async function store(
  { db }: System,
  row: CheckRow,
  result: Omit<NewResult, 'checkId' | 'workspaceId'>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Calls end in parallel. Without the lock, two of them count before either commits, and both miss one result.
    const [check] = await tx.select({ status: modelChecks.status }).from(modelChecks).where(isCheck(row)).for('update')
    if (!check) return false
    await tx
      .insert(modelCheckResults)
      .values({ ...result, checkId: row.id, workspaceId: row.workspaceId })
      .onConflictDoNothing()
    if (check.status !== 'running') return false
    const [counted] = await tx
      .select({ done: count() })
      .from(modelCheckResults)
      .where(eq(modelCheckResults.checkId, row.id))
    await tx
      .update(modelChecks)
      .set({ done: counted?.done ?? 0 })
      .where(isCheck(row))
    return true
  })
}

async function doneOrdinals({ db }: System, row: CheckRow): Promise<Set<number>> {
  const found = await db
    .select({ ordinal: modelCheckResults.ordinal })
    .from(modelCheckResults)
    .where(eq(modelCheckResults.checkId, row.id))
  return new Set(found.map(({ ordinal }) => ordinal))
}

async function finish(system: System, row: CheckRow): Promise<void> {
  const results = await system.db.select().from(modelCheckResults).where(eq(modelCheckResults.checkId, row.id))
  const { score, summary } = summarizeCheck(row.kind, results)
  const hasNoAnswer = results.every(({ error }) => error !== null)
  const first = results.find((result) => result.error)
  const failure = first?.error ? storedProblem(first.error, first.errorRef) : problem('evaluation.noAnswer')
  const columns = errorColumns(hasNoAnswer ? failure : null)
  await end(system, row, { status: hasNoAnswer ? 'failed' : 'done', ...columns, score, result: summary })
}

async function end({ db }: System, row: CheckRow, values: Partial<CheckRow>): Promise<void> {
  await db
    .update(modelChecks)
    .set({ ...values, endedAt: new Date() })
    .where(and(isCheck(row), eq(modelChecks.status, 'running')))
}

const isCheck = (row: CheckRow) => and(eq(modelChecks.id, row.id), eq(modelChecks.workspaceId, row.workspaceId))

/** Thrown by `stop` into running calls. */
const isStopped = (error: unknown): boolean =>
  (AppError.isInstance(error) && error.code === 'CANCELLED') || (error instanceof Error && error.name === 'AbortError')
