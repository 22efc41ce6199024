import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileAndRun, EXPECTED, folderWithDocuments, runTool } from '../support/generate.mjs'

const PROGRAM = `
import { client as appClient } from './app/client.gen'
import { createConversation, startRun } from './app/sdk.gen'
import { client as openAiClient } from './openai/client.gen'
import { createChatCompletion, createResponse, listModels } from './openai/sdk.gen'

const headers = { authorization: \`Bearer \${process.env.KEY}\` }
appClient.setConfig({ baseUrl: process.env.APP_URL ?? '', headers })
openAiClient.setConfig({ baseUrl: process.env.OPENAI_URL ?? '', headers })

const { data: conversation } = await createConversation({ body: {} })
const answers: unknown[] = []
for (const message of ['one', 'two']) {
  const { data } = await startRun({ body: { inputs: { message }, conversationId: conversation?.id ?? '' } })
  answers.push(data && 'answer' in data ? data.answer : null)
}
const messages = [{ role: 'user' as const, content: 'one' }]
const chat = await createChatCompletion({ body: { model: 'chatty', messages } })
const response = await createResponse({ body: { model: 'chatty', input: 'one' } })
const models = await listModels()
console.log(JSON.stringify({
  answers,
  chat: chat.data?.choices[0]?.message.content,
  response: response.data?.status,
  models: models.data?.data.map(({ id }) => id),
}))
`

test('@hey-api/openapi-ts: both documents compile, and their operations work', async () => {
  const folder = await folderWithDocuments('hey-api')
  for (const name of ['app', 'openai'])
    await runTool('@hey-api/openapi-ts/bin/run.js', ['-i', `${name}.json`, '-o', name, '--no-log-file'], folder)
  assert.deepEqual(await compileAndRun(folder, PROGRAM), EXPECTED)
})
