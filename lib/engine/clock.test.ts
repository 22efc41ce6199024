import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import { runGraph } from './testing/run-graph'

installVirtualTime()

const DAY_MS = 86_400_000

/** A clock that jumps while the first step runs. */
function clockSetBy(jumpMs: number) {
  let offsetMs = 0
  return {
    now: () => performance.now() + DAY_MS + offsetMs,
    set: () => {
      offsetMs = jumpMs
    },
  }
}

test.each([DAY_MS, -DAY_MS])(
  'E53 a clock jump of %i ms neither ends nor delays a step, and durations are never negative',
  async (jumpMs) => {
    const { now, set } = clockSetBy(jumpMs)
    let tries = 0
    const startedMs = performance.now()
    const events = await runGraph(
      sampleGraph(
        [
          sampleNode('in', 'input'),
          sampleNode(
            'p',
            'pair',
            {},
            {
              policy: {
                onError: 'fail',
                timeoutSeconds: 30,
                retry: { count: 1, backoffSeconds: 0.01, on: ['network'] },
              },
            },
          ),
          sampleNode('end', 'answer'),
        ],
        ['in.question > p.a', 'p.out > end.text'],
      ),
      {
        now,
        behaviors: {
          p: async ({ ctx }) => {
            tries += 1
            await ctx.step({ key: `try ${tries}`, kind: 'other', name: 'Set', input: {} }, async () => {
              set()
              return null
            })
            if (tries === 1) throw new AppError('EGRESS_FAILED', verbatim('Gone.'))
            return { out: 'done' }
          },
        },
      },
    )
    expect(performance.now() - startedMs).toBeLessThan(1_000)
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outputs: { text: 'done' } })
    const durations = events.flatMap((event) => {
      if (event.type === 'node-step') return [event.step.durationMs]
      return 'durationMs' in event ? [event.durationMs] : []
    })
    expect(durations).toHaveLength(6)
    expect(Math.min(...durations)).toBeGreaterThanOrEqual(0)
  },
)
