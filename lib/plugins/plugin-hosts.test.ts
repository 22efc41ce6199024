import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOnHosts } from '@/lib/core/network/is-on-hosts'
import { pluginBaseUrl, pluginHosts } from './plugin-hosts'

const tenant = {
  baseUrl: 'https://{site}.example.net/api/{version}',
  hosts: ['{site}.example.net', 'files.example.net'],
}
const selfHosted = { baseUrl: '{host}/api/v4', hosts: ['{host}'] }

test('fills in the fields of a connection', () => {
  expect(pluginBaseUrl(tenant, { site: 'Acme', version: 'v 2' })).toBe('https://acme.example.net/api/v%202')
  expect(pluginHosts(tenant, { site: 'Acme' })).toEqual(['acme.example.net', 'files.example.net'])
})

test('keeps placeholders for secrets in the path', () => {
  const telegram = { baseUrl: 'https://api.telegram.org/bot{token}', hosts: ['api.telegram.org'] }
  expect(pluginBaseUrl(telegram, {})).toBe('https://api.telegram.org/bot{token}')
})

test.each([
  ['git.example.com', 'https://git.example.com/api/v4', 'git.example.com'],
  ['http://10.0.0.5:8080/', 'http://10.0.0.5:8080/api/v4', '10.0.0.5:8080'],
])('accepts %s as the host of a self-hosted service', (host, url, listed) => {
  expect(pluginBaseUrl(selfHosted, { host })).toBe(url)
  expect(pluginHosts(selfHosted, { host })).toEqual([listed])
})

test.each(['', 'evil.com/', 'evil.com#', 'a@evil.com', 'evil.com\\', 'a.b', 'ä', 'x:80', '{other}', 'constructor.x'])(
  'rejects “%s” as part of a host',
  (site) => {
    expect(() => pluginHosts(tenant, { site })).toThrow(/site/)
    expect(() => pluginBaseUrl(tenant, { site })).toThrow(/site/)
  },
)

test.each(['ftp://x', 'a b', 'x/../y', 'user@host', 'a..b', '-x', 'http://'])(
  'rejects “%s” as a whole host',
  (host) => {
    expect(() => pluginBaseUrl(selfHosted, { host })).toThrow(/host/)
  },
)

test('no value of a field leads to another host', () => {
  fc.assert(
    fc.property(fc.string(), (site) => {
      let url: string
      try {
        url = pluginBaseUrl(tenant, { site, version: site })
      } catch {
        return
      }
      expect(new URL(url).hostname.endsWith('.example.net')).toBe(true)
    }),
  )
})

test.each([
  ['https://slack.com/api', true],
  ['https://slack.com:443/api', true],
  ['https://slack.com:8443/api', false],
  ['http://slack.com/api', true],
  ['https://evil-slack.com/', false],
  ['https://slack.com.evil.test/', false],
  ['https://api.slack.com/', false],
])('whether %s is on slack.com: %s', (url, expected) => {
  expect(isOnHosts(['slack.com'], new URL(url))).toBe(expected)
})
