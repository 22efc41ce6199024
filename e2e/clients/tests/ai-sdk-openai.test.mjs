import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOpenAI } from '@ai-sdk/openai'
import { generateText, streamText } from 'ai'
import { openAi, user } from '../support/served.mjs'

const openai = createOpenAI(openAi)

for (const [name, model] of [['the chat model', openai.chat('chatty')]])
  test(`two turns with ${name}`, async () => {
    const first = await generateText({ model, messages: [user('one')] })
    assert.equal(first.text, 'You said: one')
    const messages = [user('one'), ...first.response.messages, user('two')]
    const second = streamText({ model, messages })
    assert.equal(await second.text, 'You said: one | two')
    assert.equal(await second.finishReason, 'stop')
  })
