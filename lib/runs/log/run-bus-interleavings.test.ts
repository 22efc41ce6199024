import fc from 'fast-check'
import type postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { planTakeover } from '../drive/plan-takeover'
import { ActiveRun } from './active-runs'
import { nextRemoteEvents } from './read-events'
import { RunBus, type RunSubscription } from './run-bus'

const RUN = 'run'
const forever = new AbortController().signal

/** Notifications between processes: in any order, since each may use another pooled connection, or lost. */
class Network {
  readonly #listeners: ((payload: string) => void)[] = []
  readonly #pending: string[] = []

  client(): postgres.Sql {
    const notify = async (_: TemplateStringsArray, __: string, payloads: string[]) =>
      void this.#pending.push(...payloads)
    const listen = async (_: string, receive: (payload: string) => void) => {
      this.#listeners.push(receive)
      return { unlisten: async () => {} }
    }
    // The bus uses only these two methods of a client.
    return Object.assign(notify, { listen }) as unknown as postgres.Sql
  }

  deliver(at: number): void {
    for (const payload of this.#takeOut(at)) for (const receive of this.#listeners) receive(payload)
  }

  deliverAll(): void {
    while (this.#pending.length > 0) this.deliver(0)
  }

  drop(at: number): void {
    this.#takeOut(at)
  }

  #takeOut = (at: number) => (this.#pending.length === 0 ? [] : this.#pending.splice(at % this.#pending.length, 1))
}

/**
 * One run that several processes drive in turn, and a reader in another process. `stored` is the content of the tables.
 */
class World {
  readonly network = new Network()
  readonly stored: StoredRunEvent[] = []
  readonly seen: number[] = []
  /** Number of times that messages alone gave the reader the next events. */
  fromMessages = 0
  last = 0
  #drive = new ActiveRun()
  #driver: RunBus
  readonly #reader: RunBus
  #subscription: RunSubscription

  constructor() {
    this.#driver = this.#newDriver()
    this.#reader = new RunBus(this.network.client(), 'reader', () => null)
    void this.#reader.start()
    this.#subscription = this.#reader.subscribe(RUN)
  }

  #newDriver(): RunBus {
    const bus = new RunBus(this.network.client(), crypto.randomUUID(), () => this.#drive)
    void bus.start()
    return bus
  }

  /** Stores and sends an event for each item; `true` means text. */
  flush(areTexts: readonly boolean[]): void {
    const events = areTexts.map((isText) => this.#make(isText))
    this.stored.push(...events)
    this.#driver.publish(new Map([[RUN, events]]))
  }

  /** Another process takes the run over. */
  changeDriver(): void {
    const rows = this.stored.map((stored) => ({ seq: stored.seq, events: [stored] }))
    const stored = rows.filter(({ events }) => events[0]?.event.type !== 'node-delta')
    const { fromSeq } = planTakeover(stored, { attempts: 0, takenAtSeq: 0 })
    this.#drive = new ActiveRun(stored.at(-1)?.seq ?? 0, fromSeq)
    this.#driver = this.#newDriver()
  }

  /** Stored without a message, like events stored together with a pause or an end. */
  storeSilently(): void {
    this.stored.push(this.#make(true))
  }

  #make(isText: boolean): StoredRunEvent {
    const eventBase = { path: ['a'], nodeId: 'a', atMs: 0 }
    // A drive starts with a stored event.
    const event = this.#drive.number(
      isText && this.#drive.events.length > 0
        ? { type: 'node-delta', ...eventBase, port: 'text', text: 'x' }
        : { type: 'node-skip', ...eventBase },
    )
    this.#drive.show(event)
    return event
  }

  /** The reader renews its subscription. */
  want(): void {
    void this.#subscription.next(0, forever)
  }

  resubscribe(): void {
    this.#subscription.close()
    this.#subscription = this.#reader.subscribe(RUN)
  }

  /** More may be stored and sent while the tables are read. */
  async read(meanwhile: () => void): Promise<void> {
    let hasQueried = false
    const batch = await nextRemoteEvents(this.last, this.#subscription.take(), async (after) => {
      hasQueried = true
      const found = this.stored.filter(({ seq }) => seq > after)
      meanwhile()
      return found
    })
    if (!hasQueried) this.fromMessages += 1
    for (const { seq } of batch) this.seen.push(seq)
    this.last = batch.at(-1)?.seq ?? this.last
  }
}

type Step =
  | { kind: 'flush'; events: boolean[] }
  | { kind: 'read'; meanwhile: boolean[] | null }
  | { kind: 'deliver' | 'drop'; at: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'want' | 'deliverAll' | 'resubscribe' | 'changeDriver' | 'storeSilently' }

const flushed = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('flush' as const), events: flushed }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('read' as const), meanwhile: fc.option(flushed) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), at: fc.nat(5) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliverAll' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 4_000) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('want' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('resubscribe', 'changeDriver', 'storeSilently') }) },
)

async function perform(world: World, next: Step): Promise<void> {
  switch (next.kind) {
    case 'flush':
      return world.flush(next.events)
    case 'read':
      return world.read(() => next.meanwhile && world.flush(next.meanwhile))
    case 'deliver':
      return world.network.deliver(next.at)
    case 'drop':
      return world.network.drop(next.at)
    case 'wait':
      await vi.advanceTimersByTimeAsync(next.ms)
      return
    case 'deliverAll':
      return world.network.deliverAll()
    default:
      world[next.kind]()
  }
}

test('a reader in another process sees every event once and in order, whatever messages are lost, late, reordered or never sent', async () => {
  let fromMessages = 0
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80, size: 'max' }), async (steps) => {
        const world = new World()
        for (const next of steps) await perform(world, next)
        fromMessages += world.fromMessages
        // Finally it reads the tables.
        await world.read(() => {})
        await world.read(() => {})
        expect(world.seen).toEqual(world.stored.map(({ seq }) => seq))
      }),
      { numRuns: 3_000 },
    )
    // Otherwise only the tables would have been tested.
    expect(fromMessages).toBeGreaterThan(1_000)
  } finally {
    vi.useRealTimers()
  }
}, 120_000)
