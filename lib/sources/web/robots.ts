import { fitsWildcard } from '../wildcard'

/** User agent token of this crawler in robots.txt. */
export const ROBOT = 'PatchbayBot'
const MAX_LINES = 20_000

interface Rule {
  allow: boolean
  pattern: string
}

export interface Robots {
  allows(pathAndQuery: string): boolean
  crawlDelaySeconds: number | null
  sitemaps: string[]
}

export const ALLOW_ALL: Robots = { allows: () => true, crawlDelaySeconds: null, sitemaps: [] }

/** Parses robots.txt by RFC 9309: the groups for this crawler, else those for `*`; the longest rule wins. */
export function parseRobots(text: string): Robots {
  const groups: { agents: string[]; rules: Rule[]; delay: number | null }[] = []
  const sitemaps: string[] = []
  let expectsAgents = false
  for (const line of text.split(/\r\n?|\n/, MAX_LINES)) {
    const [, field = '', value = ''] = /^\s*([a-z-]+)\s*:\s*(.*?)\s*$/i.exec(line.replace(/#.*/, '')) ?? []
    const group = groups.at(-1)
    switch (field.toLowerCase()) {
      case 'user-agent':
        // Consecutive user-agent lines share the following rules.
        if (group && expectsAgents) group.agents.push(value.toLowerCase())
        else groups.push({ agents: [value.toLowerCase()], rules: [], delay: null })
        expectsAgents = true
        break
      case 'allow':
      case 'disallow':
        expectsAgents = false
        // An empty rule forbids nothing.
        if (group && value !== '')
          group.rules.push({ allow: field.toLowerCase() === 'allow', pattern: normalize(value) })
        break
      case 'crawl-delay':
        expectsAgents = false
        if (group && Number(value) >= 0) group.delay = Number(value)
        break
      case 'sitemap':
        if (sitemaps.length < 100) sitemaps.push(value)
        break
    }
  }
  const own = groups.filter(({ agents }) => agents.includes(ROBOT.toLowerCase()))
  const applicable = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'))
  const rules = applicable.flatMap((group) => group.rules)
  return {
    allows: (path) => decide(rules, normalize(path)),
    crawlDelaySeconds: applicable.reduce<number | null>(
      (longest, { delay }) => (delay === null ? longest : Math.max(longest ?? 0, delay)),
      null,
    ),
    sitemaps,
  }
}

function decide(rules: readonly Rule[], path: string): boolean {
  if (path === '/robots.txt') return true
  let best: Rule | null = null
  for (const rule of rules) {
    if (!fits(rule.pattern, path)) continue
    const isLonger = best === null || rule.pattern.length > best.pattern.length
    // Allow wins between rules of equal length.
    if (isLonger || (rule.pattern.length === best?.pattern.length && rule.allow)) best = rule
  }
  return best?.allow ?? true
}

/** A rule is a path prefix, unless it ends in `$`. */
function fits(pattern: string, path: string): boolean {
  return pattern.endsWith('$') ? fitsWildcard(pattern.slice(0, -1), path) : fitsWildcard(`${pattern}*`, path)
}

/** Normalizes the percent-encoding on both sides. */
function normalize(path: string): string {
  return path
    .replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase())
}
