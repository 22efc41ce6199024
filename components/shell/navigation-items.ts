import type { IconName } from '@/components/ui/icon'
import type { MessageKey } from '@/lib/client/messages/t'

type Label = Extract<
  MessageKey,
  | 'shell.apps'
  | 'shell.knowledge'
  | 'shell.models'
  | 'shell.integrations'
  | 'shell.data'
  | 'shell.tables'
  | 'shell.evaluations'
  | 'shell.runs'
  | 'shell.usage'
  | 'shell.inbox'
  | 'shell.integrations'
  | 'shell.automations'
  | 'shell.settings'
  | 'help.title'
>

export interface NavigationItem {
  href: string
  icon: IconName
  label: Label
  /** Shows the number of pending inbox items. */
  isInbox?: boolean
  /** Shown in the bar of a phone; the others are in its menu *More*. */
  isOnPhone?: boolean
}

export interface NavigationGroup {
  /** Null for a group without a heading. */
  label: Extract<MessageKey, 'shell.groupBuild' | 'shell.groupRun' | 'shell.groupImprove'> | null
  items: readonly NavigationItem[]
}

export const NAVIGATION_GROUPS: readonly NavigationGroup[] = [
  {
    label: 'shell.groupBuild',
    items: [
      { href: '/apps', icon: 'layout-grid', label: 'shell.apps', isOnPhone: true },
      { href: '/knowledge', icon: 'book-open', label: 'shell.knowledge', isOnPhone: true },
      { href: '/tables', icon: 'list', label: 'shell.tables' },
      { href: '/integrations', icon: 'plug', label: 'shell.integrations' },
    ],
  },
  {
    label: 'shell.groupRun',
    items: [
      { href: '/runs', icon: 'activity', label: 'shell.runs', isOnPhone: true },
      { href: '/inbox', icon: 'inbox', label: 'shell.inbox', isInbox: true, isOnPhone: true },
      { href: '/automations', icon: 'zap', label: 'shell.automations' },
    ],
  },
  {
    label: 'shell.groupImprove',
    items: [
      { href: '/data', icon: 'database', label: 'shell.data' },
      { href: '/evaluations', icon: 'circle-check', label: 'shell.evaluations' },
      { href: '/models', icon: 'cpu', label: 'shell.models' },
      { href: '/usage', icon: 'chart-column', label: 'shell.usage' },
    ],
  },
  { label: null, items: [{ href: '/settings', icon: 'settings', label: 'shell.settings' }] },
]

export const NAVIGATION_ITEMS: readonly NavigationItem[] = NAVIGATION_GROUPS.flatMap(({ items }) => items)

/** Below the others on a wide screen; on a phone in its menu *More*. */
export const HELP_ITEM: NavigationItem = { href: '/help', icon: 'circle-help', label: 'help.title' }

export function isCurrent(item: NavigationItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
