import 'server-only'
import { caseText } from '@/lib/contracts/example-data'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { JsonObjectSchema } from '@/lib/core/json'
import { type Backoff, backoff } from '@/lib/core/retry/backoff'
import { sleep } from '@/lib/core/retry/sleep'
import type { FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { inputsFor, inputText, type TestCase } from '@/lib/services/evaluations/test-case'
import { textOfOutputs } from '@/lib/services/evaluations/text-of-outputs'
import type { System } from '@/lib/services/system'
import { isPermanent } from '../permanent-errors'
import { type AppAnswer, type ExpectedResult, type Score, type ScorerTools, withoutVerdict } from '../scorers/score'
import { scoreAnswer } from '../scorers/score-answer'
import { toolCallsOf } from '../scorers/tool-calls'
import { type AnswerRequest, answerCase, type RunAnswer } from './answer-case'
import type { Cell, ExperimentStore, NewResult, ResultRow } from './experiment-store'
import { ATTEMPTS, isInterruption, isWorthRepeating } from './interruption'
import { changedSteps } from './reusable-steps'
import { isRepeatable, reuseKey, worldOf } from './reuse-key'
import { runConversation } from './run-conversation'
import { scorerAppsOf } from './run-scorer-app'
import { type Message, transcriptText } from './simulate-user'
import { storedToolCalls } from './stored-tool-calls'

export interface ExperimentCase extends TestCase {
  id: string
}

interface CellRunnerOptions {
  system: System
  row: ExperimentRow
  store: ExperimentStore
  /** What scorers need in addition to the answer. */
  tools: Omit<ScorerTools, 'signal'>
  appId: string
  /** Delays between attempts. */
  pause: Backoff
}

type Failed = (Parameters<typeof errorColumns>[0] & { code?: string }) | null

const KEPT_PASSAGES = 20
const MAX_TEXT_LENGTH = 100_000

/** Answers and scores one case with one variant. */
export class CellRunner {
  private world = ''
  private readonly fields: PublicInputField[][]
  /** Changed steps by the hashes of the earlier run's graph and of the variant's graph. */
  private readonly changes = new Map<string, readonly string[]>()

  constructor(private readonly options: CellRunnerOptions) {
    this.fields = options.row.variants.map(({ graph }) => inputFieldsOf(graph))
  }

  async prepare(): Promise<void> {
    this.world = await worldOf(this.options.system.db, this.options.row.workspaceId)
  }

  /** @param runId a run that was started for this cell @returns false when the experiment is to stop */
  async run(cell: Cell, testCase: ExperimentCase, runId: string | null, signal: AbortSignal): Promise<boolean> {
    const variant = this.options.row.variants[cell.variant]
    if (!variant) return true
    const inputs = inputsFor(this.fields[cell.variant] ?? [], testCase)
    const key = reuseKey(variant, this.world, { ...testCase, inputs: inputs ?? testCase.inputs, trial: cell.trial })
    const { expected, group, passages } = testCase
    const started = {
      ...cell,
      reuseKey: key,
      world: this.world,
      input: inputText({ inputs: inputs ?? testCase.inputs }),
      cluster: group,
      expected: expected === undefined ? '' : caseText(expected),
      expectedPassages: passages,
    }
    const found = runId === null && this.canReuse(variant) ? await this.options.store.findReusable(key) : null
    const id = runId ?? (await this.options.store.begin(started))
    const reused = found && (await this.reused(found, testCase))
    if (reused) return this.finish(cell, testCase, reused, signal)
    if (!inputs) return this.fail(cell, new AppError('INVALID_INPUT', problem('evaluation.inputsMismatch')))
    return this.runFresh(cell, testCase, await this.requestOf(cell, testCase, inputs, id), signal)
  }

  private async runFresh(
    cell: Cell,
    testCase: ExperimentCase,
    request: AnswerRequest,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const answer = await this.answer(request, cell, testCase, signal)
      if (!answer) return false
      if (answer.isFailed) return await this.fail(cell, answer.error, answer)
      return await this.finish(cell, testCase, freshAnswer(answer), signal)
    } catch (error) {
      if (signal.aborted || !AppError.isInstance(error) || isPermanent(error)) throw error
      return this.fail(cell, error)
    }
  }

  /** Repeats a run that failed for a reason outside the app. @returns null when the experiment is to stop */
  private async answer(
    request: AnswerRequest,
    cell: Cell,
    testCase: ExperimentCase,
    signal: AbortSignal,
  ): Promise<CaseAnswer | null> {
    for (let attempt = 1, runId = request.runId; ; attempt += 1) {
      const answer = await this.converse({ ...request, runId }, cell, testCase, signal)
      if (answer.error && isSpent(answer.error)) {
        // When the experiment resumes with a larger budget, the case needs a new run.
        await this.options.store.replaceRun(cell, runId)
        throw new AppError('BUDGET_EXCEEDED', answer.error)
      }
      if (attempt === ATTEMPTS || !answer.error || !isWorthRepeating(answer.error)) return answer
      await sleep(backoff(attempt, this.options.pause), signal)
      const next = await this.options.store.replaceRun(cell, runId)
      if (next === null) return null
      runId = next
    }
  }

  /** A case with several turns is a conversation. */
  private converse(
    request: AnswerRequest,
    { variant }: Cell,
    testCase: ExperimentCase,
    signal: AbortSignal,
  ): Promise<CaseAnswer> {
    const { system, store, tools } = this.options
    if (!hasTurns(testCase)) return answerCase(system, request, signal)
    const onCost = (costMicros: number) => store.charge(costMicros)
    const conversation = { testCase, fields: this.fields[variant] ?? [], judge: tools.judge, onCost }
    return runConversation(system, request, conversation, signal)
  }

  /** @returns null if a scorer needs tool calls that the trace of the answer lacks */
  private async reused(found: ResultRow, testCase: ExperimentCase): Promise<Finished | null> {
    const answer = reusedAnswer(found, testCase)
    if (!this.readsToolCalls(testCase)) return answer
    const toolCalls = found.runId === null ? null : await storedToolCalls(this.options.system.db, found.runId)
    return toolCalls && { ...answer, scored: { ...answer.scored, toolCalls } }
  }

  private readsToolCalls({ checks }: Pick<ExperimentCase, 'checks'>): boolean {
    return [...this.options.row.scorers, ...checks.map(({ scorer }) => scorer)].some(({ kind }) => kind === 'tools')
  }

  private canReuse(variant: FrozenVariant): boolean {
    return !this.options.row.isFresh && isRepeatable(variant)
  }

  private async requestOf(
    cell: Cell,
    testCase: ExperimentCase,
    inputs: JsonObject,
    runId: string,
  ): Promise<AnswerRequest> {
    const { row, appId } = this.options
    const { history, tools } = testCase
    const variant = row.variants[cell.variant] as FrozenVariant
    const { workspaceId, createdBy: startedBy } = row
    return {
      runId,
      workspaceId,
      appId,
      variant,
      inputs,
      history,
      tools,
      startedBy,
      // The calls of reused steps are in the trace of another run.
      source: this.readsToolCalls(testCase) ? null : await this.sourceOf(cell, variant),
    }
  }

  /** The run whose unchanged steps are reused. */
  private async sourceOf(cell: Cell, variant: FrozenVariant): Promise<AnswerRequest['source']> {
    if (this.options.row.isFresh) return null
    const earlier = await this.options.store.findEarlierRun(cell, this.world)
    if (!earlier || earlier.variant.models !== variant.models) return null
    const key = `${earlier.variant.graphHash} ${variant.graphHash}`
    const changed = this.changes.get(key) ?? changedSteps(earlier.variant.graph, variant.graph)
    this.changes.set(key, changed)
    return { runId: earlier.runId, changed }
  }

  private async finish(cell: Cell, testCase: ExperimentCase, answer: Finished, signal: AbortSignal): Promise<boolean> {
    const { row, store, tools } = this.options
    const scores: [string, Score][] = []
    const runApp = scorerAppsOf(this.options, cell, signal)
    const own = { ...tools, runApp, signal }
    for (const scorer of row.scorers)
      scores.push([scorer.id, await scoreAnswer(scorer, expectedOf(testCase), answer.scored, own)])
    return store.finish(cell, { ...answer.columns, status: 'answered' }, scores)
  }

  /** A failed app counts as wrong for every scorer; a failure outside the app leaves the case without a verdict. */
  private fail(cell: Cell, error: Failed, answer?: RunAnswer): Promise<boolean> {
    const cause = error ?? problem('engine.brokeOff')
    const isOutside = isInterruption(error ?? {})
    const score: Score = isOutside
      ? withoutVerdict(problem('scores.interrupted', { error: cause }))
      : {
          outcome: 'app-failed',
          value: 0,
          label: null,
          evidence: null,
          reason: problem('scores.appFailed', { error: cause }),
        }
    const { costMicros = null, tokens = 0 } = answer ?? {}
    return this.options.store.finish(
      cell,
      { ...errorColumns(error), costMicros, tokens, status: isOutside ? 'interrupted' : 'app-failed' },
      this.options.row.scorers.map(({ id }) => [id, score]),
    )
  }
}

const expectedOf = (testCase: ExperimentCase): ExpectedResult => ({
  ...testCase,
  input: inputText(testCase),
  ...(testCase.user === null ? {} : { goal: testCase.user.goal }),
})

/** Set for conversations. */
type CaseAnswer = RunAnswer & { transcript?: readonly Message[] }

const hasTurns = ({ turns, user }: Pick<TestCase, 'turns' | 'user'>): boolean => turns.length > 0 || user !== null

const isSpent = ({ code }: { code?: string }) => code === 'BUDGET_EXCEEDED'

interface Finished {
  columns: Partial<NewResult>
  scored: AppAnswer
}

function freshAnswer(answer: CaseAnswer): Finished {
  const transcript = answer.transcript ? transcriptText(answer.transcript) : undefined
  const { text, outputs, passages, latencyMs, costMicros, whole, tokens, reusedSteps, stepCount } = answer
  const kept = passages
    .slice(0, KEPT_PASSAGES)
    .map(({ documentId, documentName, text: quote }) => ({ documentId, documentName, text: quote }))
  return {
    columns: {
      answer: (transcript ?? text).slice(0, MAX_TEXT_LENGTH),
      outputs,
      latencyMs,
      costMicros,
      wholeMs: whole.ms,
      wholeCostMicros: whole.costMicros,
      tokens,
      reusedSteps,
      stepCount,
      passages: kept.map((passage) => JsonObjectSchema.parse(passage)),
    },
    scored: {
      text,
      outputs,
      passages,
      latencyMs,
      costMicros,
      toolCalls: toolCallsOf(answer.events),
      ...(transcript === undefined ? {} : { transcript }),
    },
  }
}

function reusedAnswer(found: ResultRow, testCase: ExperimentCase): Finished {
  const { answer, outputs, passages, latencyMs, costMicros, tokens, stepCount } = found
  const shownPassages = passages.map(({ documentId, documentName, text }) => ({
    documentId: String(documentId ?? ''),
    documentName: String(documentName ?? ''),
    text: String(text ?? ''),
  }))
  const texts = hasTurns(testCase) ? { text: textOfOutputs(outputs ?? {}), transcript: answer } : { text: answer }
  return {
    columns: {
      answer,
      outputs,
      passages,
      latencyMs,
      costMicros,
      wholeMs: found.wholeMs ?? latencyMs,
      wholeCostMicros: found.wholeCostMicros ?? costMicros,
      tokens,
      stepCount,
      reusedSteps: stepCount,
      isReused: true,
      runId: found.runId,
    },
    scored: { ...texts, outputs: outputs ?? {}, passages: shownPassages, latencyMs, costMicros },
  }
}
