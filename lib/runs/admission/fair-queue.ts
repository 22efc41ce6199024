import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

interface Waiter {
  sinceMs: number
  admit: (leave: () => void) => void
  reject: (error: AppError) => void
}

interface Flow {
  waiting: Waiter[]
  /** Milliseconds that the flow may still use in its turn. */
  deficit: number
}

export interface FairQueueSettings {
  /** Concurrent young runs while the process is busy and several flows compete. */
  slots: number
  /** The limit while only one flow is active: queueing would only delay its first tokens. */
  slotsWhenAlone: number
  /** A run older than this releases its slot: it most likely waits for something else, such as a model. */
  youngMs: number
  maxWaitMs: number
  maxWaiting: number
  /** @param isContended whether several flows were active recently: then some capacity is reserved for small flows */
  isBusy(isContended: boolean): boolean
  now(): number
}

const QUANTUM_MS = 5
const MAX_COST_MS = 50
const MAX_KNOWN = 10_000
const PUMP_MS = 4
/** Time for which a flow counts as active: longer than a call takes on a fully loaded machine. */
const ACTIVE_MS = 5_000

/**
 * Fair scheduling while the process is near its capacity. Flows (an app, or the background work of a
 * workspace) take turns of equal time, so that the burst of one app delays only itself. Nothing waits while
 * there is capacity, and no run waits longer than a maximum.
 */
export class FairQueue {
  private readonly flows = new Map<string, Flow>()
  /** Waiting flows in the order of their turns. */
  private turns: string[] = []
  /** Start times of the runs that have a slot. */
  private readonly young = new Map<symbol, { name: string; beganMs: number }>()
  /** The flow that started a run last. */
  private latest = { name: '', atMs: Number.NEGATIVE_INFINITY }
  /** When a flow other than the latest one last started a run. */
  private otherAtMs = Number.NEGATIVE_INFINITY
  /** Recent average time for which runs of a flow use a slot. */
  private readonly costs = new Map<string, number>()
  private waiting = 0
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(private readonly settings: FairQueueSettings) {}

  /** @returns an idempotent function that releases the slot, directly if there is no wait @throws RATE_LIMITED */
  enter(name: string, maxWaitMs: number = this.settings.maxWaitMs): (() => void) | Promise<() => void> {
    if (this.waiting === 0 && this.hasRoom(name)) return this.begin(name)
    // A flow without active runs is not part of the burst and need not wait behind it.
    if (this.isIdle(name) && this.young.size < this.settings.slots + this.settings.slotsWhenAlone)
      return this.begin(name)
    if (this.waiting >= this.settings.maxWaiting) throw tooBusy()
    return this.wait(name, maxWaitMs)
  }

  /** Admits the next runs. Called by a timer while runs wait, and whenever a slot is free. */
  pump(): void {
    this.rejectLate()
    let freeSlots = this.settings.slots
    while (this.turns.length > 0 && freeSlots > 0 && this.hasRoom(this.turns[0])) {
      this.admitNext(this.nextFlow())
      freeSlots -= 1
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
      // Stored as an arrival time, so that one deadline rule applies to all.
      const sinceMs = this.settings.now() + maxWaitMs - this.settings.maxWaitMs
      flow.waiting.push({ sinceMs, admit: resolve, reject })
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

  private admitNext(name: string): void {
    const waiter = this.flows.get(name)?.waiting.shift()
    this.drop(name)
    if (!waiter) return
    this.waiting -= 1
    waiter.admit(this.begin(name))
  }

  /** A flow without waiting runs accumulates no credit. */
  private drop(name: string): void {
    if ((this.flows.get(name)?.waiting.length ?? 0) > 0) return
    this.flows.delete(name)
    this.turns = this.turns.filter((other) => other !== name)
  }

  private rejectLate(): void {
    const latest = this.settings.now() - this.settings.maxWaitMs
    for (const name of [...this.turns]) {
      const flow = this.flows.get(name)
      const overdue = flow?.waiting.filter(({ sinceMs }) => sinceMs <= latest) ?? []
      if (!flow || overdue.length === 0) continue
      flow.waiting = flow.waiting.filter(({ sinceMs }) => sinceMs > latest)
      this.waiting -= overdue.length
      for (const { reject } of overdue) reject(tooBusy())
      this.drop(name)
    }
  }

  private hasRoom(name = ''): boolean {
    const isContended = this.isContended(name)
    const { slots, slotsWhenAlone } = this.settings
    return this.hasFreeSlot(isContended ? slots : slotsWhenAlone) || !this.settings.isBusy(isContended)
  }

  private isContended(name: string): boolean {
    const since = this.settings.now() - ACTIVE_MS
    return this.otherAtMs > since || (this.latest.name !== name && this.latest.atMs > since)
  }

  private isIdle(name: string): boolean {
    if (this.flows.has(name)) return false
    for (const waiting of this.young.values()) if (waiting.name === name) return false
    return true
  }

  private hasFreeSlot(slots: number): boolean {
    if (this.young.size < slots) return true
    const oldest = this.settings.now() - this.settings.youngMs
    for (const [id, { beganMs }] of this.young) {
      if (beganMs > oldest) break
      this.young.delete(id)
    }
    return this.young.size < slots
  }

  private begin(name: string): () => void {
    const id = Symbol(name)
    const beganMs = this.settings.now()
    this.young.set(id, { name, beganMs })
    if (this.latest.name !== name) this.otherAtMs = this.latest.atMs
    this.latest = { name, atMs: beganMs }
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.young.delete(id)
      this.learn(name, Math.min(this.settings.now() - beganMs, this.settings.youngMs))
      if (this.waiting > 0) this.pump()
    }
  }

  private learn(name: string, durationMs: number): void {
    const cost = this.costs.get(name)
    if (cost === undefined && this.costs.size >= MAX_KNOWN) this.costs.clear()
    this.costs.set(name, cost === undefined ? durationMs : cost * 0.9 + durationMs * 0.1)
  }

  private costOf(name: string): number {
    return Math.min(MAX_COST_MS, Math.max(1, this.costs.get(name) ?? QUANTUM_MS))
  }
}

const tooBusy = () => new AppError('RATE_LIMITED', problem('limits.serverBusy'), { retryAfterSeconds: 2 })
