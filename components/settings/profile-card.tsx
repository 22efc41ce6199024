import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { LanguageSelect } from '@/components/ui/language-select'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useSwitchLocale } from '@/lib/client/locale/use-switch-locale'
import { t } from '@/lib/client/messages/t'
import { setTheme, THEMES, useTheme } from '@/lib/client/theme'
import type { SessionView } from '@/lib/contracts/session'

const ROLE_LABELS = {
  owner: 'settings.roleOwner',
  editor: 'settings.roleEditor',
  runner: 'settings.roleRunner',
  viewer: 'settings.roleViewer',
} as const
const THEME_LABELS = { system: 'shell.themeSystem', light: 'shell.themeLight', dark: 'shell.themeDark' } as const
const THEME_ICONS = { system: 'monitor', light: 'sun', dark: 'moon' } as const

export function ProfileCard({ session }: { session: SessionView }) {
  const theme = useTheme()
  const switchLocale = useSwitchLocale()
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.profile')}</CardTitle>
        <Badge>{t(ROLE_LABELS[session.role])}</Badge>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <div>
          <p className="font-medium text-base">{session.user.name}</p>
          <p className="text-muted text-sm">{t('settings.emailReadOnly', { email: session.user.email })}</p>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="font-medium text-sm">{t('shell.theme')}</span>
          <SegmentedControl
            label={t('shell.theme')}
            value={theme}
            onValueChange={setTheme}
            options={THEMES.map((value) => ({ value, label: t(THEME_LABELS[value]), icon: THEME_ICONS[value] }))}
          />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="font-medium text-sm">{t('common.language')}</span>
          <LanguageSelect onSelect={switchLocale} />
        </div>
      </CardContent>
    </Card>
  )
}
