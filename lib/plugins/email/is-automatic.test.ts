import { expect, test } from 'vitest'
import { isAutomatic } from './is-automatic'

const isFrom = (sender: string, headers: Record<string, string> = {}) =>
  isAutomatic({ headers: Object.entries(headers).map(([name, value]) => ({ name, value })) }, sender, ['app@x.org'])

test.each([
  ['auto-submitted', 'auto-replied'],
  ['auto-submitted', 'Auto-Generated; owner-email="x"'],
  ['precedence', 'bulk'],
  ['precedence', 'LIST'],
  ['list-id', '<news.example.com>'],
  ['list-unsubscribe', '<mailto:leave@example.com>'],
  ['x-auto-response-suppress', 'DR, AutoReply'],
  ['return-path', '<>'],
  ['content-type', 'multipart/report; report-type=delivery-status; boundary=b'],
])('ignores a message with %s: %s', (name, value) => {
  expect(isFrom('bob@example.com', { [name]: value })).toBe(true)
})

test.each([
  'mailer-daemon@example.com',
  'postmaster@example.com',
  'no-reply@example.com',
  'bounce+7@x.com',
  'app@x.org',
])('ignores messages of %s', (sender) => expect(isFrom(sender)).toBe(true))

test('answers people', () => {
  const headers = {
    'auto-submitted': 'no',
    precedence: 'first-class',
    'return-path': '<bob@example.com>',
    'x-auto-response-suppress': 'DR, RN',
    'content-type': 'multipart/alternative; boundary=b',
  }
  expect(isFrom('bob@example.com', headers)).toBe(false)
  expect(isFrom('noreen@example.com')).toBe(false)
})
