const MAX_CHARACTERS = 160

/** What an error of somebody else's server may hold and a reader of the run must not see. */
const PRIVATE = [
  /\b(?:bearer|basic)\s+\S+/gi,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /(?:[a-z]:)?(?:[\\/][\w.@-]+){2,}(?::\d+)*/gi,
  /\b(?:sk|pk|rk|key|api|ghp|xox[a-z]|AIza)[-_][\w*-]{6,}/gi,
  /[\w+/=-]*(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{24,}/gi,
]

/**
 * The first line of what a service said of its failure, shortened, without keys, addresses, paths and stacks:
 * enough to look the failure up, and nothing that its operator did not mean to publish.
 */
export function errorHint(words: string): string {
  // Bounded first: the patterns run over what a stranger sent.
  const [first = ''] = words
    .slice(0, 1_000)
    .trim()
    .split(/\r?\n|\s+at\s+\S+\s+\(|\bTraceback\b/)
  const line = PRIVATE.reduce((text, pattern) => text.replace(pattern, '…'), first)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…` : line
}
