import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createBalance, surplus } from './balance.mjs'

describe('number of connections that one of several processes closes', () => {
  test.each([
    { all: [16], close: [0] },
    { all: [0, 0], close: [0, 0] },
    { all: [2, 0], close: [1, 0] },
    { all: [3, 2], close: [0, 0] },
    { all: [11, 5], close: [3, 0] },
    { all: [16, 0, 0, 0], close: [12, 0, 0, 0] },
    // By chance, and harmless.
    { all: [9, 7], close: [0, 0] },
    { all: [55, 45], close: [0, 0] },
    // At most sixteen at a time.
    { all: [400, 0], close: [16, 0] },
  ])('closes $close of $all', ({ all, close }) => {
    expect(all.map((own) => surplus(own, all))).toEqual(close)
  })

  test('closes nothing among balanced processes, and never more than the excess', () => {
    for (const processes of [2, 3, 4, 8])
      for (let connections = 0; connections < 100; connections += 1) {
        const even = dealt(connections, processes, (index) => index % processes)
        expect(even.map((own) => surplus(own, even))).toEqual(even.map(() => 0))
        const uneven = dealt(connections, processes, (index) => (index % 7) % processes)
        for (const count of uneven)
          expect(count - surplus(count, uneven)).toBeGreaterThanOrEqual(Math.min(count, connections / processes))
      }
  })

  test('random reassignment converges', () => {
    const chance = randomFrom(7)
    for (const processes of [2, 3, 4])
      for (const connections of [2, 3, 8, 16, 50, 200]) {
        let counts = dealt(connections, processes, () => 0)
        let rounds = 0
        for (; counts.some((own) => surplus(own, counts) > 0); rounds += 1) {
          const afterSurplus = counts.map((own) => own - surplus(own, counts))
          const freed = connections - afterSurplus.reduce((sum, own) => sum + own, 0)
          const anew = dealt(freed, processes, () => Math.floor(chance() * processes))
          counts = afterSurplus.map((own, index) => own + (anew[index] ?? 0))
        }
        expect(rounds).toBeLessThan(60)
        expect(Math.max(...counts)).toBeLessThanOrEqual(
          Math.max(1.2, 1 + processes / connections) * (connections / processes) + 1,
        )
      }
  })
})

describe('processes that report their busy connections', () => {
  test('a process above its share is notified after its second report, and less often if that does not help', () => {
    const { join, sentTo } = group()
    const [first, second] = [join(), join()]
    first.emit('message', 'ready')
    second.emit('message', 'ready')
    second.emit('message', { busyConnections: 3 })
    const reports = []
    for (let report = 1; report <= 12; report += 1) {
      first.emit('message', { busyConnections: 13 })
      if (sentTo(first).length > reports.length) reports.push(report)
    }
    expect(reports).toEqual([2, 6, 12])
    expect(sentTo(first)).toEqual([{ close: 5 }, { close: 5 }, { close: 5 }])
    expect(sentTo(second)).toEqual([])
  })

  test('does not notify a process when the others have no busy connections for a moment', () => {
    const { join, sentTo } = group()
    const [first, second] = [join(), join()]
    for (const child of [first, second]) child.emit('message', 'ready')
    for (const busyConnections of [8, 0, 8]) {
      first.emit('message', { busyConnections })
      second.emit('message', { busyConnections })
    }
    expect([sentTo(first), sentTo(second)]).toEqual([[], []])
  })

  test('ignores a process that is not ready, has exited or is alone', () => {
    const { join, sentTo } = group()
    const [first, second] = [join(), join()]
    first.emit('message', 'ready')
    const report = () => first.emit('message', { busyConnections: 6 })
    for (const _ of [1, 2, 3]) report()
    expect(sentTo(first)).toEqual([])
    second.emit('message', 'ready')
    second.emit('exit')
    for (const _ of [1, 2, 3]) report()
    expect(sentTo(first)).toEqual([])
    second.emit('message', 'ready')
    for (const _ of [1, 2]) report()
    expect(sentTo(first)).toEqual([{ close: 3 }])
  })
})

function group() {
  const balance = createBalance()
  const sent = new Map<EventEmitter, unknown[]>()
  return {
    join() {
      const child = Object.assign(new EventEmitter(), {
        send: (message: unknown) => (sent.get(child)?.push(message) ?? 0) > 0,
      })
      sent.set(child, [])
      balance.join(child)
      return child
    },
    sentTo: (child: EventEmitter) => sent.get(child) ?? [],
  }
}

function dealt(connections: number, processes: number, processOf: (index: number) => number): number[] {
  const counts = Array.from({ length: processes }, () => 0)
  for (let index = 0; index < connections; index += 1) {
    const processIndex = processOf(index)
    counts[processIndex] = (counts[processIndex] ?? 0) + 1
  }
  return counts
}

/** Deterministic numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
