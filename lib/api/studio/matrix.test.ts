import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '@/lib/contracts/session'
import { emptyGraph } from '@/lib/graph/graph'
import { fillWorkspace } from '../testing/fill-workspace'
import type { WorkspaceRows } from '../testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '../testing/test-studio'
import { studioRoutes } from './studio-routes'

/** Without a connection: parsed, and rejected by its content. */
const ROUTE_POLICY = {
  strategy: 'ordered',
  targets: [{ model: { connection: '00000000-0000-7000-8000-000000000000', model: 'm' } }],
}

const TRAINING_PLAN = {
  kind: 'classifier',
  modelName: 'triage',
  datasetVersionId: '00000000-0000-7000-8000-000000000000',
  settings: {},
}

/** A valid body for each route. A missing one fails the test. */
const BODIES: Record<string, object> = {
  'trainedModels.update': { description: 'Sorts mail.' },
  'trainedModels.move': { stage: 'candidate', share: 10 },
  'trainedModels.try': { text: 'Where is my invoice?' },
  'training.check': TRAINING_PLAN,
  'training.start': { plan: TRAINING_PLAN, confirmed: { costMicros: null } },
  'session.setUp': { token: 'x', name: 'A', email: 'a@example.com', password: 'long enough pass' },
  'session.claimLogin': { token: 'x' },
  'session.signIn': { email: 'nobody@example.com', password: 'wrong password' },
  'session.setLanguage': { locale: 'en' },
  'session.changePassword': { currentPassword: 'not my password', newPassword: 'another password' },
  'workspaces.create': { name: 'Second' },
  'workspaces.switch': { id: '00000000-0000-7000-8000-000000000000' },
  'workspace.rename': { name: 'New name' },
  'workspace.delete': { name: 'Not its name' },
  'members.setRole': { role: 'runner' },
  'members.makeOwner': { password: 'not my password', stay: true },
  'invitations.create': { role: 'viewer' },
  'invitations.read': { token: 'x' },
  'invitations.accept': { token: 'x' },
  'invitations.join': { token: 'x', name: 'A', email: 'a@example.com', password: 'long enough pass' },
  'apps.create': { name: 'New app' },
  'apps.update': { name: 'Renamed' },
  'apps.saveDraft': { revision: 0, graph: emptyGraph() },
  'versions.publish': { note: '', revision: 0 },
  'versions.save': { revision: 0 },
  'versions.fork': { name: 'Fork' },
  'versions.activate': { versionId: null },
  'environments.create': { name: 'europe' },
  'environments.update': { runsPerKey: 2 },
  'environments.setMaintenance': { environment: null, maintenance: null },
  'environmentSecrets.save': { name: 'OTHER', value: 'v', hosts: ['example.com'] },
  'releases.create': {
    environment: 'staging',
    versionId: '00000000-0000-7000-8000-000000000000',
    expectedVersionId: null,
  },
  'releases.rollBack': {
    environment: 'staging',
    versionId: '00000000-0000-7000-8000-000000000000',
    expectedVersionId: null,
  },
  'releaseOrders.decide': { decision: 'decline' },
  'releaseOrders.move': { plannedFor: { wallTime: '2100-01-01T09:00', timeZone: 'UTC' } },
  'rollouts.start': {
    environment: 'staging',
    versionId: '00000000-0000-7000-8000-000000000000',
    expectedVersionId: '00000000-0000-7000-8000-000000000000',
    kind: 'canary',
    percent: 10,
  },
  'rollouts.update': { percent: 20 },
  'publication.save': {
    slug: 'matrix-app',
    access: 'key',
    allowedOrigins: [],
    title: 'T',
    greeting: '',
    suggestions: [],
    accent: '#000000',
  },
  'runs.start': { inputs: {} },
  'runs.rerun': {},
  'forecasts.make': {},
  'runs.planPart': { kind: 'to', nodeId: 'input' },
  'runs.startPart': { kind: 'to', nodeId: 'input' },
  'feedback.give': { rating: 'up' },
  'workspace.setRetention': { days: 30 },
  'waits.answer': { decision: 'approved' },
  'waits.readLinked': { token: 'x' },
  'waits.answerLinked': { token: 'x', decision: 'approved' },
  'protection.save': {},
  'protection.stop': { appId: null },
  'protection.resume': { appId: null },
  'protection.block': { kind: 'end-user', subject: 'u', reason: 'Spam', hours: 1 },
  'budgets.create': { name: 'Pilot', scope: 'workspace', period: 'month', limitMicros: 5_000_000 },
  'budgets.update': { name: 'Renamed' },
  'inbox.markSeen': { items: ['alert:00000000-0000-7000-8000-000000000000'] },
  'knowledge.create': { name: 'KB' },
  'knowledge.update': { name: 'KB' },
  'knowledgeSources.create': { kind: 'web', name: 'Site', settings: { url: 'http://127.0.0.1:9/' } },
  'knowledgeSources.update': { name: 'Site' },
  'knowledgeSources.test': { kind: 'web', settings: { url: 'http://127.0.0.1:9/' } },
  'knowledgeSources.decideRemoval': { decision: 'keep' },
  'knowledge.search': { query: 'hello' },
  'documents.access': { documentIds: ['00000000-0000-7000-8000-000000000000'], access: null },
  'documents.change': { documentIds: ['00000000-0000-7000-8000-000000000000'], change: { action: 'retry' } },
  'documents.previewChunks': { settings: [{ chunker: 'auto' }] },
  'documents.keepDuplicates': {
    firstId: '00000000-0000-7000-8000-000000000000',
    secondId: '00000000-0000-7000-8000-000000000001',
  },
  'knowledge.saveMetadataFields': { fields: [] },
  'knowledge.fillMetadata': { fields: ['author'] },
  'knowledge.reviewProposals': { documentIds: null, accept: false },
  'knowledge.rebuild.estimate': { embedder: { connection: 'builtin', model: 'all-MiniLM-L6-v2' }, chunking: {} },
  'knowledge.rebuild.start': { embedder: { connection: 'builtin', model: 'all-MiniLM-L6-v2' }, chunking: {} },
  'knowledge.rebuild.continue': {},
  'knowledge.saveRetrieval': { options: null },
  'lab.addQuestion': { question: 'Who?', answer: 'Me.' },
  'lab.updateQuestion': { question: 'Who is it?', answer: 'Me.' },
  'lab.changeQuestions': { questionIds: ['00000000-0000-7000-8000-000000000000'], change: 'accept' },
  'lab.import': { format: 'csv', text: 'question,answer\nWho?,Me', save: false },
  'lab.estimateMake': {},
  'lab.make': {},
  'lab.explain': { options: {} },
  'lab.startRun': { configurations: [{ name: 'As it is', options: {} }] },
  'connections.create': { name: 'C', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9' },
  'connections.update': { name: 'C' },
  'integrations.connections.create': {
    ...{ name: 'S', plugin: 'custom', kind: 'custom', values: { key: 'k' } },
    custom: {
      kind: { id: 'custom', label: '', kind: 'bearer', keyLabel: 'Token' },
      ...{ hosts: ['api.example.com'], testUrl: null },
    },
  },
  'integrations.connections.update': { name: 'S' },
  'integrations.signIn.finish': { state: 'x', code: 'c' },
  'integrations.signIn.poll': { state: 'x' },
  'integrations.signIn.confirm': { state: 'x' },
  'models.setDefault': { chat: null },
  'catalog.saveCard': { intendedUse: '', limits: '', notes: '' },
  'modelChecks.start': { kind: 'speed', calls: 3 },
  'modelChecks.estimate': { kind: 'speed', calls: 3 },
  'routes.create': { name: 'fast', policy: ROUTE_POLICY },
  'routes.update': { name: 'fast', policy: ROUTE_POLICY },
  'routes.try': { policy: ROUTE_POLICY, text: 'Hello' },
  'programs.approve': {
    request: {
      response_type: 'code',
      client_id: '00000000-0000-7000-8000-000000000000',
      redirect_uri: 'https://program.example/back',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    },
    appIds: ['00000000-0000-7000-8000-000000000000'],
  },
  'keys.create': { name: 'K', appIds: ['00000000-0000-7000-8000-000000000000'] },
  'schedules.create': { name: 'Daily', cron: '0 7 * * *', timeZone: 'UTC' },
  'schedules.update': { name: 'Renamed' },
  'triggers.create': { name: 'Hook', auth: 'signature', mapping: { kind: 'whole', input: 'message' } },
  'triggers.update': { name: 'Renamed' },
  'batches.check': { mapping: {} },
  'batches.start': { mapping: {} },
  'batches.control': { action: 'pause' },
  'datasets.create': { name: 'D', kind: 'qa' },
  'datasets.update': { name: 'D' },
  'examples.add': { data: { question: 'Q?', answer: 'A.' } },
  'examples.update': { data: { question: 'Q?', answer: 'B.' } },
  'examples.change': { ids: ['00000000-0000-7000-8000-000000000000'], review: 'approved' },
  'examples.split': {},
  'datasetSources.preview': { mapping: { fields: {} } },
  'datasetSources.import': { mapping: { fields: {} } },
  'datasetSources.previewRuns': { filter: { appId: '00000000-0000-7000-8000-000000000000' } },
  'datasetSources.importRuns': { filter: { appId: '00000000-0000-7000-8000-000000000000' } },
  'datasetSources.generate': { instructions: 'More.' },
  'datasetSources.update': { name: 'S' },
  'datasetVersions.create': {},
  'governance.setPolicy': { providers: ['openai'], privateMode: { hosts: ['api.openai.com'] } },
  'governance.preview': { providers: [] },
  'localAddresses.allow': { address: '127.0.0.1:9200' },
  'secrets.save': { name: 'OTHER', value: 'v', hosts: ['example.com'] },
}

let studio: TestStudio
let rows: WorkspaceRows
let people: Record<Role, TestPerson>
let stranger: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  const owner = await studio.signUp('owner')
  const join = (role: Role) => studio.signUp(role, owner.workspaceId)
  people = { owner, editor: await join('editor'), runner: await join('runner'), viewer: await join('viewer') }
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

function callOf(
  { contract }: (typeof studioRoutes)[number],
  person?: TestPerson,
  headers: Record<string, string> = {},
) {
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => String(Reflect.get(rows, name)))
  const call = { method: contract.method, path, headers, ...(person ? { person } : {}) }
  if (contract.bodyKind !== 'upload') return contract.body ? { ...call, body: BODIES[contract.name] } : call
  const body = new FormData()
  body.append('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }))
  return { ...call, body }
}

describe('checks every route with every caller', () => {
  test('has a sample for each route with a body', () => {
    const missing = studioRoutes.filter(({ contract }) => contract.body && !Object.hasOwn(BODIES, contract.name))
    expect(missing.map(({ contract }) => contract.name)).toEqual([])
  })

  test('has unique names and paths', () => {
    const seen = studioRoutes.map(({ contract }) => `${contract.method} ${contract.path}`)
    expect(new Set(seen).size).toBe(seen.length)
  })

  const closed = studioRoutes.filter(({ contract }) => contract.access !== 'public')
  test.each(closed.map((route) => [route.contract.name, route] as const))(
    '%s rejects strangers and insufficient roles',
    async (_, route) => {
      const status = async (person?: TestPerson, headers?: Record<string, string>) =>
        (await studio.call(callOf(route, person, headers))).status
      expect(await status()).toBe(401)
      expect(await status(undefined, { authorization: `Bearer pb_live_${'a'.repeat(64)}` })).toBe(401)
      const widget = studio.system.widgetTokens.sign(
        { app: rows.appId, version: rows.versionId, origin: 'x', sid: rows.runId },
        60,
      )
      expect(await status(undefined, { authorization: `Bearer ${widget}` })).toBe(401)
      const needed = (ROLES as readonly string[]).indexOf(route.contract.access)
      for (const role of ROLES.slice(0, needed)) expect([role, await status(people[role])]).toEqual([role, 403])
      if (route.contract.path.includes(':')) expect(await status(stranger)).toBe(404)
    },
  )

  test.each(closed.map((route) => [route.contract.name, route] as const))(
    '%s rejects other origins',
    async (_, route) => {
      if (route.contract.method === 'GET') return
      for (const origin of ['https://evil.example', 'null']) {
        expect((await studio.call(callOf(route, people.owner, { origin }))).status).toBe(403)
      }
    },
  )

  test('returns no stored secret in any response', async () => {
    for (const route of closed.filter(
      ({ contract }) => contract.method === 'GET' && contract.responseKind !== 'events',
    )) {
      const answer = await studio.call(callOf(route, people.owner))
      expect([route.contract.name, (await answer.text()).includes('CANARY_SECRET')]).toEqual([
        route.contract.name,
        false,
      ])
    }
  })

  test('accepts the lowest permitted role', async () => {
    // Deletions come last, so that the others find the rows.
    const order = [...closed].sort(
      (a, b) => Number(a.contract.method === 'DELETE') - Number(b.contract.method === 'DELETE'),
    )
    for (const route of order) {
      const role = ROLES.find((name) => name === route.contract.access) ?? 'owner'
      const answer = await studio.call(callOf(route, people[role]))
      expect([route.contract.name, [401, 403, 500].includes(answer.status)]).toEqual([route.contract.name, false])
      await answer.body?.cancel()
    }
  })
})

describe('validates bodies strictly', () => {
  test.each(studioRoutes.filter(({ contract }) => contract.body).map((route) => [route.contract.name, route] as const))(
    '%s rejects unknown fields',
    async (_, route) => {
      const call = callOf(route, people.owner)
      const extra = { workspaceId: stranger.workspaceId, ownerId: 'x', isPublic: true, createdAt: 'x' }
      for (const [key, value] of Object.entries(extra)) {
        const body = { ...BODIES[route.contract.name], [key]: value }
        expect((await studio.call({ ...call, body })).status).toBe(400)
      }
    },
  )
})
