'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { Logo } from '@/components/ui/logo'
import { Tooltip, type TooltipProps } from '@/components/ui/tooltip'
import { WorkspaceMenu } from '@/components/workspaces/workspace-menu'
import { useCommandKey } from '@/lib/client/hooks/use-command-key'
import { t } from '@/lib/client/messages/t'
import type { SessionView } from '@/lib/contracts/session'
import { Avatar } from './avatar'
import { InboxMark } from './inbox-mark'
import { HELP_ITEM, isCurrent, NAVIGATION_GROUPS, type NavigationItem } from './navigation-items'
import { UserMenu } from './user-menu'

export interface RailProps {
  session: SessionView
  collapsed: boolean
  onCollapsedChange: (collapsed: boolean) => void
  onOpenCommandMenu: () => void
}

export function Rail({ session, collapsed, onCollapsedChange, onOpenCommandMenu }: RailProps) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={t('shell.navigation')}
      className={cn(
        'hidden h-full shrink-0 flex-col gap-0.5 border-r bg-canvas p-2 md:flex',
        collapsed ? 'w-14 items-center' : 'w-52',
      )}
    >
      <div className={cn('mb-2 flex h-10 items-center gap-1', collapsed ? 'justify-center' : 'w-full')}>
        <WorkspaceButton session={session} collapsed={collapsed} />
        {collapsed ? null : (
          <IconButton icon="panel-left" label={t('shell.collapse')} size="sm" onClick={() => onCollapsedChange(true)} />
        )}
      </div>
      <CommandButton collapsed={collapsed} onOpen={onOpenCommandMenu} />
      {NAVIGATION_GROUPS.map(({ label, items }) => (
        <section key={label} aria-label={label ? t(label) : undefined} className="flex w-full flex-col gap-0.5 pb-3">
          {label && !collapsed ? (
            <p aria-hidden className="px-2 pb-1 font-medium text-2xs text-faint">
              {t(label)}
            </p>
          ) : null}
          {items.map((item) => (
            <RailItem key={item.href} item={item} current={isCurrent(item, pathname)} collapsed={collapsed} />
          ))}
        </section>
      ))}
      <div className="flex-1" />
      <RailItem item={HELP_ITEM} current={isCurrent(HELP_ITEM, pathname)} collapsed={collapsed} />
      {collapsed ? (
        <IconButton icon="panel-left" label={t('shell.expand')} side="right" onClick={() => onCollapsedChange(false)} />
      ) : null}
      <UserButton session={session} collapsed={collapsed} />
    </nav>
  )
}

interface PartProps {
  session: SessionView
  collapsed: boolean
}

function WorkspaceButton({ session, collapsed }: PartProps) {
  return (
    <WorkspaceMenu session={session}>
      <button
        type="button"
        aria-label={t('shell.workspaceMenu', { name: session.workspace.name })}
        title={session.workspace.name}
        className={cn(
          'flex h-9 items-center gap-2 rounded-md hover:bg-hover',
          collapsed ? 'px-2' : 'min-w-0 flex-1 px-1.5',
        )}
      >
        <Logo />
        {collapsed ? null : (
          <>
            <span className="line-clamp-2 min-w-0 flex-1 text-left font-semibold text-sm leading-4 [overflow-wrap:anywhere]">
              {session.workspace.name}
            </span>
            <Icon name="chevrons-up-down" size={13} className="shrink-0 text-faint" />
          </>
        )}
      </button>
    </WorkspaceMenu>
  )
}

function CommandButton({ collapsed, onOpen }: { collapsed: boolean; onOpen: () => void }) {
  const commandKey = useCommandKey()
  return (
    <RailHint label={t('shell.commandMenuShort')} show={collapsed}>
      <button
        type="button"
        onClick={onOpen}
        aria-label={collapsed ? t('shell.commandMenuShort') : undefined}
        className={cn(
          'mb-2 flex h-8 items-center gap-2 rounded-md text-faint hover:bg-hover hover:text-ink',
          collapsed ? 'w-10 justify-center' : 'w-full border bg-surface px-2 shadow-sm',
        )}
      >
        <Icon name="search" size={14} />
        {collapsed ? null : <span className="flex-1 truncate text-left text-xs">{t('shell.commandMenuShort')}</span>}
        {collapsed ? null : <Kbd aria-hidden>{commandKey}K</Kbd>}
      </button>
    </RailHint>
  )
}

interface RailItemProps {
  item: NavigationItem
  current: boolean
  collapsed: boolean
}

function RailItem({ item, current, collapsed }: RailItemProps) {
  return (
    <RailHint label={t(item.label)} show={collapsed}>
      <Link
        href={item.href}
        // A page is rendered for each request, so there is nothing worth prefetching.
        prefetch={false}
        aria-current={current ? 'page' : undefined}
        aria-label={collapsed ? t(item.label) : undefined}
        className={cn(
          'flex h-8 items-center gap-2.5 rounded-md font-medium text-muted transition-colors hover:bg-hover hover:text-ink',
          'aria-[current=page]:bg-pressed/80 aria-[current=page]:text-ink aria-[current=page]:[&>svg]:text-accent',
          collapsed ? 'w-10 justify-center' : 'w-full px-2',
        )}
      >
        {item.isInbox ? (
          <InboxMark collapsed={collapsed} label={t(item.label)} />
        ) : (
          <>
            <Icon name={item.icon} />
            {collapsed ? null : t(item.label)}
          </>
        )}
      </Link>
    </RailHint>
  )
}

function UserButton({ session, collapsed }: PartProps) {
  return (
    <UserMenu session={session}>
      <button
        type="button"
        aria-label={`${session.user.name}, ${t('shell.userMenu')}`}
        className={cn(
          'flex h-10 items-center gap-2 rounded-md text-left hover:bg-hover',
          collapsed ? 'w-10 justify-center' : 'w-full px-1.5',
        )}
      >
        <Avatar name={session.user.name} />
        {collapsed ? null : <span className="min-w-0 flex-1 truncate text-sm">{session.user.name}</span>}
        {collapsed ? null : <Icon name="chevrons-up-down" size={13} className="text-faint" />}
      </button>
    </UserMenu>
  )
}

/** Tooltip of an item that shows only its icon. */
function RailHint({ label, show, children }: { label: string; show: boolean; children: TooltipProps['children'] }) {
  if (!show) return children
  return (
    <Tooltip content={label} side="right">
      {children}
    </Tooltip>
  )
}
