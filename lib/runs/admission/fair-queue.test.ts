import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue'

function queue(settings: { slots?: number; slotsWhenAlone?: number; maxWaitMs?: number; isBusy?: boolean } = {}) {
  const clock = { nowMs: 0 }
  const contended: boolean[] = []
  const fair = new FairQueue({
    slots: settings.slots ?? 2,
    slotsWhenAlone: settings.slotsWhenAlone ?? settings.slots ?? 2,
    youngMs: 50,
    maxWaitMs: settings.maxWaitMs ?? 1_000,
    maxWaiting: 500,
    isBusy: (isContended) => {
      contended.push(isContended)
      return settings.isBusy ?? true
    },
    now: () => clock.nowMs,
  })
  const order: string[] = []
  const leaves: (() => void)[] = []
  const enter = (name: string, maxWaitMs?: number) => {
    return Promise.resolve(fair.enter(name, maxWaitMs)).then((leave) => {
      order.push(name)
      leaves.push(leave)
    })
  }
  return { fair, clock, order, leaves, enter, contended }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('nothing waits while the process has capacity', async () => {
  const { enter, order } = queue({ isBusy: false })
  for (let index = 0; index < 100; index += 1) void enter('burst')
  await settled()
  expect(order).toHaveLength(100)
})

test('a single flow has more slots, and fewer once another flow arrives', async () => {
  const { enter, order, leaves, clock } = queue({ slots: 2, slotsWhenAlone: 8 })
  for (let index = 0; index < 20; index += 1) void enter('burst')
  await settled()
  expect(order).toHaveLength(8)
  void enter('victim')
  await settled()
  expect(order).toEqual([...Array.from({ length: 8 }, () => 'burst'), 'victim'])
  clock.nowMs += 5
  for (const leave of leaves.splice(0, 7)) leave()
  await settled()
  // Two are still active, so that no further run of the burst may start.
  expect(order).toHaveLength(9)
})

test('a run behind another app’s burst starts after only a few others', async () => {
  const { enter, order, leaves, clock } = queue()
  for (let index = 0; index < 100; index += 1) void enter('burst')
  void enter('victim')
  for (let round = 0; round < 6; round += 1) {
    await settled()
    clock.nowMs += 5
    leaves.shift()?.()
  }
  await settled()
  expect(order.indexOf('victim')).toBeGreaterThan(-1)
  expect(order.indexOf('victim')).toBeLessThanOrEqual(4)
})

test('flows get the same time, not the same number of runs', async () => {
  const { enter, order, leaves, clock } = queue({ slots: 1, maxWaitMs: 1_000_000 })
  const durations = { long: 40, short: 5 }
  for (let index = 0; index < 200; index += 1) {
    void enter('long').catch(() => {})
    void enter('short').catch(() => {})
  }
  for (let round = 0; round < 180; round += 1) {
    await settled()
    clock.nowMs += order.at(-1) === 'long' ? durations.long : durations.short
    leaves.shift()?.()
  }
  const lastEntries = order.slice(-90)
  const [long, short] = ['long', 'short'].map((name) => lastEntries.filter((other) => other === name).length)
  expect((short ?? 0) / (long ?? 1)).toBeGreaterThan(4)
})

test('rejects a run after the maximum wait and says when to retry', async () => {
  const { fair, enter, clock } = queue({ slots: 1 })
  await Promise.all([enter('a'), enter('c')])
  const rejection = expect(enter('b')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 2 })
  const background = enter('background', 60_000)
  // A run that is no longer young releases its slot; a new run takes it before the others.
  clock.nowMs = 1_001
  fair.pump()
  await rejection
  await background
})

test('a run that only waits for its model releases its slot soon', async () => {
  const { fair, enter, order, clock } = queue({ slots: 1 })
  await enter('slow')
  void enter('slow')
  fair.pump()
  await settled()
  expect(order).toHaveLength(1)
  clock.nowMs = 51
  fair.pump()
  await settled()
  expect(order).toHaveLength(2)
})

test('a flow without active runs starts at once beside a burst, up to a limit', async () => {
  const { enter, order } = queue({ slots: 2 })
  for (let index = 0; index < 10; index += 1) void enter('burst')
  for (const name of ['a', 'a', 'b', 'c']) void enter(name)
  await settled()
  expect(order).toEqual(['burst', 'burst', 'a', 'b'])
})

test('reports whether another flow was active recently', async () => {
  const { enter, contended, clock } = queue({ slots: 0, isBusy: false })
  const acquire = async (name: string) => {
    await enter(name)
    return contended.at(-1)
  }
  expect([await acquire('a'), await acquire('a'), await acquire('b'), await acquire('b')]).toEqual([
    false,
    false,
    true,
    true,
  ])
  clock.nowMs = 500
  expect(await acquire('b')).toBe(true)
  clock.nowMs = 5_400
  expect([await acquire('b'), await acquire('a')]).toEqual([false, true])
})
