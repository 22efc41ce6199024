import '../support/browser.mjs'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAi } from '../support/served.mjs'

test('two turns', async () => {
  await import('deep-chat')
  const chat = document.createElement('deep-chat')
  chat.connect = {
    url: `${openAi.baseURL}/chat/completions`,
    headers: { authorization: `Bearer ${openAi.apiKey}` },
    additionalBodyProps: { model: 'chatty' },
  }
  chat.requestBodyLimits = { maxMessages: 100 }
  chat.requestInterceptor = (details) => {
    const messages = details.body.messages.map(({ role, text }) => ({
      role: role === 'ai' ? 'assistant' : 'user',
      content: text,
    }))
    return { ...details, body: { model: 'chatty', messages } }
  }
  chat.responseInterceptor = (answer) => ({ text: answer.choices[0].message.content })
  document.body.append(chat)
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (const [text, answer] of [
    ['one', 'You said: one'],
    ['two', 'You said: one | two'],
  ]) {
    const answered = new Promise((resolve) => {
      chat.onMessage = ({ message, isHistory }) => !isHistory && message.role === 'ai' && resolve(message.text)
    })
    chat.submitUserMessage({ text })
    assert.equal(await answered, answer)
  }
})
