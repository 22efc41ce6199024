import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { parseRobots } from './robots'

test.each<[string, string, string, boolean]>([
  ['the longest rule', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['of two as long the one that allows', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  ['stars', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
  ['an end', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
  [
    'our own group instead of the others’',
    'User-agent: *\nDisallow: /\n\nUser-agent: PatchbayBot\nDisallow: /x',
    '/y',
    true,
  ],
  ['two names with one group', 'User-agent: other\nUser-agent: patchbaybot\nDisallow: /x', '/x', false],
  ['the group of another robot', 'User-agent: other\nDisallow: /', '/x', true],
  ['an empty rule', 'User-agent: *\nDisallow:', '/x', true],
  ['notes', 'User-agent: * # all\nDisallow: /x # secret', '/x', false],
  ['escapes of both kinds', 'User-agent: *\nDisallow: /ä%c3%b6', '/%C3%A4%C3%B6', false],
  ['a page instead of rules', '<!doctype html><title>404</title>', '/x', true],
])('%s', (_, text, path, allowed) => {
  expect(parseRobots(text).allows(path)).toBe(allowed)
})

test('reads crawl-delay and sitemaps', () => {
  const { crawlDelaySeconds, sitemaps } = parseRobots(
    'Sitemap: https://x.example/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x',
  )
  expect([crawlDelaySeconds, sitemaps]).toEqual([2.5, ['https://x.example/s.xml']])
})

test('matches a hostile pattern without extra time', () => {
  const robots = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(500)}b`)
  expect(cpuMs(() => robots.allows(`/${'a'.repeat(2_000)}`))).toBeLessThan(500)
})
