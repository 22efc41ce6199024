import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { openAi } from '../support/served.mjs'

for (const useResponsesApi of [false, true])
  test(`two turns over ${useResponsesApi ? 'responses' : 'chat completions'}, the second one streamed`, async () => {
    const model = new ChatOpenAI({
      model: 'chatty',
      apiKey: openAi.apiKey,
      useResponsesApi,
      maxRetries: 0,
      configuration: { baseURL: openAi.baseURL },
    })
    const first = await model.invoke([new HumanMessage('one')])
    assert.equal(first.text, 'You said: one')
    assert.ok(first instanceof AIMessage)
    let text = ''
    for await (const chunk of await model.stream([new HumanMessage('one'), first, new HumanMessage('two')]))
      text += chunk.text
    assert.equal(text, 'You said: one | two')
  })
