import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Agent, OpenAIProvider, Runner, user } from '@openai/agents'
import { openAi } from '../support/served.mjs'

for (const useResponses of [false, true])
  test(`two turns over ${useResponses ? 'responses' : 'chat completions'}, the second one streamed`, async () => {
    const modelProvider = new OpenAIProvider({ ...openAi, useResponses })
    const runner = new Runner({ modelProvider, tracingDisabled: true })
    const agent = new Agent({ name: 'Helper', instructions: '', model: 'chatty' })
    const first = await runner.run(agent, 'one')
    assert.equal(first.finalOutput, 'You said: one')
    const second = await runner.run(agent, [...first.history, user('two')], { stream: true })
    let text = ''
    for await (const part of second.toTextStream()) text += part
    assert.equal(text, 'You said: one | two')
  })
