'use client'
import { useRouter } from 'next/navigation'
import { useHelpActions } from '@/components/help/use-help-actions'
import { CommandDialog } from '@/components/ui/command-dialog'
import { toIconName } from '@/components/ui/icon'
import { useWorkspaceActions } from '@/components/workspaces/use-workspace-actions'
import { useSwitchLocale } from '@/lib/client/locale/use-switch-locale'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { setTheme, THEMES } from '@/lib/client/theme'
import { listApps } from '@/lib/contracts/apps'
import { STUDIO_LOCALE_NAMES, STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'
import { NAVIGATION_ITEMS } from './navigation-items'
import { THEME_LABELS, useSignOut } from './user-menu-items'

export function CommandMenu({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter()
  const leave = useSignOut()
  const switchLocale = useSwitchLocale()
  const canEdit = useHasRole('editor')
  const apps = useContractQuery(listApps, { enabled: open })
  const pages = NAVIGATION_ITEMS.map(({ href, icon, label }) => ({
    id: `page ${href}`,
    label: t(label),
    icon,
    run: () => router.push(href),
  }))
  const create = [
    { id: 'new app', label: t('shell.newApp'), icon: 'plus', run: () => router.push('/apps?new=app') },
    { id: 'move in', label: t('moveIn.title'), icon: 'file-up', run: () => router.push('/import') },
    {
      id: 'new knowledge',
      label: t('shell.newKnowledge'),
      icon: 'plus',
      run: () => router.push('/knowledge?new=base'),
    },
    {
      id: 'new dataset',
      label: t('shell.newDataset'),
      icon: 'plus',
      run: () => router.push('/data?new=dataset'),
    },
    {
      id: 'new model',
      label: t('shell.newConnection'),
      icon: 'plug',
      run: () => router.push('/models?new=connection'),
    },
    {
      id: 'new key',
      label: t('shell.newKeyAction'),
      icon: 'key',
      run: () => router.push('/settings?tab=keys&new=key'),
    },
  ] as const
  const themes = THEMES.map((theme) => ({
    id: `theme ${theme}`,
    label: `${t('shell.theme')}: ${t(THEME_LABELS[theme].label)}`,
    icon: THEME_LABELS[theme].icon,
    run: () => setTheme(theme),
  }))
  const languages = STUDIO_LOCALES.map((locale) => ({
    id: `language ${locale}`,
    label: `${t('common.language')}: ${STUDIO_LOCALE_NAMES[locale]}`,
    icon: 'languages' as const,
    run: () => switchLocale(locale),
  }))
  const signOutAction = { id: 'sign out', label: t('shell.signOut'), icon: 'log-out', run: leave } as const
  const workspaceActions = useWorkspaceActions(open)
  const helpActions = useHelpActions(open, (href) => router.push(href))
  const appActions = (apps.data?.apps ?? []).map((app) => ({
    id: `app ${app.id}`,
    label: app.name,
    icon: toIconName(app.icon),
    keywords: [app.description],
    run: () => router.push(`/apps/${app.id}`),
  }))
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      label={t('shell.commandMenu')}
      groups={[
        { label: t('shell.goTo'), actions: pages },
        { label: t('shell.actions'), actions: [...(canEdit ? create : []), ...themes, ...languages, signOutAction] },
        ...(workspaceActions.length > 0 ? [{ label: t('people.workspaces'), actions: workspaceActions }] : []),
        ...(appActions.length > 0 ? [{ label: t('shell.openApp'), actions: appActions }] : []),
        { label: t('help.title'), actions: helpActions },
      ]}
    />
  )
}
