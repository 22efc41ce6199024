/** Former tabs of the publish dialog, by their name in `?publish=`, and the pages that replaced them. */
const MOVED: Readonly<Record<string, string>> = {
  use: 'share?tab=api',
  settings: 'settings?tab=access',
  design: 'share?tab=widget',
  visitors: 'conversations?tab=visitors',
  protection: 'settings?tab=protection',
  versions: 'releases?tab=versions',
}

/** @returns the address of the page that replaced the tab; null for the dialog itself */
export function formerPublishTab(appId: string, tab: string | string[] | undefined): string | null {
  if (typeof tab !== 'string' || !Object.hasOwn(MOVED, tab)) return null
  return `/apps/${appId}/${MOVED[tab]}`
}
