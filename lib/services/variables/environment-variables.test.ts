import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { chatApp } from '@/lib/nodes/testing/run-app'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function call(method: string, path: string, body: object, person = owner) {
  const response = await studio.call({ method, path: `/api/studio${path}`, body, person })
  return { status: response.status, body: await response.json() }
}
const save = (body: object, person = owner) => call('PUT', '/environment-variables', body, person)

test('converts values to the type, and rejects credentials, other types and long values', async () => {
  const editor = await studio.signUp('editor', owner.workspaceId)
  const limits = { name: 'LIMITS', byEnvironment: {} }
  expect((await save({ ...limits, type: 'number', default: '12' })).body).toMatchObject({ default: 12 })
  const keyOf = async (body: object) => (await save({ ...limits, ...body })).body.error?.key
  expect(await keyOf({ type: 'number', default: 'many' })).toBe('variables.environmentUnfit')
  expect(await keyOf({ type: 'text', default: 'x'.repeat(9_000) })).toBe('variables.environmentTooLong')
  expect(await keyOf({ type: 'text', byEnvironment: { staging: `sk-${'a1'.repeat(12)}` } })).toBe(
    'variables.environmentSecret',
  )
  expect(await keyOf({ name: 'API_TOKEN', type: 'text', default: 'opensesame' })).toBe('variables.environmentSecret')
  expect((await save({ ...limits, type: 'text', default: 'x' }, editor)).status).toBe(403)
})

test('blocks a release to an environment without a value', async () => {
  const graph = chatApp(
    [{ id: 'say', type: 'template', config: { text: '{{env.REGION}}' } }],
    ['in.message -> say.when', 'say.text -> out.text'],
  )
  const { body: created } = await call('POST', '/apps', { name: 'Regional', graph })
  const publish = () =>
    call('POST', `/apps/${created.id}/versions`, { note: '', revision: created.revision, environment: 'production' })
  const blocked = await publish()
  expect([blocked.status, blocked.body.error]).toMatchObject([
    400,
    { key: 'variables.environmentsMissing', details: [{ code: 'MISSING_RESOURCE' }] },
  ])
  await save({ name: 'REGION', type: 'text', byEnvironment: { production: 'eu' } })
  expect((await publish()).status).toBe(200)
})
