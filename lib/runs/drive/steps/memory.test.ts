import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { memories } from '@/lib/db/schema/memories'
import type { Graph } from '@/lib/graph/graph'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
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
  expect(await answerOf(remembering({ consent: 'given' }), 'Has two dogs.', { endUser })).toBe('stored')
  expect(await forgetMemories(own.system.db, owner, null)).toBe(1)
  expect(await ownMemories(own.system.db, owner)).toEqual({ consent: null, facts: [] })
})

test('recalls no fact of another end user, app, environment or workspace', async () => {
  const given = { consent: 'given' }
  expect(await answerOf(remembering(given), 'Lives in Rome.', { endUser: 'ada' })).toBe('stored')
  expect(await answerOf(remembering({ ...given, scope: 'workspace' }), 'Speaks Italian.', { endUser: 'ada' })).toBe(
    'stored',
  )
  const recall = (overrides: Partial<StartRun>, scope = 'workspace') =>
    answerOf(recalling({ scope }), 'What is known?', overrides)
  expect(
    String(await recall({ endUser: 'ada' }))
      .split('\n')
      .toSorted(),
  ).toEqual(['Lives in Rome.', 'Speaks Italian.'])
  expect(await recall({ endUser: 'bob' })).toBe('')
  expect(await recall({})).toBe('')
  expect(await recall({ endUser: 'ada', environment: 'staging' })).toBe('')
  expect(await recall({ endUser: 'ada', origin: 'batch' })).toBe('')
  // Another app recalls only shared facts, and another workspace none.
  const appId = newId()
  expect(await textsOf(ownerOf('ada', { appId }))).toEqual(['Speaks Italian.'])
  expect(await textsOf(ownerOf('ada', { appId, workspaceId: newId() }))).toEqual([])
  expect(await forgetMemories(own.system.db, ownerOf('ada', { workspaceId: newId() }), null)).toBe(0)
  expect(await textsOf(ownerOf('ada'))).toEqual(['Lives in Rome.', 'Speaks Italian.'])
})

test('a run without an end user stores nothing, and a member who tries a draft needs no consent', async () => {
  expect(await answerOf(remembering(), 'Has two dogs.', {})).toBe('no-end-user')
  const draft = { version: null, origin: 'studio' as const }
  const startedBy = newId()
  const request = { ...own.request(remembering()), ...draft, startedBy, inputs: { message: 'Has two dogs.' } }
  const { runId, active } = await startRun(request)
  await active.settled.promise
  expect((await own.rowOf(runId)).outputs?.text).toBe('stored')
  expect(await textsOf(ownerOf(`member:${startedBy}`, { environment: '' }))).toEqual(['Has two dogs.'])
})

test('renews a similar fact, and never stores credentials or card numbers', async () => {
  const endUser = 'careful'
  const keep = (message: string) => answerOf(remembering({ consent: 'given' }), message, { endUser })
  await keep('Works as a nurse.')
  await keep('Works as a nurse')
  for (const secret of ['My password is hunter22', 'Uses sk-abcdefghijklmnopqrstuv', 'Pays with 4111 1111 1111 1111'])
    await keep(secret)
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
