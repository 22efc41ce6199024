import 'server-only'
import { AppError } from '@/lib/core/app-error'

interface Waiter {
  sinceMs: number
  go: (leave: () => void) => void
  refuse: (error: AppError) => void
}

interface Flow {
  waiting: Waiter[]
  /** What it may use before it is another's turn, in milliseconds. */
  deficit: number
}

export interface FairQueueSettings {
  /** Young runs at the same time while the process is busy and several flows ask. */
  places: number
  /** The same while one flow is all there is: waiting would help nobody, and puts off its first tokens. */
  placesAlone: number
  /** A run that is older waits for something else, such as a model, and gives its place on. */
  youngMs: number
  maxWaitMs: number
  maxWaiting: number
  /** @param isContended whether several flows have begun runs lately: then some room is kept for those who ask for little */
  isBusy(isContended: boolean): boolean
  now(): number
}

const QUANTUM_MS = 5
const MAX_COST_MS = 50
const MAX_KNOWN = 10_000
const PUMP_MS = 4
/** So long ago a flow counts as one that others have to be kept from: longer than a call takes on a machine that is full. */
const LATELY_MS = 5_000

/**
 * Who begins next while the process is near its capacity: the flows (an app, or the background work of a workspace) take
 * turns, and each turn is worth as much time, so that one app's burst waits behind itself. Nobody waits while there is
 * room, and nobody for longer than a bounded while.
 */
export class FairQueue {
  private readonly flows = new Map<string, Flow>()
  /** Flows that wait, in the order of their turns. */
  private turns: string[] = []
  /** When those that hold a place began. */
  private readonly young = new Map<symbol, { name: string; beganMs: number }>()
  /** The flow that began last, and when the last other one did. */
  private latest = { name: '', atMs: Number.NEGATIVE_INFINITY }
  private otherAtMs = Number.NEGATIVE_INFINITY
  /** How long a run of a flow holds its place, lately. */
  private readonly costs = new Map<string, number>()
  private waiting = 0
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(private readonly settings: FairQueueSettings) {}

  /** @returns how to leave, which does no harm twice; at once where nobody has to wait. @throws RATE_LIMITED */
  enter(name: string, maxWaitMs: number = this.settings.maxWaitMs): (() => void) | Promise<() => void> {
    if (this.waiting === 0 && this.hasRoom(name)) return this.begin(name)
    // Whoever has nothing going on is not the burst, and need not wait behind it.
    if (this.hasNone(name) && this.young.size < this.settings.places + this.settings.placesAlone)
      return this.begin(name)
    if (this.waiting >= this.settings.maxWaiting) throw tooBusy()
    return this.wait(name, maxWaitMs)
  }

  /** Lets in whoever's turn it is. Called by a clock while somebody waits, and whenever a place is free. */
  pump(): void {
    this.refuseLate()
    let free = this.settings.places
    while (this.turns.length > 0 && free > 0 && this.hasRoom(this.turns[0])) {
      this.letIn(this.nextFlow())
      free -= 1
    }
    if (this.waiting > 0 || this.timer === undefined) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  private wait(name: string, maxWaitMs: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const flow = this.flows.get(name) ?? { waiting: [], deficit: 0 }
      if (flow.waiting.length === 0) {
        this.flows.set(name, flow)
        this.turns.push(name)
      }
      // The end of its patience is kept as a time of arrival, so that one rule serves all.
      const sinceMs = this.settings.now() + maxWaitMs - this.settings.maxWaitMs
      flow.waiting.push({ sinceMs, go: resolve, refuse: reject })
      this.waiting += 1
      this.timer ??= setInterval(() => this.pump(), PUMP_MS)
      this.timer.unref()
    })
  }

  /** Deficit round robin: a flow gains its share at each turn until it can pay for its next run. */
  private nextFlow(): string {
    for (;;) {
      const [name = ''] = this.turns
      const flow = this.flows.get(name)
      const cost = this.costOf(name)
      if (flow && flow.deficit >= cost) {
        flow.deficit -= cost
        return name
      }
      if (flow) flow.deficit += QUANTUM_MS
      this.turns.push(...this.turns.splice(0, 1))
    }
  }

  private letIn(name: string): void {
    const waiter = this.flows.get(name)?.waiting.shift()
    this.drop(name)
    if (!waiter) return
    this.waiting -= 1
    waiter.go(this.begin(name))
  }

  /** A flow that waits no more saves nothing up. */
  private drop(name: string): void {
    if ((this.flows.get(name)?.waiting.length ?? 0) > 0) return
    this.flows.delete(name)
    this.turns = this.turns.filter((other) => other !== name)
  }

  private refuseLate(): void {
    const latest = this.settings.now() - this.settings.maxWaitMs
    for (const name of [...this.turns]) {
      const flow = this.flows.get(name)
      const late = flow?.waiting.filter(({ sinceMs }) => sinceMs <= latest) ?? []
      if (!flow || late.length === 0) continue
      flow.waiting = flow.waiting.filter(({ sinceMs }) => sinceMs > latest)
      this.waiting -= late.length
      for (const { refuse } of late) refuse(tooBusy())
      this.drop(name)
    }
  }

  private hasRoom(name = ''): boolean {
    const isContended = this.isContended(name)
    const { places, placesAlone } = this.settings
    return this.hasPlace(isContended ? places : placesAlone) || !this.settings.isBusy(isContended)
  }

  private isContended(name: string): boolean {
    const since = this.settings.now() - LATELY_MS
    return this.otherAtMs > since || (this.latest.name !== name && this.latest.atMs > since)
  }

  private hasNone(name: string): boolean {
    if (this.flows.has(name)) return false
    for (const held of this.young.values()) if (held.name === name) return false
    return true
  }

  private hasPlace(places: number): boolean {
    if (this.young.size < places) return true
    const oldest = this.settings.now() - this.settings.youngMs
    for (const [id, { beganMs }] of this.young) {
      if (beganMs > oldest) break
      this.young.delete(id)
    }
    return this.young.size < places
  }

  private begin(name: string): () => void {
    const id = Symbol(name)
    const beganMs = this.settings.now()
    this.young.set(id, { name, beganMs })
    if (this.latest.name !== name) this.otherAtMs = this.latest.atMs
    this.latest = { name, atMs: beganMs }
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      this.young.delete(id)
      this.learn(name, Math.min(this.settings.now() - beganMs, this.settings.youngMs))
      if (this.waiting > 0) this.pump()
    }
  }

  private learn(name: string, heldMs: number): void {
    const known = this.costs.get(name)
    if (known === undefined && this.costs.size >= MAX_KNOWN) this.costs.clear()
    this.costs.set(name, known === undefined ? heldMs : known * 0.9 + heldMs * 0.1)
  }

  private costOf(name: string): number {
    return Math.min(MAX_COST_MS, Math.max(1, this.costs.get(name) ?? QUANTUM_MS))
  }
}

const tooBusy = () =>
  new AppError('RATE_LIMITED', 'The server is at its limit. Try again in a moment.', { retryAfterSeconds: 2 })
