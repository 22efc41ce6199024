import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import type { ModelDecision, StepRecord, Usage } from '../events'
import type { Capability, FrameOutcome, NodeContext } from '../node-definition'
import { isPaused, type NodePaused, type PauseRequest } from '../pauses/pause'
import { REASONING_PORT } from '../reasoning-port'
import { stepKey } from '../resume/run-seed'
import { LEFT_OUT } from '../resume/skip-side-effects'
import { assignVariables } from '../variables/assign-variables'
import type { Assignment } from '../variables/types'
import { MAX_OUTPUT_CHARACTERS, tooMuchOutput } from './check-outputs'
import { recordStep } from './record-step'
import type { NodeTask, RunSession } from './run-session'
import type { Stop } from './stop'

/** The context of one attempt of a node. Its output is ignored after its end. */
export class AttemptContext implements NodeContext {
  private characters = 0

  constructor(
    private readonly session: RunSession,
    private readonly task: NodeTask,
    private readonly stop: Stop,
    readonly bindings: Record<string, Capability[]>,
  ) {}

  get runId(): string {
    return this.session.execution.runId
  }

  get nodeId(): string {
    return this.task.node.id
  }

  get path(): string[] {
    return this.task.path
  }

  get idempotencyKey(): string {
    return [this.runId, ...this.task.path].join(':')
  }

  get signal(): AbortSignal {
    return this.stop.signal
  }

  get ports() {
    return this.session.execution.ports
  }

  get runInputs(): JsonObject {
    return this.task.frame.scope.inputs
  }

  pauseTimeLimit(): () => void {
    return this.stop.pauseTimeLimit()
  }

  now(): number {
    return this.session.execution.now()
  }

  log(message: string): void {
    this.session.execution.log?.({ level: 'info', message, path: this.task.path })
  }

  /** Bound, since nodes pass it on as a callback. */
  readonly emit = (text: string): void => {
    if (text === '' || this.stop.reason) return
    this.characters += text.length
    if (this.characters > MAX_OUTPUT_CHARACTERS) throw tooMuchOutput()
    if (this.session.execution.stream === false) return
    const { path, node } = this.task
    const port = node.streams ?? 'text'
    // Assigned field by field: a spread would allocate a second object for each of thousands of
    // events.
    this.session.emit({ type: 'node-delta', port, text, path, nodeId: node.id, atMs: this.now() })
  }

  emitReasoning(text: string): void {
    if (text === '' || this.stop.reason || this.session.execution.stream === false) return
    this.session.emit({ type: 'node-delta', port: REASONING_PORT, text, ...this.at() })
  }

  reasoned(text: string): void {
    if (text !== '' && !this.stop.reason) this.session.emit({ type: 'node-reasoning', text, ...this.at() })
  }

  rewind(characters: number): void {
    if (this.session.execution.stream === false) return
    if (characters > 0 && !this.stop.reason) this.session.emit({ type: 'node-rewind', characters, ...this.at() })
  }

  usage(usage: Usage): void {
    if (!this.stop.reason) this.session.emit({ type: 'node-usage', usage, ...this.at() })
  }

  cut(maxOutputTokens: number | null): void {
    if (!this.stop.reason) this.session.emit({ type: 'node-cut', maxOutputTokens, ...this.at() })
  }

  decided(decision: ModelDecision): void {
    if (!this.stop.reason) this.session.emit({ type: 'node-decision', decision, ...this.at() })
  }

  async step(record: StepHead, work: () => Promise<Json>): Promise<Json> {
    const output = await this.pausableStep(record, work)
    return isPaused(output) ? raiseInternal('A step that cannot wait has paused.') : output
  }

  recorded(key: string): Json | undefined {
    return this.session.steps.get(stepKey(this.task.path, key))
  }

  pausableStep(record: StepHead, work: () => Promise<Json | NodePaused>): Promise<Json | NodePaused> {
    return recordStep(this.session, this.task, this.stop, record, work)
  }

  assign(assignments: readonly Assignment[]): Promise<JsonObject> {
    return assignVariables(this.session, this.task, this.stop, assignments)
  }

  waitFor(key: string, request: PauseRequest): Json | undefined {
    if (this.stop.reason) return undefined
    const { session, task } = this
    if (session.execution.isShadow) throw LEFT_OUT
    return session.waits.request(task.path, key, () => session.emit({ type: 'node-pause', key, request, ...this.at() }))
  }

  async runFrame(key: string, values: JsonObject): Promise<FrameOutcome> {
    const { session, task, stop } = this
    const plan = task.node.frame ?? raiseInternal(`“${task.node.label}” has no inside.`)
    return session.runFrame({ task, stop, key, plan, values })
  }

  async runPlan(request: { key: string; plan: Plan; inputs: JsonObject; appId: string }): Promise<FrameOutcome> {
    const { session, task, stop } = this
    const app = { id: request.appId, inputs: request.inputs }
    return session.runFrame({ task, stop, key: request.key, plan: request.plan, values: {}, app })
  }

  private at() {
    const { path, node } = this.task
    return { path, nodeId: node.id, atMs: this.session.execution.now() }
  }
}

export type StepHead = Pick<StepRecord, 'key' | 'kind' | 'name' | 'input'>
