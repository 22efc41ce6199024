import '../support/browser.mjs'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { appUrl, bearer } from '../support/served.mjs'

function Chat({ transport, onDraw }) {
  onDraw(useChat({ transport }))
  return null
}

test('useChat: two turns with the default transport and a custom body', async () => {
  const transport = new DefaultChatTransport({ api: `${appUrl}/ai-sdk`, headers: bearer, body: { theme: 'dark' } })
  let chat = null
  const onDraw = (drawn) => {
    chat = drawn
  }
  const root = createRoot(document.createElement('div'))
  await act(async () => root.render(createElement(Chat, { transport, onDraw })))
  for (const [text, answer] of [
    ['one', 'You said: one'],
    ['two', 'You said: one | two'],
  ]) {
    await act(() => chat.sendMessage({ text }))
    assert.deepEqual([chat.error, chat.status], [undefined, 'ready'])
    const said = chat.messages.at(-1).parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
    assert.equal(said.join(''), answer)
  }
  await act(async () => root.unmount())
})
