import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { LintFactsView } from '@/lib/contracts/lint'
import { newId } from '@/lib/core/new-id'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { connections } from '@/lib/db/schema/models'

let studio: TestStudio
let owner: TestPerson
let stranger: TestPerson
beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

const factsOf = async (person: TestPerson) => {
  const response = await studio.call({ method: 'GET', path: '/api/studio/lint/facts', person })
  return LintFactsView.parse(await response.json())
}

test('facts include connections without a policy, catalog facts about their models, and empty knowledge bases', async () => {
  const id = newId()
  const models = ['gpt-4o', 'made-up'].map((name) => ({ id: name, label: name, ability: 'chat' as const }))
  await studio.system.db
    .insert(connections)
    .values({ id, workspaceId: owner.workspaceId, name: 'OpenAI', provider: 'openai', models, status: 'ok' })
  const base = await studio.call({
    method: 'POST',
    path: '/api/studio/knowledge',
    person: owner,
    body: { name: 'Handbook', description: '' },
  })
  expect(base.status).toBeLessThan(300)
  const facts = await factsOf(owner)
  expect(facts.rules.connections).toMatchObject([{ id, provider: 'openai', host: 'api.openai.com' }])
  expect(facts.models.map(({ model }) => model)).toEqual(['gpt-4o'])
  expect(facts.models[0]?.contextTokens).toBe(128_000)
  expect(facts.knowledgeBases).toMatchObject([{ name: 'Handbook', passages: 0, pending: 0, problem: null }])
  const others = await factsOf(stranger)
  expect([others.rules.connections, others.knowledgeBases]).toEqual([[], []])
})

test('facts name the connections of integrations of the own workspace', async () => {
  const id = newId()
  await studio.system.db
    .insert(integrationConnections)
    .values({ id, workspaceId: owner.workspaceId, plugin: 'slack', kind: 'bot-token', name: 'Our Slack', state: 'ok' })
  expect((await factsOf(owner)).services).toEqual({ connections: [id], apis: [], mcpServers: [], idleMcpServers: [] })
  expect((await factsOf(stranger)).services.connections).toEqual([])
  expect((await factsOf(owner)).choices).toEqual({ tables: [], mcpServers: [] })
})
