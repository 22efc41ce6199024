import { expect, test } from 'vitest'
import { nextSeq, withoutGap } from '../log/event-seq'
import { actionsOf, asStored, beginning, keyOf, kindsOf, type ModelState } from '../testing/takeover-model'

interface Explored {
  states: number
  /** States from which the run can only end through another fault. */
  stuck: ModelState[]
  mostAttempts: number
  ended: ModelState[]
}

/** Every state reachable through followed states. @throws with the actions that lead to a violated invariant */
function explore(first: ModelState, isFollowed: (state: ModelState) => boolean = () => true): Explored {
  const keys = new Map<string, number>([[keyOf(first), 0]])
  const states = [first]
  const cameFrom: { state: number; action: string }[] = [{ state: 0, action: 'beginning' }]
  /** For each state, the states from which an action other than a fault leads to it. */
  const predecessors: number[][] = [[]]
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index] ?? first
    if (!isFollowed(state)) continue
    for (const { name, isFault, next } of actionsWithTrace(state, index, cameFrom)) {
      const key = keyOf(next)
      let to = keys.get(key)
      if (to === undefined) {
        to = states.length
        keys.set(key, to)
        states.push(next)
        cameFrom.push({ state: index, action: name })
        predecessors.push([])
      }
      if (!isFault) predecessors[to]?.push(index)
    }
  }
  const ended = states.flatMap(({ row }, index) => (row.status === 'ended' ? [index] : []))
  const canEnd = new Set(ended)
  for (const state of canEnd) for (const earlier of predecessors[state] ?? []) canEnd.add(earlier)
  return {
    states: states.length,
    stuck: states.filter((_, index) => !canEnd.has(index)),
    mostAttempts: Math.max(...states.map(({ row }) => row.attempts)),
    ended: ended.flatMap((index) => states[index] ?? []),
  }
}

function actionsWithTrace(state: ModelState, index: number, cameFrom: readonly { state: number; action: string }[]) {
  try {
    return actionsOf(state)
  } catch (cause) {
    const trace: string[] = []
    for (let step = index; step !== 0; step = cameFrom[step]?.state ?? 0) trace.unshift(cameFrom[step]?.action ?? '')
    throw new Error(`After ${trace.join(', ')}:`, { cause })
  }
}

/** Whatever events a reader has seen, stored or not, the tables contain all later ones, to the end of the run. */
function expectReadable({ log, texts, froms }: ModelState): void {
  const stored = [...log.flatMap((row) => row.events.map(asStored)), ...texts.map((seq) => asStored(['text', seq]))]
  const events = stored.toSorted((left, right) => left.seq - right.seq)
  const numbers = events.map(({ seq }) => seq)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const after of [0, ...numbers, ...froms.slice(0, -1).flatMap(shownByOne)]) {
    const rest = events.filter(({ seq }) => seq > after)
    expect(withoutGap(after, rest)).toEqual(rest)
    if (after !== numbers.at(-1)) expect(rest.at(-1)?.event.type).toBe('run-end')
  }
}

/** More numbers than a drive of the model uses, of events and of texts. */
function shownByOne(from: number): number[] {
  const numbers: number[] = []
  for (let last = from, count = 0; count < 6; count += 1) {
    last = nextSeq(last, false)
    numbers.push(last, last + 1)
  }
  return numbers
}

test.each([
  { processes: 2, faults: { crash: 2, stall: 0, lostAcknowledgement: 0 } },
  { processes: 2, faults: { crash: 1, stall: 1, lostAcknowledgement: 0 } },
  { processes: 2, faults: { crash: 1, stall: 0, lostAcknowledgement: 1 } },
  { processes: 2, faults: { crash: 0, stall: 1, lostAcknowledgement: 1 } },
  { processes: 3, faults: { crash: 1, stall: 0, lostAcknowledgement: 0 } },
])(
  'every run ends, stores nothing twice and is never stuck: $processes processes, $faults',
  (scenario) => {
    const { states, stuck, mostAttempts, ended } = explore(beginning(scenario.processes, scenario.faults))
    expect(stuck.slice(0, 1)).toEqual([])
    // With fewer faults than attempts, no job fails permanently.
    expect(ended.filter(({ isGivenUp }) => isGivenUp).slice(0, 1)).toEqual([])
    expect(mostAttempts).toBeLessThanOrEqual(5)
    expect(ended.length).toBeGreaterThan(0)
    for (const state of ended) {
      expectReadable(state)
      expect(kindsOf(state).filter((kind) => kind !== 'resume')).toHaveLength(5)
    }
    expect(states).toBeGreaterThan(1_000)
  },
  300_000,
)

test('a run whose process crashes each time is given up after five attempts', () => {
  const { mostAttempts, ended } = explore(
    beginning(1, { crash: 5, stall: 0, lostAcknowledgement: 0 }),
    (state) => kindsOf(state).length === 0,
  )
  expect(mostAttempts).toBe(6)
  expect(ended.some(({ isGivenUp }) => isGivenUp)).toBe(true)
  for (const state of ended) expectReadable(state)
}, 300_000)
