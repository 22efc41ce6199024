import { expect, test } from 'vitest'
import { safeUrl } from './safe-url'

test.each([
  ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['javascript:alert(1)', ''],
  ['JaVaScRiPt:alert(1)', ''],
  ['data:text/html,x', ''],
  ['//evil.example', ''],
  ['/..//evil.example', ''],
  ['https:\\\\evil.example', ''],
  ['https://exa\nmple.com', ''],
  ['java\tscript:alert(1)', ''],
  ['vbscript:x', ''],
  ['/relative', ''],
])('a link to %j becomes %j', (url, expected) => {
  expect(safeUrl(url, 'link')).toBe(expected)
})

test.each([
  ['https://evil.example/x.png?leak=secret', ''],
  ['//evil.example/x.png', ''],
  ['data:image/svg+xml,<svg onload=alert(1)>', ''],
  ['/api/files/../studio/session', ''],
  ['/api/files/0190a000-0000-7000-8000-000000000001', '/api/files/0190a000-0000-7000-8000-000000000001'],
])('an image at %j becomes %j', (url, expected) => {
  expect(safeUrl(url, 'image')).toBe(expected)
})
