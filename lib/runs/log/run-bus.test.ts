import { EventEmitter } from 'node:events'
import type postgres from 'postgres'
import { afterEach, expect, test, vi } from 'vitest'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { eventsAfter } from './bus-messages'
import { RunBus } from './run-bus'

/** LISTEN and NOTIFY between buses of one process. */
function channel(): postgres.Sql {
  const hub = new EventEmitter()
  const notify = async (_: TemplateStringsArray, name: string, payloads: string[]) => {
    for (const payload of payloads) hub.emit(name, payload)
  }
  const listen = async (name: string, receive: (payload: string) => void) => {
    hub.on(name, receive)
    return { unlisten: async () => void hub.off(name, receive) }
  }
  // The bus uses only these two methods of a client.
  return Object.assign(notify, { listen }) as unknown as postgres.Sql
}

const text = (seq: number): StoredRunEvent => ({
  seq,
  event: { type: 'node-delta', path: ['a'], nodeId: 'a', atMs: 0, port: 'text', text: `${seq}` },
})

afterEach(() => vi.useRealTimers())

test.each([0, 3_600_000, -3_600_000])(
  'texts of a run reach a reader in another process, even when the clock jumps by %i ms',
  async (jumpMs) => {
    const sql = channel()
    const driver = new RunBus(sql, 'driver', () => ({ numberBefore: (seq) => seq - 1 }))
    const other = new RunBus(sql, 'other', () => null)
    await Promise.all([driver.start(), other.start()])
    const reader = other.subscribe('run')
    const forever = new AbortController().signal
    // Nothing is sent until a reader subscribes.
    driver.publish(new Map([['run', [text(1)]]]))
    expect(reader.take()).toEqual([])
    await reader.next(1, forever)
    driver.publish(new Map([['run', [text(2)]]]))

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + jumpMs })
    driver.publish(new Map([['run', [text(3)]]]))
    expect(eventsAfter(2, reader.take())?.map(({ seq }) => seq)).toEqual([3])
    // The subscription is renewed in time, independently of clock changes.
    const renewed = vi.fn()
    await sql.listen('patchbay_runs', (payload) => (payload.includes('"want"') ? renewed() : undefined))
    await vi.waitFor(
      async () => {
        await reader.next(1, forever)
        expect(renewed).toHaveBeenCalled()
      },
      { timeout: 5_000, interval: 100 },
    )
    reader.close()
    await Promise.all([driver.stop(), other.stop()])
  },
)
