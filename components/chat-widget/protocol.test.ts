// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { readSettings } from './host/loader-settings'
import { listenTo, parseMessage } from './protocol'
import { readTokens } from './theme-tokens'

function receive(
  event: { origin: string; source: Window | null; data: unknown },
  source: Window | null = window,
): string[] {
  const received: string[] = []
  const stop = listenTo({
    window,
    source: () => source,
    origin: 'https://studio.example',
    onMessage: ({ type }) => received.push(type),
  })
  window.dispatchEvent(new MessageEvent('message', event))
  stop()
  return received
}

test('accepts messages only from the exact origin and window', () => {
  const good = { origin: 'https://studio.example', source: window, data: { type: 'patchbay:close' } }
  expect(receive(good)).toEqual(['patchbay:close'])
  expect(receive({ ...good, origin: 'https://studio.example.evil.example' })).toEqual([])
  expect(receive({ ...good, origin: 'http://studio.example' })).toEqual([])
  expect(receive({ ...good, origin: 'null' })).toEqual([])
  expect(receive({ ...good, source: null }, null)).toEqual([])
})

test('a message has exactly its type and fields', () => {
  const good = [{ type: 'patchbay:open' }, { type: 'patchbay:send', text: 'hi' }, { type: 'patchbay:reset' }]
  expect(good.map(parseMessage)).toEqual(good)
  const wrong = [
    null,
    'patchbay:close',
    7,
    [],
    ['patchbay:close'],
    {},
    { type: 'patchbay:token' },
    { type: 'toString' },
    { type: 'patchbay:open', url: 'x' },
    { type: 'patchbay:send' },
    { type: 'patchbay:send', text: 7 },
    { type: 'patchbay:send', text: 'x'.repeat(8_193) },
    { type: 'patchbay:send', text: 'hi', token: 'x' },
    { type: 'patchbay:event', name: 'message' },
  ]
  expect(wrong.map(parseMessage)).toEqual(wrong.map(() => null))
})

test('the loader builds URLs from valid slugs only', () => {
  const settings = (app: string, overrides: Record<string, string> = {}) =>
    readSettings((name) => ({ app, locale: 'de-CH', ...overrides })[name], 'https://studio.example')
  expect(settings('help-desk', { theme: 'dark', mode: 'inline', position: 'up' })).toEqual({
    slug: 'help-desk',
    origin: 'https://studio.example',
    mode: 'inline',
    theme: 'dark',
    side: null,
    locale: 'de-CH',
  })
  for (const slug of ['', '../x', 'a/b', 'A', 'a?b', 'a--b', 'a@', 'a@b/c', '@b']) expect(settings(slug)).toBeNull()
})

test('accepts only known theme tokens with valid values', () => {
  expect(readTokens({ theme: 'dark', radius: '4', font: 'serif', accent: '#0B7285' })).toEqual({
    theme: 'dark',
    radius: 4,
    font: 'serif',
    accent: '#0B7285',
  })
  expect(readTokens({ theme: 'url(x)', radius: 99, font: 'x;y', accent: 'red', url: 'x' })).toEqual({})
  expect(readTokens('dark')).toEqual({})
})
