import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { runs } from '@/lib/db/schema/runs'

let studio: TestStudio
let person: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  person = await studio.signUp('owner')
})
afterAll(() => studio.close())

test.each([{}, { message: '' }, { message: ' \n\t\u00a0' }])(
  'rejects a studio run of %j before a run is created',
  async (inputs) => {
    const body = { name: 'Chat', templateId: 'chat-with-documents' }
    const { id } = await (await studio.call({ method: 'POST', path: '/api/studio/apps', body, person })).json()
    const rejected = await studio.call({
      method: 'POST',
      path: `/api/studio/apps/${id}/runs`,
      body: { inputs },
      person,
    })
    expect([rejected.status, (await rejected.json()).error.message]).toEqual([400, 'Write a message first.'])
    expect(await studio.system.db.select().from(runs).where(eq(runs.appId, id))).toEqual([])
  },
)
