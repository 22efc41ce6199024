import type { MessageKey } from '@/lib/client/messages/t'

export interface AppTab {
  /** The last segment of the tab's URL; empty for the canvas. */
  path: string
  label: Extract<MessageKey, `appHome.tab${string}`>
}

/** The tabs of an app, each with a page at `/apps/{id}/{path}`. */
export const APP_TABS: readonly AppTab[] = [
  { path: '', label: 'appHome.tabBuild' },
  { path: 'overview', label: 'appHome.tabOverview' },
  { path: 'conversations', label: 'appHome.tabConversations' },
  { path: 'evaluate', label: 'appHome.tabEvaluate' },
  { path: 'share', label: 'appHome.tabShare' },
  { path: 'releases', label: 'appHome.tabReleases' },
  { path: 'settings', label: 'appHome.tabSettings' },
]

export const appTabHref = (appId: string, path: string): string => `/apps/${appId}${path === '' ? '' : `/${path}`}`
