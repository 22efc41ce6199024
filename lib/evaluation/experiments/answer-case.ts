import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { retry } from '@/lib/core/retry/retry'
import type { FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import { runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { type RunSeed, seedForRerun, seedOf } from '@/lib/engine/resume/seed'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { TestCase } from '@/lib/services/evaluations/test-case'
import { textOfOutputs } from '@/lib/services/evaluations/text-of-outputs'
import { passagesOfRun } from '@/lib/services/knowledge/lab/passages-of-run'
import { compilePlan } from '@/lib/services/runs/compile-plan'
import type { RunRow } from '@/lib/services/runs/run-row'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'
import { NOTHING, type StepTotals, totalsOf } from './step-totals'

export interface AnswerRequest {
  runId: string
  workspaceId: string
  appId: string
  variant: FrozenVariant
  inputs: JsonObject
  history: { role: 'user' | 'assistant'; content: string }[]
  /** Recorded results of steps. */
  tools: TestCase['tools']
  /** The member who started the experiment. */
  startedBy: string | null
  /** An earlier run of the case whose unchanged steps are reused. */
  source: { runId: string; changed: readonly string[] } | null
}

export interface RunAnswer {
  isFailed: boolean
  error: (Problem & { code?: string }) | null
  outputs: JsonObject
  text: string
  passages: RetrievedPassage[]
  latencyMs: number | null
  costMicros: number | null
  /** Time and cost, including those that reused steps had when they ran. Null if unknown. */
  whole: { ms: number | null; costMicros: number | null }
  tokens: number
  reusedSteps: number
  stepCount: number
  events: readonly StoredRunEvent[]
}

/** Errors of a busy server, which accepts the run later. */
const BUSY: ReadonlySet<string> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'MAINTENANCE'])
const MAX_WAIT_MS = 3 * 60_000

/** Runs the case, or follows its run if another process started it. */
export async function answerCase(system: System, request: AnswerRequest, signal: AbortSignal): Promise<RunAnswer> {
  const earlier = await earlierSeed(system, request)
  const seed = withRecorded(request, earlier?.seed ?? null)
  if (!(await findRun(system, request))) await start(system, request, seed, signal)
  const events: StoredRunEvent[] = []
  for await (const event of system.runs.follow(request.runId, 0, signal)) events.push(event)
  signal.throwIfAborted()
  const run = await findRun(system, request)
  if (!run) throw new AppError('NOT_FOUND', problem('runs.deleted'))
  return readAnswer(run, events, seed?.completions.size ?? 0, earlier?.reused ?? NOTHING)
}

/** Starts a shadow run, which changes nothing outside: steps that write are skipped, and only public documents are read. */
async function start(system: System, request: AnswerRequest, seed: RunSeed | null, signal: AbortSignal): Promise<void> {
  const { runId, workspaceId, appId, variant, inputs, history, startedBy } = request
  const { versionId, versionNumber, environment, graph } = variant
  await retry(
    () =>
      system.runs.start(
        {
          runId,
          workspaceId,
          appId,
          graph,
          inputs,
          history,
          origin: 'evaluation',
          stream: false,
          ...(environment === null ? {} : { environment }),
          version: versionId === null || versionNumber === null ? null : { id: versionId, number: versionNumber },
          shadowOf: runId,
          actsFor: { keyId: null, endUser: null, groups: [] },
          ...(startedBy === null ? {} : { startedBy }),
        },
        seed ?? undefined,
      ),
    {
      withinMs: MAX_WAIT_MS,
      firstMs: 500,
      maxMs: 10_000,
      signal,
      isTransient: (error) => AppError.isInstance(error) && BUSY.has(error.code),
    },
  )
}

async function earlierSeed(
  system: System,
  { source, variant: { graph } }: AnswerRequest,
): Promise<{ seed: RunSeed; reused: StepTotals } | null> {
  if (source === null) return null
  const events = (await storedEvents(system.db, source.runId)).map(({ event }) => event)
  if (events.length === 0) return null
  const seed = seedForRerun(events, compilePlan(graph), source.changed)
  return { seed, reused: totalsOf(events, (nodeId) => seed.completions.has(nodeId)) }
}

/** Recorded results apply to steps that still exist with the same type. */
function withRecorded({ tools, variant: { graph } }: AnswerRequest, seed: RunSeed | null): RunSeed | null {
  const recorded = tools.flatMap(({ node, type, outputs }): [string, JsonObject][] =>
    graph.nodes.some((candidate) => candidate.id === node && candidate.type === type) ? [[node, outputs]] : [],
  )
  if (recorded.length === 0) return seed
  const earlier = seed ?? seedOf(new Map())
  const completions = new Map([...earlier.completions, ...recorded])
  return { ...earlier, completions, toolOutputs: new Map(recorded) }
}

async function findRun({ db }: System, { runId, workspaceId }: AnswerRequest): Promise<RunRow | null> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
  return row ?? null
}

function readAnswer(
  run: RunRow,
  events: readonly StoredRunEvent[],
  reusedSteps: number,
  reused: StepTotals,
): RunAnswer {
  const isFailed = run.status !== 'succeeded'
  const outputs = run.outputs ?? {}
  const ref = run.errorRef ?? null
  const costMicros = run.hasUnknownCost ? null : (run.costMicros ?? 0)
  const storedError = run.error === null ? null : storedProblem(run.error, ref)
  return {
    isFailed,
    error: storedError === null ? null : { ...storedError, ...(run.errorCode === null ? {} : { code: run.errorCode }) },
    outputs,
    text: textOfOutputs(outputs),
    passages: passagesOfRun(events).passages,
    reusedSteps,
    stepCount: events.filter(({ event }) => event.type === 'node-end' && event.path.length === 1).length,
    // Reused steps took no time.
    latencyMs: reusedSteps > 0 ? null : run.durationMs,
    costMicros,
    whole: { ms: added(run.durationMs, reused.ms), costMicros: added(costMicros, reused.costMicros) },
    tokens: run.inputTokens + run.outputTokens,
    events,
  }
}

const added = (own: number | null, reused: number | null): number | null =>
  own === null || reused === null ? null : own + reused
