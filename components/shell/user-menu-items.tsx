'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import {
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { useSwitchLocale } from '@/lib/client/locale/use-switch-locale'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { notifyOtherTabs } from '@/lib/client/session/workspace-channel'
import { setTheme, THEMES, useTheme } from '@/lib/client/theme'
import { type SessionView, signOut } from '@/lib/contracts/session'
import { STUDIO_LOCALE_NAMES, STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'

export const THEME_LABELS = {
  system: { label: 'shell.themeSystem', icon: 'monitor' },
  light: { label: 'shell.themeLight', icon: 'sun' },
  dark: { label: 'shell.themeDark', icon: 'moon' },
} as const

const HELP_LINKS = [
  { href: '/help', icon: 'circle-help', label: 'help.title' },
  { href: '/help/guides/use-the-keyboard', icon: 'command', label: 'help.shortcuts' },
  { href: '/docs/api', icon: 'code', label: 'help.apiReference' },
] as const

export function UserMenuItems({ session }: { session: SessionView }) {
  const theme = useTheme()
  const locale = useLocale()
  const switchLocale = useSwitchLocale()
  const leave = useSignOut()
  const router = useRouter()
  return (
    <>
      <div className="px-2 py-1.5">
        <p className="truncate font-medium text-sm">{session.user.name}</p>
        <p className="truncate text-muted text-xs">{session.user.email}</p>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuRadioGroup value={theme}>
        {THEMES.map((choice) => (
          <DropdownMenuRadioItem
            key={choice}
            value={choice}
            icon={THEME_LABELS[choice].icon}
            onSelect={(event) => {
              event.preventDefault()
              setTheme(choice)
            }}
          >
            {t(THEME_LABELS[choice].label)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuRadioGroup value={locale} aria-label={t('common.language')}>
        {STUDIO_LOCALES.map((choice) => (
          <DropdownMenuRadioItem
            key={choice}
            value={choice}
            icon="languages"
            lang={choice}
            onSelect={(event) => {
              event.preventDefault()
              switchLocale(choice)
            }}
          >
            {STUDIO_LOCALE_NAMES[choice]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      {HELP_LINKS.map(({ href, icon, label }) => (
        <DropdownMenuItem key={href} icon={icon} onSelect={() => router.push(href)}>
          {t(label)}
        </DropdownMenuItem>
      ))}
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="log-out" onSelect={leave}>
        {t('shell.signOut')}
      </DropdownMenuItem>
    </>
  )
}

/** Signs out. A full page load then clears everything this tab had in memory. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  const mutation = useContractMutation(signOut, {
    onSuccess: () => {
      client.clear()
      notifyOtherTabs()
      window.location.assign('/sign-in')
    },
  })
  return () => mutation.mutate({})
}
