import { expect } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { RunEvent } from '../events'
import { execute } from '../execute'
import type { Execution } from '../execution'
import { seedForResume, stepKey } from '../resume/seed'
import type { RandomGraph } from './random-graph'
import { ANSWER } from './reference-run'
import { BEHAVIORS, sampleExecution, samplePlan } from './run-graph'
import { scriptBehaviors, type Watch } from './script-behaviors'

/** One process that drives the run. */
export interface Turn extends Required<Pick<Execution, 'maxParallel' | 'durability'>> {
  /** Number of events after which it crashes; completes if there are fewer. */
  length: number
  /** Number of open questions that are answered when the run waits. */
  answers: number
}

const LAST_TURN: Turn = { length: Number.POSITIVE_INFINITY, maxParallel: 4, durability: 'async', answers: 0 }

/** Drives the graph with a sequence of crashing processes and returns the complete log. */
export async function killAndResume(
  random: RandomGraph,
  inputs: JsonObject,
  { turns, watch }: { turns: readonly Turn[]; watch: Watch },
): Promise<RunEvent[]> {
  const plan = samplePlan(random.graph)
  const stored: RunEvent[] = []
  for (let turn = 0; turn < 200; turn += 1) {
    const { length, answers, ...rest } = turns[turn] ?? LAST_TURN
    const committed = pathsOf(stored, 'node-end')
    const callsBefore = watch.calls.length
    const execution = sampleExecution({
      ...rest,
      inputs,
      random: () => 0,
      behaviors: scriptBehaviors(random, watch, (type) => BEHAVIORS[type]),
      store: { append: () => undefined, committed: async () => undefined },
      ...(stored.length > 0 ? { seed: seedForResume(stored) } : {}),
    })
    await readUpTo(length, execute(plan, execution), stored)
    for (const path of watch.calls.slice(callsBefore)) expect(committed.has(path), `${path} ran again`).toBe(false)
    const last = stored.at(-1)?.type
    if (last === 'run-end' || last === 'run-error') return stored
    if (last === 'run-pause') answerSome(stored, answers)
  }
  throw new Error('The run does not end.')
}

async function readUpTo(length: number, events: AsyncIterable<RunEvent>, stored: RunEvent[]): Promise<void> {
  let count = 0
  for await (const event of events) {
    stored.push(event)
    count += 1
    if (count >= length) return
  }
}

function pathsOf(events: readonly RunEvent[], type: RunEvent['type']): Set<string> {
  return new Set(events.flatMap((event) => (event.type === type && 'path' in event ? [event.path.join('/')] : [])))
}

/** Always answers the first open question, so that the run continues, and some of the others. */
function answerSome(stored: RunEvent[], which: number): void {
  const answers = stored.filter((event) => event.type === 'node-resume')
  const answered = new Set(answers.map((event) => stepKey(event.path, event.key)))
  const pauses = stored.filter((event) => event.type === 'node-pause')
  const openPauses = pauses.filter((event) => !answered.has(stepKey(event.path, event.key)))
  expect(openPauses.length).toBeGreaterThan(0)
  for (const [index, { path, nodeId, atMs, key }] of openPauses.entries()) {
    if (index % 3 > which && index > 0) continue
    stored.push({ type: 'node-resume', path, nodeId, atMs, key, answer: ANSWER })
  }
}
