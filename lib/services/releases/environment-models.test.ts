import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'

let studio: TestStudio
let editor: TestPerson
let path: string
beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  const response = await studio.call({
    method: 'POST',
    path: '/api/studio/apps',
    person: editor,
    body: { name: 'Shop' },
  })
  path = `/api/studio/apps/${(await response.json()).id}/environments/staging`
})
afterAll(() => studio.close())

async function replaceBy(to: { connection: string; model: string }) {
  const models = [{ from: { connection: newId(), model: 'gone' }, to }]
  return (await studio.call({ method: 'PATCH', path, person: editor, body: { models } })).status
}

test('a model can only be replaced by one whose connection or route exists', async () => {
  expect(await replaceBy({ connection: newId(), model: 'm' })).toBe(400)
  expect(await replaceBy({ connection: 'nothing', model: 'm' })).toBe(400)
  expect(await replaceBy({ connection: 'route', model: 'fast' })).toBe(400)
  // The replaced connection may be deleted: the override keeps the version working.
  expect(await replaceBy({ connection: 'builtin', model: 'm' })).toBe(200)
})

test('a route of missing connections is not tried', async () => {
  const policy = { strategy: 'ordered', targets: [{ model: { connection: newId(), model: 'm' } }] }
  const body = { policy, text: 'Hello' }
  const response = await studio.call({ method: 'POST', path: '/api/studio/routes/try', person: editor, body })
  expect(response.status).toBe(400)
})
