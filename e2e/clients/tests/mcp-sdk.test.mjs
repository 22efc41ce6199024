import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { bearer, served } from '../support/served.mjs'

test('an app is a tool, and two calls of one conversation share memory', async () => {
  const client = new Client({ name: 'tests', version: '1' })
  const requestInit = { headers: bearer }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), { requestInit }))
  const { tools } = await client.listTools()
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['chatty'],
  )
  for (const [message, answer] of [
    ['one', 'You said: one'],
    ['two', 'You said: one | two'],
  ]) {
    const result = await client.callTool({ name: 'chatty', arguments: { message, conversationId: 'talk-1' } })
    assert.equal(result.content[0].text, answer)
  }
  await client.close()
})
