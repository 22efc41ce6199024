import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { memories, memoryConsents } from '@/lib/db/schema/memories'
import type { Graph } from '@/lib/graph/graph'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { AFTER_NAME } from '@/lib/services/knowledge/reads-of-runs'
import type { MemoryOwner } from '@/lib/services/memories/memory-owner'
import { forgetMemories, ownMemories, setMemoryConsent } from '@/lib/services/memories/own-memories'
import { pruneRuns } from '../../maintenance/prune-runs'
import { crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'
import { startRun } from '../start-run'
import type { StartRun } from '../types'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const own = setUpRunStudio()
let stopEmbedder: () => Promise<void>
beforeAll(async () => {
  stopEmbedder = await startEmbedder()
})
afterAll(() => stopEmbedder())

/** A version of its own for each run, because plans are cached by version. */
const published = () => ({ version: { id: newId(), number: 1 }, environment: 'production', origin: 'api' as const })

const remembering = (config: object = {}): Graph =>
  chatApp(
    [{ id: 'keep', type: 'remember', config: { ...config } }],
    ['in.message -> keep.text', 'keep.status -> out.text', 'keep.count -> out.data'],
  )
const recalling = (config: object = {}): Graph =>
  chatApp(
    [{ id: 'find', type: 'recall', config: { ...config } }],
    ['in.message -> find.query', 'find.text -> out.text'],
  )

async function answerOf(graph: Graph, message: string, overrides: Partial<StartRun>): Promise<unknown> {
  const { runId, active } = await startRun({
    ...own.request(graph),
    ...published(),
    ...overrides,
    inputs: { message },
  })
  await active.settled.promise
  const { outputs, error } = await own.rowOf(runId)
  return outputs?.text ?? error
}

const ownerOf = (endUser: string, overrides: Partial<MemoryOwner> = {}): MemoryOwner => ({
  workspaceId: own.workspaceId,
  appId: own.appId,
  environment: 'production',
  endUser,
  ...overrides,
})
const textsOf = async (owner: MemoryOwner) =>
  (await ownMemories(own.system.db, owner)).facts.map(({ text }) => text).toSorted()

test('stores nothing before the end user agrees, and deletes everything when they withdraw', async () => {
  const [endUser, owner] = ['consenting', ownerOf('consenting')]
  expect(await answerOf(remembering(), 'Prefers trains to flights.', { endUser })).toBe('no-consent')
  expect(await ownMemories(own.system.db, owner)).toEqual({ consent: null, facts: [] })
  await setMemoryConsent(own.system.db, owner, true)
  expect(await answerOf(remembering(), 'Prefers trains to flights.', { endUser })).toBe('stored')
  expect(await answerOf(recalling(), 'How do they travel?', { endUser })).toBe('Prefers trains to flights.')
  await setMemoryConsent(own.system.db, owner, false)
  expect(await ownMemories(own.system.db, owner)).toEqual({ consent: false, facts: [] })
  expect(await answerOf(remembering(), 'Prefers trains to flights.', { endUser })).toBe('no-consent')
  expect(await answerOf(remembering({ consent: 'given' }), 'Has two dogs.', { endUser })).toBe('no-consent')
  expect(await forgetMemories(own.system.db, owner, null)).toBe(0)
  expect(await ownMemories(own.system.db, owner)).toEqual({ consent: null, facts: [] })
})

test('recalls no fact of another end user, app, environment or workspace', async () => {
  const given = { consent: 'given' }
  expect(await answerOf(remembering(given), 'Lives in Rome.', { endUser: 'ada' })).toBe('stored')
  expect(await answerOf(remembering({ ...given, scope: 'workspace' }), 'Speaks Italian.', { endUser: 'ada' })).toBe(
    'stored',
  )
  const recall = (overrides: Partial<StartRun>, scope = 'workspace') =>
    answerOf(recalling({ scope }), 'Lives in Rome and speaks Italian.', overrides)
  expect(
    String(await recall({ endUser: 'ada' }))
      .split('\n')
      .toSorted(),
  ).toEqual(['Lives in Rome.', 'Speaks Italian.'])
  expect(await recall({ endUser: 'bob' })).toBe('')
  expect(await recall({})).toBe('')
  expect(await recall({ endUser: 'ada', environment: 'staging' })).toBe('')
  // Another app recalls only shared facts, and another workspace none.
  const appId = newId()
  expect(await textsOf(ownerOf('ada', { appId }))).toEqual(['Speaks Italian.'])
  expect(await textsOf(ownerOf('ada', { appId, workspaceId: newId() }))).toEqual([])
  expect(await forgetMemories(own.system.db, ownerOf('ada', { workspaceId: newId() }), null)).toBe(0)
  expect(await textsOf(ownerOf('ada'))).toEqual(['Lives in Rome.', 'Speaks Italian.'])
})

test('a batch shares consent and facts with the other runs of its environment', async () => {
  const [endUser, origin] = ['batched', 'batch' as const]
  await setMemoryConsent(own.system.db, ownerOf(endUser), true)
  expect(await answerOf(remembering(), 'Has two cats.', { endUser, origin })).toBe('stored')
  expect(await textsOf(ownerOf(endUser))).toEqual(['Has two cats.'])
  expect(await answerOf(recalling(), 'Which cats?', { endUser })).toBe('Has two cats.')
})

test('calls with a key keep facts under the name that the widget uses', async () => {
  const call = { endUser: 'kim', keyId: newId() }
  await setMemoryConsent(own.system.db, ownerOf('user:kim'), true)
  expect(await answerOf(remembering(), 'Has two cats.', call)).toBe('stored')
  expect(await answerOf(recalling(), 'Which cats?', { endUser: 'user:kim' })).toBe('Has two cats.')
  const shadow = { shadowOf: newId(), actsFor: { ...call, groups: [] } }
  expect(await answerOf(recalling(), 'Which cats?', shadow)).toBe('Has two cats.')
  // A customer's server cannot name a member of the workspace.
  const named = { endUser: 'member:00000000-0000-7000-8000-000000000000', keyId: newId() }
  expect(await answerOf(remembering({ consent: 'given' }), 'Has a parrot.', named)).toBe('stored')
  expect(await textsOf(ownerOf(`user:${named.endUser}`))).toEqual(['Has a parrot.'])
})

test('facts of other apps are not recalled after a refusal', async () => {
  const [endUser, scope] = ['refusing', 'workspace']
  await answerOf(remembering({ consent: 'given', scope }), 'Has two cats.', { endUser })
  expect(await answerOf(recalling({ scope }), 'Which cats?', { endUser })).toBe('Has two cats.')
  // As if another app had stored the fact after the refusal.
  await own.system.db.insert(memoryConsents).values({ ...ownerOf(endUser), isGiven: false })
  expect(await answerOf(recalling({ scope }), 'Which cats?', { endUser })).toBe('')
})

test('without consent no model reads the text', async () => {
  // Without a model, finding facts would fail.
  const found = await answerOf(remembering({ source: 'extract' }), 'I prefer trains.', { endUser: 'undecided' })
  expect(found).toBe('no-consent')
})

test('a recalled fact is not taken for a document', async () => {
  const endUser = 'quoted'
  await answerOf(remembering({ consent: 'given' }), 'Has two cats.', { endUser })
  const graph = chatApp(
    [{ id: 'find', type: 'recall', config: {} }],
    ['in.message -> find.query', 'find.text -> out.text', 'find.documents -> out.data'],
  )
  const request = { ...own.request(graph), ...published(), endUser, inputs: { message: 'Which cats?' } }
  const { runId, active } = await startRun(request)
  await active.settled.promise
  const text = JSON.stringify((await own.rowOf(runId)).outputs)
  expect(text).toContain('"documentId":"memory-')
  expect(text).not.toMatch(new RegExp(`documentId${AFTER_NAME}`))
})

test('a run without an end user stores nothing, and a member who tries a draft needs no consent', async () => {
  expect(await answerOf(remembering(), 'Has two dogs.', {})).toBe('no-end-user')
  const draft = { version: null, origin: 'studio' as const }
  const startedBy = newId()
  const request = { ...own.request(remembering()), ...draft, startedBy, inputs: { message: 'Has two dogs.' } }
  const { runId, active } = await startRun(request)
  await active.settled.promise
  expect((await own.rowOf(runId)).outputs?.text).toBe('stored')
  const ownerOfDraft = ownerOf(`member:${startedBy}`, { environment: '' })
  expect(await textsOf(ownerOfDraft)).toEqual(['Has two dogs.'])
  // A rerun may contain the message of another person.
  const rerun = { ...draft, startedBy, environment: undefined, source: { runId, nodeId: null } }
  expect(await answerOf(remembering(), 'Lives in Rome.', rerun)).toBe('no-end-user')
  expect(await textsOf(ownerOfDraft)).toEqual(['Has two dogs.'])
  // Results of evaluations are visible to others.
  const evaluation = { ...draft, startedBy, shadowOf: newId(), actsFor: { keyId: null, endUser: null, groups: [] } }
  expect(await answerOf(recalling(), 'Which dogs?', { ...draft, startedBy })).toBe('Has two dogs.')
  expect(await answerOf(recalling(), 'Which dogs?', evaluation)).toBe('')
})

test('renews a similar fact, and never stores credentials or card numbers', async () => {
  const endUser = 'careful'
  const keep = (message: string) => answerOf(remembering({ consent: 'given' }), message, { endUser })
  await keep('Works as a nurse.')
  await keep('Works as a nurse')
  const secrets = ['My password is hunter22', 'Uses sk-abcdefghijklmnopqrstuv', 'Pays with 4111 1111 1111 1111']
  for (const secret of secrets) expect([secret, await keep(secret)]).toEqual([secret, 'refused'])
  expect(await textsOf(ownerOf(endUser))).toEqual(['Works as a nurse'])
})

test('expired facts are neither recalled nor kept', async () => {
  const endUser = 'expiring'
  await answerOf(remembering({ consent: 'given' }), 'Likes tea.', { endUser })
  const isTheirs = and(eq(memories.workspaceId, own.workspaceId), eq(memories.endUser, endUser))
  await own.system.db
    .update(memories)
    .set({ expiresAt: new Date(0) })
    .where(isTheirs)
  expect(await answerOf(recalling(), 'Drinks?', { endUser })).toBe('')
  await pruneRuns(own.system, Date.now())
  expect(await own.system.db.select().from(memories).where(isTheirs)).toEqual([])
})

onEmbedded(
  'stores one fact, whichever statement its process is killed at',
  async () => {
    const drive = async (endUser: string, point: { statement: number; when: 'before' | 'after' } | null) => {
      const graph = remembering({ consent: 'given' })
      const { id } = await enqueueRun({
        ...own.request(graph),
        ...published(),
        endUser,
        inputs: { message: 'Plays the piano.' },
      })
      let count = 0
      for (let at = 0; at < 5; at += 1) {
        const process = crashingProcess(own.system, at === 0 ? point : null)
        const driving = claimAndDrive(process.system, own.address(id)).then((claimed) => claimed?.done)
        await Promise.race([driving, process.crashed])
        if (at === 0) count = process.statements()
        if ((await own.rowOf(id)).status === 'succeeded') break
      }
      return { count, status: (await own.rowOf(id)).status, texts: await textsOf(ownerOf(endUser)) }
    }
    const { count } = await drive('uninterrupted', null)
    expect(count).toBeGreaterThan(5)
    for (let statement = 1; statement <= count; statement += 2)
      for (const when of ['before', 'after'] as const)
        expect([when, statement, await drive(`killed-${when}-${statement}`, { statement, when })]).toMatchObject([
          when,
          statement,
          { status: 'succeeded', texts: ['Plays the piano.'] },
        ])
  },
  120_000,
)
