import '../support/browser.mjs'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AssistantRuntimeProvider } from '@assistant-ui/react'
import { AssistantChatTransport, useChatRuntime } from '@assistant-ui/react-ai-sdk'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { appUrl, bearer } from '../support/served.mjs'
import { until } from '../support/until.mjs'

function Chat({ transport, onDraw }) {
  const runtime = useChatRuntime({ transport })
  onDraw(runtime)
  return createElement(AssistantRuntimeProvider, { runtime })
}

test('two turns with the default transport', async () => {
  const transport = new AssistantChatTransport({ api: `${appUrl}/ai-sdk`, headers: bearer })
  let runtime = null
  const onDraw = (drawn) => {
    runtime = drawn
  }
  const root = createRoot(document.createElement('div'))
  await act(async () => root.render(createElement(Chat, { transport, onDraw })))
  for (const [text, answer] of [
    ['one', 'You said: one'],
    ['two', 'You said: one | two'],
  ]) {
    await act(async () => runtime.thread.append(text))
    const isAnswered = () => {
      const last = runtime.thread.getState().messages.at(-1)
      return last?.role === 'assistant' && ['complete', 'incomplete'].includes(last.status.type)
    }
    await until(isAnswered, 'The answer', { wrap: act })
    const last = runtime.thread.getState().messages.at(-1)
    assert.equal(last.status.type, 'complete', JSON.stringify(last.status))
    assert.equal(last.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''), answer)
  }
  await act(async () => root.unmount())
})
