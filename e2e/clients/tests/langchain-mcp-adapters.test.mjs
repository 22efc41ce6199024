import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MultiServerMCPClient } from '@langchain/mcp-adapters'
import { bearer, served } from '../support/served.mjs'

test('an app is a tool of LangChain', async () => {
  const client = new MultiServerMCPClient({
    patchbay: { transport: 'http', url: `${served.url}/mcp`, headers: bearer },
  })
  const [tool] = await client.getTools()
  assert.match(tool.name, /chatty$/)
  assert.match(JSON.stringify(await tool.invoke({ message: 'one' })), /You said: one/)
  await client.close()
})
