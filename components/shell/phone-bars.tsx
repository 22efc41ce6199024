'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Logo } from '@/components/ui/logo'
import { useScrollFade } from '@/components/ui/use-scroll-fade'
import { WorkspaceMenu } from '@/components/workspaces/workspace-menu'
import { t } from '@/lib/client/messages/t'
import type { SessionView } from '@/lib/contracts/session'
import { Avatar } from './avatar'
import { InboxDot } from './inbox-mark'
import { isCurrent, NAVIGATION_ITEMS } from './navigation-items'
import { UserMenu } from './user-menu'

export function PhoneTopBar({ session, onOpenCommandMenu }: { session: SessionView; onOpenCommandMenu: () => void }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-canvas px-4 md:hidden">
      <div className="min-w-0 flex-1">
        <WorkspaceMenu session={session}>
          <button
            type="button"
            aria-label={t('people.workspaceMenu', { name: session.workspace.name })}
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

const showInRow = (link: HTMLElement | null) => link?.scrollIntoView({ inline: 'center', block: 'nearest' })

export function PhoneBottomBar() {
  const pathname = usePathname()
  const row = useRef<HTMLDivElement>(null)
  useScrollFade(row)
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <div ref={row} className="fade-sides flex overflow-x-auto [scrollbar-width:none]">
        {NAVIGATION_ITEMS.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            aria-current={isCurrent(item, pathname) ? 'page' : undefined}
            // Scrolls the current item into view.
            ref={isCurrent(item, pathname) ? showInRow : null}
            className="flex h-14 min-w-17 flex-1 flex-col items-center justify-center gap-1 text-muted focus-visible:-outline-offset-2 aria-[current=page]:text-ink aria-[current=page]:[&>svg]:text-accent"
          >
            {item.isInbox ? <InboxDot /> : <Icon name={item.icon} size={18} />}
            <span className="truncate font-medium text-2xs">{t(item.label)}</span>
          </Link>
        ))}
      </div>
    </nav>
  )
}
