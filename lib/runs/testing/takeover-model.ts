import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { type LogRow, planTakeover } from '../drive/plan-takeover'
import { nextSeq } from '../log/event-seq'

/**
 * A model of the recovery protocol: one run with a step, a pause and an end, and a few processes that claim, fence,
 * show, store, pause, release and end it, while they crash, stall and lose acknowledgements. Numbers and fences come
 * from the product's own functions; the rest mirrors its statements and transactions, one action each.
 */
export interface ModelState {
  row: { status: 'queued' | 'running' | 'paused' | 'ended'; owner: number; attempts: number; takenAtSeq: number }
  wasClaimed: boolean
  isAnswered: boolean
  isGivenUp: boolean
  log: { seq: number; writer: number; events: ModelEvent[] }[]
  texts: number[]
  processes: ModelProcess[]
  /** The number after which each started drive numbers its events, in the order of their fences. */
  froms: number[]
  faults: Record<Fault, number>
}

export type Fault = 'crash' | 'stall' | 'lostAcknowledgement'
/** Kind and number. */
export type ModelEvent = [kind: Kind, seq: number]
export type Kind = 'start' | 'text' | 'one' | 'pause' | 'answer' | 'end' | 'resume'

interface ModelProcess {
  state: 'idle' | 'stalled' | 'claiming' | 'driving'
  /** Its current activity, also while it is stalled. */
  was: 'idle' | 'claiming' | 'driving'
  /** Index in `froms`. */
  drive: number
  last: number
  todo: Kind[]
  /** Shown to readers and not stored yet. */
  pending: ModelEvent[]
  /** Stored by a commit whose acknowledgement was lost. It is retried unchanged. */
  inFlight: ModelEvent[]
}

const PROGRAM: readonly Kind[] = ['start', 'text', 'one', 'pause', 'answer', 'end']
/** The claim after five failed attempts gives the run up. */
const MAX_CLAIMS = 6
/** Value for an owner or writer that has ended or does not exist. */
const NOBODY = -1
const IDLE: ModelProcess = { state: 'idle', was: 'idle', drive: 0, last: 0, todo: [], pending: [], inFlight: [] }

export interface Action {
  name: string
  isFault: boolean
  next: ModelState
}

export const beginning = (processes: number, faults: ModelState['faults']): ModelState => ({
  row: { status: 'queued', owner: NOBODY, attempts: 0, takenAtSeq: 0 },
  wasClaimed: false,
  isAnswered: false,
  isGivenUp: false,
  log: [],
  texts: [],
  processes: Array.from({ length: processes }, () => IDLE),
  froms: [],
  faults,
})

type Change = (state: ModelState, process: ModelProcess, id: number) => void

/** A key for visited states. States that differ only in the identity of the processes have the same key. */
export function keyOf(state: ModelState): string {
  const key = JSON.stringify(state)
  const [one, two, ...others] = state.processes
  if (!one || !two || others.length > 0) return key
  const swapped = (id: number) => (id === NOBODY ? id : 1 - id)
  const mirrored: ModelState = {
    ...state,
    row: { ...state.row, owner: swapped(state.row.owner) },
    log: state.log.map((row) => ({ ...row, writer: swapped(row.writer) })),
    processes: [two, one],
  }
  return [key, JSON.stringify(mirrored)].sort()[0] ?? key
}

/** All possible next actions. @throws when one violates an invariant */
export function actionsOf(state: ModelState): Action[] {
  if (state.row.status === 'ended' && state.processes.every((process) => process.state === 'idle')) return []
  const actions: Action[] = []
  const text = JSON.stringify(state)
  const act = (id: number, name: string, change: Change, fault: Fault | null = null) => {
    if (fault && state.faults[fault] === 0) return
    const next: ModelState = JSON.parse(text)
    if (fault) next.faults[fault] -= 1
    change(next, next.processes[id] ?? IDLE, id)
    actions.push({ name: `${id}: ${name}`, isFault: fault !== null, next })
  }
  if (state.row.status === 'paused' && !state.isAnswered) act(NOBODY, 'answer', answer)
  for (const [id, process] of state.processes.entries()) {
    act(id, 'crash', crash, 'crash')
    for (const [name, change, fault] of stepsOf(state, process, id)) act(id, name, change, fault)
  }
  return actions
}

type Step = [name: string, change: Change, fault?: Fault]

function stepsOf({ row, processes }: ModelState, { state, todo, pending, inFlight }: ModelProcess, id: number): Step[] {
  switch (state) {
    case 'stalled':
      return [['wake', wake]]
    case 'claiming':
      return [
        ['stall', stall, 'stall'],
        ['fence', fence],
        ['fence, acknowledgement lost', storeFence, 'lostAcknowledgement'],
      ]
    case 'driving':
      return [
        ['stall', stall, 'stall'],
        ...(todo.length > 0 ? [['show', show] satisfies Step] : []),
        ...(inFlight.length > 0 || pending.length > 0 ? [['store', store] satisfies Step] : []),
        ...(inFlight.length === 0 && pending.length > 0
          ? [['store, acknowledgement lost', storeUnknowingly, 'lostAcknowledgement'] satisfies Step]
          : []),
      ]
    default: {
      const isFree = row.status === 'running' && (row.owner === NOBODY || processes[row.owner]?.state === 'stalled')
      if (row.status === 'queued' || isFree)
        return [
          ['claim', claim],
          ['claim, acknowledgement lost', storeClaim, 'lostAcknowledgement'],
        ]
      return row.status === 'running' && row.owner === id ? [['release', release]] : []
    }
  }
}

function answer(state: ModelState): void {
  state.isAnswered = true
  state.row.status = 'queued'
}

/** The supervisor starts another process in its place. */
function crash(state: ModelState, _: ModelProcess, id: number): void {
  state.processes[id] = IDLE
  if (state.row.owner === id) state.row.owner = NOBODY
  for (const row of state.log) if (row.writer === id) row.writer = NOBODY
}

function stall(_: ModelState, process: ModelProcess): void {
  process.was = process.state === 'stalled' ? process.was : process.state
  process.state = 'stalled'
}

function wake(_: ModelState, process: ModelProcess): void {
  process.state = process.was
}

function release({ row }: ModelState): void {
  row.owner = NOBODY
}

function storeClaim(state: ModelState, _: ModelProcess, id: number): void {
  Object.assign(state.row, { status: 'running', owner: id, attempts: state.row.attempts + 1 })
  state.wasClaimed = true
  invariant(state.row.attempts <= MAX_CLAIMS, 'a run is not claimed again and again')
}

function claim(state: ModelState, process: ModelProcess, id: number): void {
  const isFirst = !state.wasClaimed
  storeClaim(state, process, id)
  if (isFirst) beginDrive(state, process, 0)
  else process.state = 'claiming'
}

/** @returns null when another process has claimed the run since, or the previous driver was faster */
function storeFence({ row, log }: ModelState, _: ModelProcess, id: number): ReturnType<typeof planTakeover> | null {
  if (row.owner !== id || row.status !== 'running') return null
  const plan = planTakeover(log.map(asLogRow), row)
  if (log.some(({ seq }) => seq === plan.fenceSeq)) return null
  log.push({ seq: plan.fenceSeq, writer: id, events: [] })
  log.sort((left, right) => left.seq - right.seq)
  Object.assign(row, { attempts: plan.attempts, takenAtSeq: plan.takenAtSeq })
  return plan
}

function fence(state: ModelState, process: ModelProcess, id: number): void {
  process.state = 'idle'
  const plan = storeFence(state, process, id)
  if (!plan) return
  beginDrive(state, process, plan.fromSeq)
  if (plan.giveUp === null) return
  state.isGivenUp = true
  process.todo = ['end']
}

function beginDrive(state: ModelState, process: ModelProcess, from: number): void {
  const last = kindsOf(state).findLast((kind) => kind !== 'resume')
  const rest = last ? PROGRAM.slice(PROGRAM.indexOf(last) + 1) : PROGRAM
  const todo: Kind[] = last && rest[0] !== 'answer' ? ['resume', ...rest] : [...rest]
  const pause = todo.indexOf('pause')
  Object.assign(process, {
    state: 'driving',
    drive: state.froms.length,
    last: from,
    pending: [],
    inFlight: [],
    todo: pause === -1 ? todo : todo.slice(0, pause + 1),
  })
  state.froms.push(from)
}

function show(state: ModelState, process: ModelProcess): void {
  const kind = process.todo.shift() ?? 'end'
  process.last = nextSeq(process.last, kind === 'text')
  const next = state.froms[process.drive + 1]
  invariant(next === undefined || process.last <= next, 'no number is shown for two events')
  process.pending.push([kind, process.last])
}

/** @returns whether these events are stored now */
function insert(state: ModelState, events: readonly ModelEvent[], id: number): boolean {
  const stored = events.filter(([kind]) => kind !== 'text')
  const texts = events.filter(([kind]) => kind === 'text').map(([, seq]) => seq)
  const [first] = stored
  const met = first && state.log.find(({ seq }) => seq === first[1])
  if (met) return met.writer === id && met.events.length > 0
  for (const seq of texts) if (!state.texts.includes(seq)) state.texts.push(seq)
  if (!first) return true
  for (const [kind] of stored) invariant(kind === 'resume' || !kindsOf(state).includes(kind), `${kind} is stored once`)
  invariant(state.row.status === 'running', 'only a run that is driven stores events')
  state.log.push({ seq: first[1], writer: id, events: stored })
  state.log.sort((left, right) => left.seq - right.seq)
  const last = stored.at(-1)?.[0]
  if (last === 'pause') Object.assign(state.row, { status: 'paused', owner: NOBODY, attempts: 0 })
  if (last === 'end') Object.assign(state.row, { status: 'ended', owner: NOBODY })
  return true
}

function storeUnknowingly(state: ModelState, process: ModelProcess, id: number): void {
  insert(state, process.pending, id)
  process.inFlight = process.pending
  process.pending = []
}

function store(state: ModelState, process: ModelProcess, id: number): void {
  const batch = process.inFlight.length > 0 ? process.inFlight : process.pending
  const isStored = insert(state, batch, id)
  if (batch === process.pending) process.pending = []
  process.inFlight = []
  const isIdle = process.todo.length === 0 && process.pending.length === 0
  if (!isStored || isIdle) state.processes[id] = IDLE
}

export const kindsOf = ({ log }: ModelState): Kind[] => log.flatMap(({ events }) => events).map(([kind]) => kind)

const location = { path: ['a'], nodeId: 'a', atMs: 0 }
const EVENTS: Record<Kind, RunEvent> = {
  start: { type: 'run-start', atMs: 0, planHash: 'h', inputs: {} },
  text: { type: 'node-delta', ...location, port: 'text', text: 'x' },
  one: { type: 'node-skip', ...location },
  pause: { type: 'run-pause', atMs: 0 },
  answer: { type: 'node-resume', ...location, key: 'k', answer: null },
  end: { type: 'run-end', atMs: 0, durationMs: 0, outputs: {} },
  resume: { type: 'run-resume', atMs: 0, reason: 'recovery' },
}

export const asStored = ([kind, seq]: ModelEvent): StoredRunEvent => ({ seq, event: EVENTS[kind] })
const asLogRow = ({ seq, events }: ModelState['log'][number]): LogRow => ({ seq, events: events.map(asStored) })

function invariant(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Violated: ${what}`)
}
