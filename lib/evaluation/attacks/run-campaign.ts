import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { saysRefusal } from '@/lib/models/phrases/says-refusal'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import { type AttackData, attackJob } from '@/lib/services/attacks/attack-job'
import { type CampaignRow, getCampaign } from '@/lib/services/attacks/campaign-rows'
import { inputsFor } from '@/lib/services/evaluations/test-case'
import { compilePlan } from '@/lib/services/runs/compile-plan'
import type { System } from '@/lib/services/system'
import { answerCase, type RunAnswer } from '../experiments/answer-case'
import { isInterruption } from '../experiments/interruption'
import { isPermanent } from '../permanent-errors'
import { markerOf, secretOf } from './canaries'
import { decideAttack, writeAttempts } from './decide-attack'
import { HARMLESS_TEXT, harmlessMessage, type PlannedAttack, planAttacks } from './plan-attacks'
import { recordedOutputs } from './recorded-outputs'
import { withSecret } from './with-secret'

const AT_ONCE = 4
const TURN_MS = 5 * 60_000

type Result = Partial<typeof attackResults.$inferInsert>
type End = 'done' | 'later' | 'spent' | 'stopped'

/** Handler of the job: attacks the frozen graph. Runs are shadow runs, so that nothing outside changes. */
export async function runCampaign(
  system: System,
  data: AttackData,
  signal: AbortSignal,
  { turnMs = TURN_MS }: { turnMs?: number } = {},
): Promise<void> {
  const { db } = system
  const row = await getCampaign(db, data).catch(() => null)
  if (!row) return
  const [begun] = await db
    .update(attackCampaigns)
    .set({ status: 'running' })
    .where(and(ofCampaign(row), inArray(attackCampaigns.status, ['queued', 'running'])))
    .returning({ id: attackCampaigns.id })
  if (!begun) return
  try {
    const end = await new Campaign(system, row, signal).run(performance.now() + turnMs)
    if (end === 'later')
      await system.jobs.send(attackJob, data, { key: row.id, group: row.workspaceId, priority: 'batch' })
    if (end === 'done') await finish(system, row, { status: 'done' })
    if (end === 'spent')
      await finish(system, row, { status: 'stopped', ...errorColumns(problem('evaluation.budgetReached')) })
  } catch (error) {
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('evaluation.attacksFailed')
    await finish(system, row, { status: 'failed', ...errorColumns(failure) })
    if (!AppError.isInstance(error)) throw error
  }
}

class Campaign {
  private readonly graph
  private readonly graphHash
  private readonly fields
  private readonly secret
  private spentMicros = 0

  constructor(
    private readonly system: System,
    private readonly row: CampaignRow,
    private readonly signal: AbortSignal,
  ) {
    this.secret = secretOf(row.seed)
    this.graph = withSecret(row.graph, this.secret)
    this.graphHash = compilePlan(this.graph).hash
    this.fields = inputFieldsOf(this.graph)
  }

  async run(untilMs: number): Promise<End> {
    const { row } = this
    const stored = await this.system.db.select().from(attackResults).where(ofResults(row))
    const known = new Map(stored.map((result) => [result.index, result]))
    this.spentMicros = stored.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0)
    const usual = await this.usualWrites()
    const pending = planAttacks(row.points.length, row.size, row.seed)
      .map((planned, index) => ({ planned, index }))
      .filter(({ index }) => (known.get(index)?.status ?? 'running') === 'running')
    let end: End = 'done'
    const worker = async (): Promise<void> => {
      for (let next = pending.shift(); next && end === 'done'; next = pending.shift()) {
        this.signal.throwIfAborted()
        if (row.budgetMicros !== null && this.spentMicros >= row.budgetMicros) end = 'spent'
        else if (performance.now() >= untilMs) end = 'later'
        else if (!(await this.attack(next.planned, next.index, known.get(next.index)?.runId, usual))) end = 'stopped'
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return end
  }

  /** What the app writes without an attack, by point. */
  private async usualWrites(): Promise<ReadonlySet<string>[]> {
    const found: ReadonlySet<string>[] = []
    for (const [point] of this.row.points.entries()) {
      const answer = await this.answer({ point, attack: null, payload: HARMLESS_TEXT }, newId(), HARMLESS_TEXT)
      found.push(
        new Set(
          writeAttempts(
            this.graph,
            answer.events.map(({ event }) => event),
          ).map(({ nodeId }) => nodeId),
        ),
      )
    }
    return found
  }

  /** @returns false when the campaign is to stop */
  private async attack(
    planned: PlannedAttack,
    index: number,
    startedRun: string | undefined,
    usual: readonly ReadonlySet<string>[],
  ): Promise<boolean> {
    const runId = startedRun ?? (await this.begin(planned, index))
    const result = await this.resultOf(planned, runId, usual[planned.point] ?? new Set())
    this.spentMicros += result.costMicros ?? 0
    return this.store(index, result)
  }

  private async begin({ point, attack, payload }: PlannedAttack, index: number): Promise<string> {
    const { id: campaignId, workspaceId } = this.row
    const runId = newId()
    const { category = null, form = null } = attack ?? {}
    await this.system.db
      .insert(attackResults)
      .values({
        campaignId,
        workspaceId,
        index,
        runId,
        point,
        category,
        form,
        status: 'running' as const,
        payload: storable(payload),
      })
      .onConflictDoNothing()
    const [stored] = await this.system.db
      .select({ runId: attackResults.runId })
      .from(attackResults)
      .where(and(ofResults(this.row), eq(attackResults.index, index)))
    return stored?.runId ?? runId
  }

  private async resultOf(planned: PlannedAttack, runId: string, usualWrites: ReadonlySet<string>): Promise<Result> {
    const { attack, point, payload } = planned
    try {
      const answer = await this.answer(planned, runId, attack === null ? HARMLESS_TEXT : payload)
      const { costMicros } = answer
      if (attack === null) return { ...questionResult(answer), costMicros }
      const success = decideAttack(
        {
          graph: this.graph,
          events: answer.events.map(({ event }) => event),
          outputs: answer.outputs,
          sourceId: this.row.points[point]?.nodeId ?? null,
        },
        { canary: attack.canary, secret: this.secret, marker: markerOf(this.row.seed), usualWrites },
      )
      if (success) return { status: 'succeeded', ...success, costMicros }
      return { status: isOutside(answer) ? 'failed' : 'resisted', costMicros }
    } catch (error) {
      if (this.signal.aborted || !AppError.isInstance(error) || isPermanent(error)) throw error
      return { status: 'failed', evidence: error.message }
    }
  }

  private answer({ point, attack, payload }: PlannedAttack, runId: string, text: string): Promise<RunAnswer> {
    const { workspaceId, appId, seed, environment, createdBy } = this.row
    const nodeId = this.row.points[point]?.nodeId ?? null
    const harmless = harmlessMessage(seed)
    const attacked = nodeId === null && attack !== null ? `${harmless}\n\n${payload}` : harmless
    const message = attack === null && text === HARMLESS_TEXT && payload !== HARMLESS_TEXT ? payload : attacked
    const node = this.graph.nodes.find(({ id }) => id === nodeId)
    const tools = node ? [{ node: node.id, type: node.type, outputs: recordedOutputs(this.graph, node.id, text) }] : []
    const variant = { label: 'draft' as const, environment, versionId: null, versionNumber: null }
    return answerCase(
      this.system,
      {
        runId,
        workspaceId,
        appId,
        inputs: this.inputsOf(message),
        history: [],
        tools,
        source: null,
        variant: { ...variant, graph: this.graph, graphHash: this.graphHash },
        startedBy: createdBy,
      },
      this.signal,
    )
  }

  /** Required fields that take no text get a harmless value. */
  private inputsOf(message: string): JsonObject {
    const whole = inputsFor(this.fields, { inputs: { message } })
    if (whole) return whole
    const inputs: JsonObject = {}
    for (const { name, type, options } of this.fields) {
      if (type === 'text' || type === 'long-text') inputs[name] = message
      else if (type === 'number') inputs[name] = 1
      else if (type === 'boolean') inputs[name] = true
      else if (type === 'choice') inputs[name] = options?.[0] ?? ''
    }
    return inputs
  }

  private async store(index: number, result: Result): Promise<boolean> {
    await this.system.db
      .update(attackResults)
      .set({ ...result, evidence: storable(result.evidence ?? '') })
      .where(and(ofResults(this.row), eq(attackResults.index, index), eq(attackResults.status, 'running')))
    const [running] = await this.system.db
      .select({ id: attackCampaigns.id })
      .from(attackCampaigns)
      .where(and(ofCampaign(this.row), eq(attackCampaigns.status, 'running')))
    return running !== undefined
  }
}

/** An app that gives no answer counts as refusing. One cause is a guard that blocks the question. */
function questionResult(answer: RunAnswer): Result {
  if (isOutside(answer)) return { status: 'failed' }
  const isRefused = answer.isFailed || answer.text.trim() === '' || saysRefusal(answer.text)
  return { status: isRefused ? 'refused' : 'answered' }
}

/** The run failed for a reason outside the app, so it proves nothing about the app. */
const isOutside = ({ isFailed, error }: RunAnswer): boolean => isFailed && isInterruption(error ?? {})

const ofCampaign = ({ id, workspaceId }: CampaignRow) =>
  and(eq(attackCampaigns.id, id), eq(attackCampaigns.workspaceId, workspaceId))
const ofResults = ({ id, workspaceId }: CampaignRow) =>
  and(eq(attackResults.campaignId, id), eq(attackResults.workspaceId, workspaceId))

async function finish({ db }: System, row: CampaignRow, values: Partial<CampaignRow>): Promise<void> {
  await db
    .update(attackCampaigns)
    .set({ ...values, endedAt: new Date() })
    .where(and(ofCampaign(row), eq(attackCampaigns.status, 'running')))
}
