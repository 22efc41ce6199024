'use client'
import type { CommandAction } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useHelpIndex } from './help-data'
import { sectionTitle } from './section-title'

/** The help pages for a command menu. @param open shows a page */
export function useHelpActions(isOpen: boolean, open: (href: string) => void): readonly CommandAction[] {
  const { data } = useHelpIndex(isOpen)
  const fixed: CommandAction[] = [
    { id: 'help', label: t('help.title'), icon: 'book-open', shortcut: '?', run: () => open('/help') },
    { id: 'help api', label: t('help.apiReference'), icon: 'code', run: () => open('/docs/api') },
  ]
  const pages = (data?.sections ?? []).flatMap(({ id, pages: entries }) =>
    entries.map(({ path, title }): CommandAction => {
      const href = `/help/${path}`
      return {
        id: `help ${path}`,
        label: title,
        icon: 'file',
        description: sectionTitle(id),
        run: () => open(href),
      }
    }),
  )
  return [...fixed, ...pages]
}
