'use client'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import { useEditor } from '../state/editor-context'
import { findStarts } from './start-entries'

/** Schedules, webhooks and service events in the palette. Adding one opens its form. */
export function PaletteStarts({ search }: { search: string }) {
  const { ui } = useEditor()
  const canEdit = useHasRole('editor')
  const found = canEdit ? findStarts(search) : []
  if (found.length === 0) return null
  return (
    <section className="mb-2">
      <h2 className="px-1.5 pt-2 pb-1 font-medium text-2xs text-faint">{t('automations.startGroup')}</h2>
      <ul>
        {found.map(({ kind, label, description, icon }) => (
          <li key={kind}>
            <button
              type="button"
              title={description}
              onClick={() => ui.getState().set({ startForm: { kind, id: null } })}
              className="flex h-9 w-full items-center gap-2.5 rounded-md px-1.5 text-left text-sm hover:bg-hover"
            >
              <span className="flex size-6 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
                <Icon name={icon} size={14} />
              </span>
              <span className="truncate">{label}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
