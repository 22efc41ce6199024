import { expect, test } from 'vitest'
import { isListedHost, splitHost, tidyHostEntry } from './host-list'

test.each([
  ['https://API.Example.com/', 'api.example.com'],
  ['ollama:11434', 'ollama:11434'],
  ['*.example.com', '*.example.com'],
  ['::1', '[::1]'],
  ['[fd00::1]:8000', '[fd00::1]:8000'],
  ['10.0.0.8', '10.0.0.8'],
  ['example.com/path', null],
  ['*', null],
  ['a*b.com', null],
  ['user@example.com', null],
  ['two words', null],
  ['', null],
])('reads the entry %j as %j', (text, entry) => {
  expect(tidyHostEntry(text)).toBe(entry)
})

test('matches a name on every port, a name with a port on that one, a wildcard only below the name', () => {
  const list = ['api.example.com', 'ollama:11434', '*.corp.example', '[::1]:8000']
  const is = (host: string, port: number | null) => isListedHost(list, host, port)
  expect([is('api.example.com', 443), is('api.example.com', 8443), is('ollama', 11434), is('ollama', null)]).toEqual([
    ...[true, true, true, true],
  ])
  expect([is('models.corp.example', 443), is('a.b.corp.example', 443), is('::1', 8000)]).toEqual([true, true, true])
  expect([is('ollama', 80), is('corp.example', 443), is('evilcorp.example', 443)]).toEqual([false, false, false])
  expect([is('api.example.com.evil.test', 443), is('api.example.com.', 443), is('::1', 80)]).toEqual([
    ...[false, false, false],
  ])
  expect(isListedHost([], 'api.example.com', 443)).toBe(false)
})

test('splits addresses of both kinds from their ports', () => {
  expect(['a:1', '[::1]:2', '::1', 'a'].map(splitHost)).toEqual([
    { host: 'a', port: 1 },
    { host: '::1', port: 2 },
    { host: '::1', port: null },
    { host: 'a', port: null },
  ])
})
