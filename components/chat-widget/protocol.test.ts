// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { readSettings } from './loader'
import { listenTo, parseMessage } from './protocol'

function hear(
  event: { origin: string; source: Window | null; data: unknown },
  source: Window | null = window,
): string[] {
  const heard: string[] = []
  const stop = listenTo({
    window,
    source: () => source,
    origin: 'https://studio.example',
    onMessage: (type) => heard.push(type),
  })
  window.dispatchEvent(new MessageEvent('message', event))
  stop()
  return heard
}

test('T70 messages count only from the exact origin and window, and of the three types', () => {
  const good = { origin: 'https://studio.example', source: window, data: { type: 'patchbay:close' } }
  expect(hear(good)).toEqual(['patchbay:close'])
  expect(hear({ ...good, origin: 'https://studio.example.evil.example' })).toEqual([])
  expect(hear({ ...good, origin: 'http://studio.example' })).toEqual([])
  expect(hear({ ...good, origin: 'null' })).toEqual([])
  expect(hear({ ...good, source: null }, null)).toEqual([])
})

test('T70 a message is exactly its type', () => {
  const wrong = [
    null,
    'patchbay:close',
    7,
    [],
    ['patchbay:close'],
    {},
    { type: 'patchbay:token' },
    { type: 'patchbay:open', url: 'x' },
  ]
  expect(wrong.map(parseMessage)).toEqual(wrong.map(() => null))
})

test('T70 the loader builds addresses from a proper slug only', () => {
  const script = (app: string) => {
    const element = document.createElement('script')
    element.setAttribute('src', 'https://studio.example/widget.js?x=1')
    element.dataset.app = app
    return readSettings(element)
  }
  expect(script('help-desk')).toEqual({
    slug: 'help-desk',
    origin: 'https://studio.example',
    theme: 'auto',
    side: 'right',
  })
  for (const slug of ['', '../x', 'a/b', 'A', 'a?b', 'a--b']) expect(script(slug)).toBeNull()
})
