import { expect, test } from 'vitest'
import { resolveLink } from './resolve-link'

test.each([
  ['add-documents.md', 'guides', { kind: 'page', href: '/help/guides/add-documents' }],
  ['../reference/errors.md#codes', 'guides', { kind: 'page', href: '/help/reference/errors#codes' }],
  ['decisions/README.md', 'contribute', { kind: 'page', href: '/help/contribute/decisions' }],
  ['../README.md', 'guides', { kind: 'page', href: '/help' }],
  ['../README.md#build-apps', 'guides', { kind: 'page', href: '/help#build-apps' }],
  ['#codes', 'reference', { kind: 'page', href: '#codes' }],
  ['images/app.svg', 'concepts', { kind: 'file', href: '/api/help/files/concepts/images/app.svg' }],
  ['https://example.com/a', 'guides', { kind: 'external', href: 'https://example.com/a' }],
  ['../../ARCHITECTURE.md', 'contribute', { kind: 'none' }],
  ['../../../etc/passwd.json', 'contribute', { kind: 'none' }],
  ['javascript:alert(1)', 'guides', { kind: 'none' }],
  ['//evil.example/a.md', 'guides', { kind: 'none' }],
])('%s in %s leads to %o', (target, folder, expected) => {
  expect(resolveLink(target, folder)).toEqual(expected)
})
