import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileAndRun, EXPECTED, folderWithDocuments, runTool } from '../support/generate.mjs'

const PROGRAM = `
import createClient from 'openapi-fetch'
import type { paths as AppPaths } from './app.js'
import type { paths as OpenAiPaths } from './openai.js'

const headers = { authorization: \`Bearer \${process.env.KEY}\` }
const app = createClient<AppPaths>({ baseUrl: process.env.APP_URL ?? '', headers })
const openAi = createClient<OpenAiPaths>({ baseUrl: process.env.OPENAI_URL ?? '', headers })

const { data: conversation } = await app.POST('/conversations', { body: {} })
const answers: unknown[] = []
for (const message of ['one', 'two']) {
  const { data } = await app.POST('/runs', { body: { inputs: { message }, conversationId: conversation?.id ?? '' } })
  answers.push(data && 'answer' in data ? data.answer : null)
}
const messages = [{ role: 'user' as const, content: 'one' }]
const chat = await openAi.POST('/chat/completions', { body: { model: 'chatty', messages } })
const response = await openAi.POST('/responses', { body: { model: 'chatty', input: 'one' } })
const models = await openAi.GET('/models')
// @ts-expect-error there is no such input
await app.POST('/runs', { body: { inputs: { massage: 'x' } } })
console.log(JSON.stringify({
  answers,
  chat: typeof chat.data === 'object' ? chat.data.choices[0]?.message.content : null,
  response: typeof response.data === 'object' ? response.data.status : null,
  models: models.data?.data.map(({ id }) => id),
}))
`

test('openapi-typescript and openapi-fetch: both documents compile, and their operations work', async () => {
  const folder = await folderWithDocuments('openapi-typescript')
  for (const name of ['app', 'openai'])
    await runTool('openapi-typescript/bin/cli.js', [`${name}.json`, '-o', `${name}.ts`], folder)
  assert.deepEqual(await compileAndRun(folder, PROGRAM), EXPECTED)
})
