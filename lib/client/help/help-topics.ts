/** The page of the help that explains a screen, by the beginning of its address; the first match counts. */
const TOPICS: readonly (readonly [prefix: string, page: string])[] = [
  ['/models/catalog', 'guides/check-a-model'],
  ['/models/routes', 'guides/route-models'],
  ['/models/trained', 'guides/train-a-classifier'],
  ['/models', 'get-started/connect-a-model'],
  ['/knowledge', 'guides/add-documents'],
  ['/evaluations', 'guides/evaluate-an-app'],
  ['/data', 'guides/collect-examples'],
  ['/tables', 'guides/use-tables'],
  ['/integrations/apis', 'guides/import-an-api'],
  ['/integrations/mcp-servers', 'guides/use-mcp-servers'],
  ['/integrations/connections', 'guides/connect-a-service'],
  ['/integrations', 'guides/use-integrations'],
  ['/import', 'guides/move-from-dify'],
  ['/inbox', 'guides/ask-for-approval'],
  ['/automations', 'guides/schedule-runs'],
  ['/runs', 'guides/debug-a-run'],
  ['/usage', 'guides/set-a-budget'],
  ['/settings', 'guides/manage-members'],
  ['/docs/api', 'reference/http-api'],
]

/** The help page of a tab, for tabs that have one of their own. */
const TABS: Readonly<Record<string, string>> = {
  '/automations?webhooks': 'guides/receive-webhooks',
  '/automations?batches': 'guides/run-a-batch',
  '/knowledge?sources': 'guides/sync-a-source',
  '/knowledge?lab': 'guides/measure-your-search',
  '/knowledge?index': 'guides/rebuild-an-index',
  '/settings?protection': 'guides/protect-an-app',
  '/settings?policy': 'guides/set-a-model-policy',
  '/settings?ledger': 'guides/set-a-model-policy',
  '/settings?queue': 'operate/troubleshooting',
  '/settings?secrets': 'operate/security',
  '/settings?keys': 'guides/call-an-app',
}

/** The help page of a tab of an app, or of a section of the tab that has one of its own. */
const APP_TABS: Readonly<Record<string, string>> = {
  evaluate: 'guides/evaluate-an-app',
  releases: 'guides/release-a-version',
  share: 'get-started/publish',
  'share?widget': 'guides/customize-the-widget',
  'share?channels': 'guides/answer-in-chat-apps',
  'share?api': 'guides/call-an-app',
  settings: 'get-started/publish',
  'settings?protection': 'guides/protect-an-app',
  conversations: 'guides/debug-a-run',
}

/** @returns a page of the help, or '' for its start */
export function helpTopic(pathname: string, tab: string): string {
  const [, part] = /^\/apps\/[^/]+(?:\/([^/]+))?/.exec(pathname) ?? []
  if (part !== undefined && Object.hasOwn(APP_TABS, part)) return APP_TABS[`${part}?${tab}`] ?? APP_TABS[part] ?? ''
  if (/^\/apps\/[^/]+/.test(pathname)) return 'guides/use-the-canvas'
  if (pathname.startsWith('/apps')) return 'get-started/first-app'
  const [area = ''] = /^\/[^/]+/.exec(pathname) ?? []
  return TABS[`${area}?${tab}`] ?? TOPICS.find(([prefix]) => pathname.startsWith(prefix))?.[1] ?? ''
}

/** All pages that screens link to; a test checks that they exist. */
export const HELP_TOPICS: readonly string[] = [
  ...TOPICS.map(([, page]) => page),
  ...Object.values(TABS),
  ...Object.values(APP_TABS),
]

export const helpHref = (page: string): string => (page === '' ? '/help' : `/help/${page}`)
