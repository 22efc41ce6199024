import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMCPClient } from '@ai-sdk/mcp'
import { bearer, served } from '../support/served.mjs'

test('an app is a tool of the AI SDK', async () => {
  const client = await createMCPClient({ transport: { type: 'http', url: `${served.url}/mcp`, headers: bearer } })
  const { chatty } = await client.tools()
  const result = await chatty.execute({ message: 'one' }, { toolCallId: 'a', messages: [] })
  assert.equal(result.content[0].text, 'You said: one')
  await client.close()
})
