const MAX_CHARACTERS = 160

/** Parts of a foreign server's error that readers of a run must not see. */
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
 * The first line of a service's error message, shortened, without keys, URLs, paths and stack traces. It is
 * enough to look up the failure, and contains nothing that the service's operator did not mean to publish.
 */
export function errorHint(message: string): string {
  // Truncated first, since the patterns run over untrusted text.
  const [first = ''] = message
    .slice(0, 1_000)
    .trim()
    .split(/\r?\n|\s+at\s+\S+\s+\(|\bTraceback\b/)
  const line = PRIVATE.reduce((text, pattern) => text.replace(pattern, '…'), first)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…` : line
}
