/** Only a path of our own: `//evil.example` and `/\evil.example` would leave the site. */
export function safeNext(next: string | null): string {
  const isOwnPath = next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in')
  return isOwnPath ? next : '/apps'
}
