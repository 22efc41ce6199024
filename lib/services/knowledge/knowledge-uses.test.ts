import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'

let studio: TestStudio
let owner: TestPerson
beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function send(method: string, path: string, body?: object) {
  const answer = await studio.call({ method, path: `/api/studio${path}`, ...(body ? { body } : {}), person: owner })
  expect(answer.status).toBe(200)
  return answer.json()
}

test('a knowledge base says which apps search it, and which of them are live', async () => {
  const { id: knowledgeBaseId } = await send('POST', '/knowledge', { name: 'Kettles' })
  const other = await send('POST', '/knowledge', { name: 'Pans' })
  const app = (name: string) => send('POST', '/apps', { name, templateId: 'chat-with-documents', knowledgeBaseId })
  const [live, draft] = [await app('Live'), await app('Draft')]
  await send('POST', `/apps/${live.id}/versions`, { revision: live.revision })
  expect(await send('GET', `/knowledge/${knowledgeBaseId}/uses`)).toEqual({
    apps: [
      { id: draft.id, name: 'Draft', isLive: false },
      { id: live.id, name: 'Live', isLive: true },
    ],
  })
  expect(await send('GET', `/knowledge/${other.id}/uses`)).toEqual({ apps: [] })
})
