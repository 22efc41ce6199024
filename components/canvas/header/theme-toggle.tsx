'use client'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { setTheme, useResolvedTheme } from '@/lib/client/theme'

export function ThemeToggle() {
  const theme = useResolvedTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <IconButton
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={t(other === 'dark' ? 'canvas.darkTheme' : 'canvas.lightTheme')}
      onClick={() => setTheme(other)}
    />
  )
}
