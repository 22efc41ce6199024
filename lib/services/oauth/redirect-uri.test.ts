import { expect, test } from 'vitest'
import { isRedirectUri, isSameRedirectUri, redirectTarget } from './redirect-uri'

test.each([
  'https://claude.ai/api/mcp/auth_callback',
  'http://localhost:33418/callback',
  'http://127.0.0.1/callback?from=cli',
  'http://[::1]:9999/',
  'cursor://anysphere.cursor-retrieval/oauth/callback',
  'com.example.app:/oauth',
])('%s is allowed as a redirect URI', (uri) => {
  expect(isRedirectUri(uri)).toBe(true)
})

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  'http://example.com/callback',
  'http://localhost.evil.example/callback',
  'https://user:secret@example.com/',
  'https://example.com/#fragment',
  'https://example.com/\n/x',
  'mailto:a@example.com',
  'intent://scan/',
  '//example.com',
  '/callback',
  '',
  `https://example.com/${'a'.repeat(1_000)}`,
])('%s is not allowed as a redirect URI', (uri) => {
  expect(isRedirectUri(uri)).toBe(false)
})

test('only the port may differ, and only for a loopback address', () => {
  const isSame = (item: string, other: string) => isSameRedirectUri(item, other)
  expect(isSame('http://localhost:1/cb', 'http://localhost:60123/cb')).toBe(true)
  expect(isSame('http://127.0.0.1/cb', 'http://127.0.0.1:60123/cb')).toBe(true)
  expect(isSame('http://localhost:1/cb', 'http://127.0.0.1:1/cb')).toBe(false)
  expect(isSame('http://localhost:1/cb', 'http://localhost:1/cb/more')).toBe(false)
  expect(isSame('http://localhost:1/cb', 'http://localhost:1/cb?x=1')).toBe(false)
  expect(isSame('https://example.com/cb', 'https://example.com:8443/cb')).toBe(false)
  expect(isSame('https://example.com/cb', 'https://example.com/cb/')).toBe(false)
})

test('describes the redirect target to the person', () => {
  expect(redirectTarget('https://claude.ai/cb')).toEqual({ kind: 'site', name: 'claude.ai' })
  expect(redirectTarget('http://localhost:33418/')).toEqual({ kind: 'computer', name: 'localhost' })
  expect(redirectTarget('cursor://x/cb')).toEqual({ kind: 'program', name: 'cursor' })
})
