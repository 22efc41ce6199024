import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compileAndRun, EXPECTED, folderWithDocuments, runTool } from '../support/generate.mjs'

const PROGRAM = `
import { createConversation, startRun, uploadFile } from './app'
import { createChatCompletion, createResponse, listModels } from './openai'

const headers = { authorization: \`Bearer \${process.env.KEY}\` }
const { data: conversation } = await createConversation({}, { headers })
const conversationId = 'id' in conversation ? conversation.id : ''
const answers: unknown[] = []
for (const message of ['one', 'two']) {
  const { data } = await startRun({ inputs: { message }, conversationId }, { headers })
  answers.push(typeof data === 'object' && 'answer' in data ? data.answer : null)
}
const messages = [{ role: 'user' as const, content: 'one' }]
const chat = await createChatCompletion({ model: 'chatty', messages }, { headers })
const response = await createResponse({ model: 'chatty', input: 'one' }, { headers })
const models = await listModels({ headers })
// The app takes no files; the call compiles only where the browser's \`File\` is not hidden.
const uploaded = await uploadFile({ file: new Blob(['x']) }, { headers })
if (uploaded.status === 201) throw new Error('It takes no files.')
console.log(JSON.stringify({
  answers,
  chat: typeof chat.data === 'object' && 'choices' in chat.data ? chat.data.choices[0]?.message.content : null,
  response: typeof response.data === 'object' && 'status' in response.data ? response.data.status : null,
  models: typeof models.data === 'object' && 'data' in models.data ? models.data.data.map(({ id }) => id) : null,
}))
`

test('orval: both documents compile, and their operations work', async () => {
  const folder = await folderWithDocuments('orval')
  const projects = ['app', 'openai'].map((name) => [
    name,
    {
      input: { target: `./${name}.json` },
      output: { target: `./${name}.ts`, client: 'fetch', baseUrl: { getBaseUrlFromSpecification: true } },
    },
  ])
  const config = path.join(folder, 'orval.config.mjs')
  writeFileSync(config, `export default ${JSON.stringify(Object.fromEntries(projects))}`)
  await runTool('orval/dist/bin/orval.mjs', ['--config', config], folder)
  assert.deepEqual(await compileAndRun(folder, PROGRAM), EXPECTED)
})
