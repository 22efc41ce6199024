import '../support/browser.mjs'
import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
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
  const answers = new EventEmitter()
  chat.onMessage = ({ message }) => message.role === 'ai' && answers.emit('answer', message.text)
  document.body.append(chat)
  // A few milliseconds after its properties are set, timers rerender it and drop its messages.
  await new Promise((resolve) => setTimeout(resolve, 500))
  for (const [text, answer] of [
    ['one', 'You said: one'],
    ['two', 'You said: one | two'],
  ]) {
    const answered = once(answers, 'answer')
    chat.submitUserMessage({ text })
    assert.deepEqual(await answered, [answer])
  }
  chat.remove()
})
