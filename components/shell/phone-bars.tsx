'use client'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Logo } from '@/components/ui/logo'
import { WorkspaceMenu } from '@/components/workspaces/workspace-menu'
import { t } from '@/lib/client/messages/t'
import type { SessionView } from '@/lib/contracts/session'
import { Avatar } from './avatar'
import { InboxDot } from './inbox-mark'
import { HELP_ITEM, isCurrent, NAVIGATION_ITEMS } from './navigation-items'
import { UserMenu } from './user-menu'

export function PhoneTopBar({ session, onOpenCommandMenu }: { session: SessionView; onOpenCommandMenu: () => void }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-canvas px-4 md:hidden">
      <div className="min-w-0 flex-1">
        <WorkspaceMenu session={session}>
          <button
            type="button"
            aria-label={t('shell.workspaceMenu', { name: session.workspace.name })}
            className="flex h-9 max-w-full items-center gap-2 rounded-md"
          >
            <Logo />
            <span className="truncate font-semibold text-sm">{session.workspace.name}</span>
            <Icon name="chevrons-up-down" size={13} className="shrink-0 text-faint" />
          </button>
        </WorkspaceMenu>
      </div>
      <IconButton icon="search" label={t('shell.commandMenu')} tooltip={false} onClick={onOpenCommandMenu} />
      <UserMenu session={session}>
        <button
          type="button"
          aria-label={`${session.user.name}, ${t('shell.userMenu')}`}
          className="flex size-8 items-center justify-center rounded-full"
        >
          <Avatar name={session.user.name} />
        </button>
      </UserMenu>
    </header>
  )
}

const ITEM =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-muted focus-visible:-outline-offset-2 aria-[current=page]:text-ink aria-[current=page]:[&>svg]:text-accent'

export function PhoneBottomBar() {
  const pathname = usePathname()
  const items = NAVIGATION_ITEMS.filter(({ isOnPhone }) => isOnPhone)
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          prefetch={false}
          aria-current={isCurrent(item, pathname) ? 'page' : undefined}
          className={ITEM}
        >
          {item.isInbox ? <InboxDot /> : <Icon name={item.icon} size={18} />}
          <span className="max-w-full truncate px-1 font-medium text-2xs">{t(item.label)}</span>
        </Link>
      ))}
      <MorePages pathname={pathname} />
    </nav>
  )
}

/** The remaining pages. It is named after the current page when that is one of them. */
function MorePages({ pathname }: { pathname: string }) {
  const router = useRouter()
  const items = [...NAVIGATION_ITEMS.filter(({ isOnPhone }) => !isOnPhone), HELP_ITEM]
  const current = items.find((item) => isCurrent(item, pathname))
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={ITEM}
        aria-current={current ? 'page' : undefined}
        // Begins with the visible text, so that it can be spoken.
        aria-label={current ? `${t(current.label)}, ${t('shell.more')}` : t('shell.more')}
      >
        <Icon name={current?.icon ?? 'more-horizontal'} size={18} />
        <span className="max-w-full truncate px-1 font-medium text-2xs">{t(current?.label ?? 'shell.more')}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="end" className="min-w-48">
        {items.map((item) => (
          <DropdownMenuItem
            key={item.href}
            icon={item.icon}
            className="h-10"
            aria-current={item === current ? 'page' : undefined}
            onSelect={() => router.push(item.href)}
          >
            {t(item.label)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
