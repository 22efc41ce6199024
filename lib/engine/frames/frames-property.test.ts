import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import { checkEnds, checkRun } from '../testing/check-run'
import { killAndResume, type Turn } from '../testing/kill-and-resume'
import { randomGraph, randomRace } from '../testing/random-graph'
import { referenceRun } from '../testing/reference-run'
import type { Watch } from '../testing/script-behaviors'

installVirtualTime()

const INPUTS = { question: 'hello' }
const numRuns = Number(process.env.PROPERTY_RUNS ?? 25)

const turn: fc.Arbitrary<Turn> = fc.record({
  length: fc.integer({ min: 1, max: 60 }),
  maxParallel: fc.integer({ min: 1, max: 6 }),
  durability: fc.constantFrom('sync', 'async'),
  answers: fc.nat(2),
})

/** Waits until nothing runs: nodes respect their signal, so aborted work ends a moment later. */
async function expectQuiet(watch: Watch): Promise<void> {
  await vi.waitFor(() => expect(watch.live).toBe(0))
}

test('matches the reference for random graphs: every node once, in order, with nothing left running', async () => {
  await fc.assert(
    fc.asyncProperty(randomGraph, turn, async (random, { maxParallel, durability }) => {
      const watch: Watch = { calls: [], live: 0 }
      const complete = { length: Number.POSITIVE_INFINITY, maxParallel, durability, answers: 2 }
      const events = await killAndResume(random, INPUTS, { turns: [complete], watch })
      checkRun(events, referenceRun(random, INPUTS))
      await expectQuiet(watch)
    }),
    { numRuns },
  )
})

test('gives the same result when killed repeatedly at any moment, without repeating a committed node', async () => {
  await fc.assert(
    fc.asyncProperty(randomGraph, fc.array(turn, { maxLength: 6 }), async (random, turns) => {
      const watch: Watch = { calls: [], live: 0 }
      checkRun(await killAndResume(random, INPUTS, { turns, watch }), referenceRun(random, INPUTS))
      await expectQuiet(watch)
    }),
    { numRuns },
  )
})

test('completes every run with `any` joins when killed at any moment, ending every node once', async () => {
  await fc.assert(
    fc.asyncProperty(randomRace, fc.array(turn, { maxLength: 6 }), async (random, turns) => {
      const watch: Watch = { calls: [], live: 0 }
      checkEnds(await killAndResume(random, INPUTS, { turns, watch }))
      await expectQuiet(watch)
    }),
    { numRuns },
  )
})
