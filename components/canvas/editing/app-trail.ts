/**
 * Apps through which this one was opened, outermost first. Kept in the address so that reloads and links preserve it.
 */
const PARAMETER = 'via'
const MAX_APPS = 6
const IS_ID = /^[0-9a-f-]{36}$/

export function readTrail(search: string): string[] {
  const ids = (new URLSearchParams(search).get(PARAMETER) ?? '').split(',')
  return ids.filter((id) => IS_ID.test(id)).slice(-MAX_APPS)
}

/** The address of an app that is opened from the last app of the trail. */
export function appAddress(appId: string, trail: readonly string[]): string {
  const lastApps = trail.slice(-MAX_APPS)
  return lastApps.length === 0 ? `/apps/${appId}` : `/apps/${appId}?${PARAMETER}=${lastApps.join(',')}`
}
