import type { IconName } from '@/components/ui/icon'
import type { MessageKey } from '@/lib/client/messages/t'

export interface NavigationItem {
  href: string
  icon: IconName
  label: Extract<
    MessageKey,
    | 'shell.apps'
    | 'shell.knowledge'
    | 'shell.models'
    | 'shell.data'
    | 'shell.runs'
    | 'shell.usage'
    | 'shell.inbox'
    | 'shell.automations'
    | 'shell.settings'
  >
  /** Shows the number of pending inbox items. */
  isInbox?: boolean
}

export const NAVIGATION_ITEMS: readonly NavigationItem[] = [
  { href: '/apps', icon: 'layout-grid', label: 'shell.apps' },
  { href: '/knowledge', icon: 'book-open', label: 'shell.knowledge' },
  { href: '/models', icon: 'cpu', label: 'shell.models' },
  { href: '/data', icon: 'database', label: 'shell.data' },
  { href: '/inbox', icon: 'inbox', label: 'shell.inbox', isInbox: true },
  { href: '/automations', icon: 'zap', label: 'shell.automations' },
  { href: '/runs', icon: 'activity', label: 'shell.runs' },
  { href: '/usage', icon: 'chart-column', label: 'shell.usage' },
  { href: '/settings', icon: 'settings', label: 'shell.settings' },
]

export function isCurrent(item: NavigationItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
