import { expect, test, vi } from 'vitest'
import { dropSingleton } from '@/lib/platform/singleton'
import { isPrivateHost } from './is-private-host'

test.each([
  '127.0.0.1:11434',
  'localhost:1234',
  'models.localhost',
  '[::1]:8080',
  '10.2.3.4',
  '192.168.1.7:8000',
  '172.16.0.9',
  '100.64.0.1',
  '[fd00::7]:8080',
  '[::ffff:10.0.0.1]',
  'ollama:11434',
  'gpu-box',
  'nas.local',
  'llm.corp.internal:8080',
  'Box.Home.Arpa',
])('%s is always private', (host) => expect(isPrivateHost(host)).toBe(true))

test.each([
  '',
  '8.8.8.8',
  '172.32.0.1',
  '[2001:4860:4860::8888]:443',
  '[::ffff:8.8.8.8]',
  'api.together.xyz',
  'ollama.example.com:11434',
  'x.local.example.com',
  'mylocal.example',
])('%s may be public', (host) => expect(isPrivateHost(host)).toBe(false))

test('a host that the operator allowed is private', () => {
  dropSingleton('env')
  dropSingleton('allowed-hosts')
  vi.stubEnv('EGRESS_ALLOW', 'http://models.corp.example:8080,10.0.0.0/8:443')
  try {
    expect([isPrivateHost('models.corp.example:8080'), isPrivateHost('other.corp.example')]).toEqual([true, false])
  } finally {
    vi.unstubAllEnvs()
    dropSingleton('env')
    dropSingleton('allowed-hosts')
  }
})
